//! The configuration of an engine, and the quota of an account.

use super::class::LineClassIndex;
use super::join::{DEFAULT_CAP_BEYOND_PREFILL_MS, MAX_PREFILL_MS};
use super::participant::ParticipantConfig;
use super::ranges::in_range;
use crate::dsp::SimdLevel;
use crate::dsp::dtmf::suppress::MAX_LOOK_AHEAD_MS;
use crate::error::{Error, Result, Status};
use crate::handle::{MAX_INDEX, MAX_TAPS};
use crate::rt::index::{MAX_RATES, RateIndex};
use crate::units::{FrameLen, MAX_ROOM_CAPACITY, SampleRate};

/// The longest time limit, in seconds: a year.
pub const MAX_LIMIT_S: u32 = 31_536_000;

/// The most bytes of prompts that an account may have.
const MAX_PROMPT_BYTES: u64 = 1 << 40;

/// The settings of an engine. [`Engine::new`](crate::Engine::new) takes all memory that they need.
///
/// ```
/// use mixminus::{EngineConfig, FrameLen, SampleRate};
///
/// let wideband = EngineConfig {
///     sample_rate: SampleRate::Hz16000,
///     frame_len: FrameLen::Ms10,
///     ..EngineConfig::default()
/// };
/// assert_eq!(wideband.frame_samples(), 160);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineConfig {
    /// The sample rate of participants and rooms that name none. Default 8 kHz.
    pub sample_rate: SampleRate,
    /// Lines at other rates than the engine's own: at most 7, each at a rate of its own. Rooms may have these rates, too
    /// ([`RoomTemplate::sample_rate`](crate::RoomTemplate::sample_rate)). Default none.
    pub line_classes: Vec<LineClass>,
    /// Lines of speech agents, which write faster than real time. Default none.
    pub agents: Option<AgentLines>,
    /// The length of a tick and of its frame. Default 20 ms. 22,050 Hz needs frames of 20 ms: 10 ms are 220.5 samples.
    pub frame_len: FrameLen,
    /// The most participants that one account may have at once, in or out of rooms: 1 … 1,048,575. A participant that
    /// was freed in a room counts until the next tick. The engine has a sixteenth more, for other accounts. Default
    /// 1,024.
    pub max_participants: u32,
    /// The most rooms that one account may have at once: 1 … 1,048,575. A room that has ended counts until the next
    /// tick. The engine has a quarter more, for other accounts. Default 256.
    pub max_rooms: u32,
    /// The most participants of a room, unless its template sets a capacity: 1 … 1,024. Default 100.
    pub room_capacity: u32,
    /// The prefill of a participant's in-ring, in milliseconds: so much audio is collected before the first sample is
    /// mixed, against jitter. 0 … 200. Default 20.
    pub prefill_ms: u32,
    /// The largest cap that a join may ask for ([`JoinOptions::cap_ms`](crate::JoinOptions::cap_ms)), in milliseconds.
    /// It determines the size of every ring. `prefill_ms` + 40 … 1,000. Default 100.
    pub max_cap_ms: u32,
    /// The longest packet, in milliseconds: while the clock runs, so much audio may be written between two ticks, in
    /// one write or several, and all of it is taken; nothing of it is trimmed unless it comes faster than real time. At
    /// least a frame, 10 … 1,000. It adds to the size of every ring. Default 60.
    pub max_write_ms: u32,
    /// The most commands of one account that may wait for the next tick: 16 … 1,048,576. The queue has room for twice
    /// as many. Default 4,096.
    pub command_queue: u32,
    /// The most events of one account that may wait to be polled: 16 … 1,048,576. The queue has room for twice as many.
    /// Default 8,192.
    pub event_queue: u32,
    /// The most plays of one account, playing or queued: prompts, join and leave sounds, loops. A leave sound counts
    /// from the join on. 16 … 1,048,576. The engine has room for twice as many. Default 2,048.
    pub max_plays: u32,
    /// The quota of every account that [`Engine::set_account_quota`](crate::Engine::set_account_quota) gives none.
    pub account_quota: Quota,
    /// The look-ahead of DTMF suppression: 0 … 20 ms. The audio of a participant that joins without
    /// [`JoinOptions::play_tones`](crate::JoinOptions::play_tones) is delayed by so much, so that a tone is detected
    /// before its onset is mixed. At 0, up to 10 ms of a tone may pass. Default 10.
    pub dtmf_look_ahead_ms: u32,
    /// How long a participant may live, in seconds of the engine's clock, in or out of conferences. Then it leaves with
    /// `TimeLimit` and cannot join again. 0: no limit. At most 31,536,000 (a year). Default 7,200.
    pub session_limit_s: u32,
    /// The most taps of one account, and the most tracks of its recordings: 0 … 65,536. A tap that was freed counts
    /// until the next tick. A track counts until its recording has stopped and no thread hangs in its file. The engine
    /// has room for twice as many, up to 65,536, at about 300 bytes each; a tap's ring is allocated when the tap is
    /// made. Default 64.
    pub max_taps: u32,
    /// Asks the system to keep the memory of participants, their rings and rooms resident (mlock). Queues, workers that
    /// are started later, the rings of taps, and what participants take later (the conversion to a room of another rate,
    /// what sends digits) are not locked. [`EngineStats::memory_locked`](crate::EngineStats) says if the system did.
    /// Default false.
    pub lock_memory: bool,
    /// The SIMD level; `None`: the one that the environment variable `MIXMINUS_SIMD` names, else the best of this
    /// machine.
    pub simd: Option<SimdLevel>,
    /// The most bytes of prompts of one account, counted as in [`Quota::prompt_bytes`]: 1 … 2⁴⁰. The engine keeps up to
    /// twice as many. Default 512 MiB.
    pub max_prompt_bytes: u64,
    /// The most bytes of names of one account that the engine keeps: 1,024 … 2³⁰. Counted are the names of signals that
    /// running conferences allow, that completed ones have allowed, and that are queued (length + 64 bytes each), and
    /// templates (lengths of environment and conference id + 320 bytes each). The engine keeps up to twice as many.
    /// Default 8 MiB.
    pub max_name_bytes: u32,
    /// The most accounts at once: 1 … 1,048,575. An account counts while it has a participant, a room, a prompt, a
    /// template, a quota of its own or anything else. Default 65,536.
    pub max_accounts: u32,
}

/// Lines of one sample rate: how many participants may have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineClass {
    /// The sample rate. The memory of a line is in proportion to it.
    pub sample_rate: SampleRate,
    /// The most participants with such lines that one account may have at once: 0 … 1,048,575. The engine has a sixteenth
    /// more, for other accounts. With 0, only rooms have this rate.
    pub max_participants: u32,
}

/// Lines of speech agents: a deep in-ring, so that an agent can write an answer at once, far faster than it is heard.
/// Nothing of it is cut, however much waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgentLines {
    /// The sample rate. Default 24 kHz.
    pub sample_rate: SampleRate,
    /// The most agents that one account may have at once: 1 … 1,048,575. The engine has a sixteenth more, for other
    /// accounts. Default 1.
    pub max_participants: u32,
    /// How much audio may wait in the in-ring, in milliseconds: 1,000 … 60,000. Default 10,000, which is 480 KB of memory
    /// at 24 kHz.
    pub queue_ms: u32,
}

impl Default for AgentLines {
    fn default() -> AgentLines {
        AgentLines { sample_rate: SampleRate::Hz24000, max_participants: 1, queue_ms: 10_000 }
    }
}

impl Default for EngineConfig {
    fn default() -> EngineConfig {
        EngineConfig {
            sample_rate: SampleRate::Hz8000,
            line_classes: Vec::new(),
            agents: None,
            frame_len: FrameLen::Ms20,
            max_participants: 1024,
            max_rooms: 256,
            room_capacity: 100,
            prefill_ms: 20,
            max_cap_ms: 100,
            max_write_ms: 60,
            command_queue: 4096,
            event_queue: 8192,
            max_plays: 2048,
            account_quota: Quota::default(),
            dtmf_look_ahead_ms: 10,
            session_limit_s: 7200,
            max_taps: 64,
            lock_memory: false,
            simd: None,
            max_prompt_bytes: 512 << 20,
            max_name_bytes: 8 << 20,
            max_accounts: 65_536,
        }
    }
}

impl EngineConfig {
    /// The sample rates of the engine: its own, then those of [`line_classes`](Self::line_classes), then that of
    /// [`agents`](Self::agents), if it is another.
    pub fn sample_rates(&self) -> impl Iterator<Item = SampleRate> {
        let lines =
            core::iter::once(self.sample_rate).chain(self.line_classes.iter().map(|class| class.sample_rate));
        let of_lines = move |rate: &SampleRate| {
            *rate == self.sample_rate || self.line_classes.iter().any(|class| class.sample_rate == *rate)
        };
        lines.chain(self.agents.map(|agents| agents.sample_rate).filter(move |rate| !of_lines(rate)))
    }

    /// The place of a rate among those of the engine. An error names them.
    pub(crate) fn rate_index(&self, rate: SampleRate) -> Result<RateIndex> {
        let at = self.sample_rates().position(|known| known == rate).ok_or_else(|| {
            let known: Vec<String> = self.sample_rates().map(|rate| rate.hz().to_string()).collect();
            let sentence = format!(
                "sample_rate_hz: {}, the rates of this engine are {} (see line_classes)",
                rate.hz(),
                known.join(", ")
            );
            Error::new(Status::InvalidArgument, sentence)
        })?;
        Ok(RateIndex::new(at))
    }

    /// The class of a participant's line. An error says what the engine does not have.
    pub(crate) fn class_of(&self, participant: &ParticipantConfig<'_>) -> Result<LineClassIndex> {
        let refused = |sentence: String| Err(Error::new(Status::InvalidArgument, sentence));
        let (rate, agents) = (participant.sample_rate, self.agents.filter(|_| participant.agent));
        match (rate, agents) {
            (Some(rate), Some(agents)) if rate != agents.sample_rate => refused(format!(
                "sample_rate_hz: {}, the agents of this engine have {}",
                rate.hz(),
                agents.sample_rate.hz()
            )),
            (_, Some(_)) => Ok(LineClassIndex::AGENTS),
            _ if participant.agent => refused("agent: the engine was made without agents".into()),
            _ => self.rate_index(rate.unwrap_or(self.sample_rate)).map(LineClassIndex::of_rate),
        }
    }

    /// Samples per frame, which is per tick, at the engine's own rate.
    pub fn frame_samples(&self) -> usize {
        self.frame_len.samples(self.sample_rate)
    }

    /// Checks every range. An error names the field.
    pub fn validate(&self) -> Result<()> {
        self.sample_rate.check_frames(self.frame_len)?;
        in_range("max_participants", self.max_participants, 1, MAX_INDEX - 1)?;
        self.check_line_classes()?;
        in_range("max_rooms", self.max_rooms, 1, MAX_INDEX - 1)?;
        in_range("room_capacity", self.room_capacity, 1, MAX_ROOM_CAPACITY)?;
        in_range("prefill_ms", self.prefill_ms, 0, MAX_PREFILL_MS)?;
        in_range("max_cap_ms", self.max_cap_ms, self.prefill_ms + DEFAULT_CAP_BEYOND_PREFILL_MS, 1000)?;
        in_range("max_write_ms", self.max_write_ms, self.frame_len.ms(), 1000)?;
        in_range("command_queue", self.command_queue, 16, 1 << 20)?;
        in_range("event_queue", self.event_queue, 16, 1 << 20)?;
        in_range("max_plays", self.max_plays, 16, 1 << 20)?;
        in_range("dtmf_look_ahead_ms", self.dtmf_look_ahead_ms, 0, MAX_LOOK_AHEAD_MS)?;
        in_range("session_limit_s", self.session_limit_s, 0, MAX_LIMIT_S)?;
        in_range("max_taps", self.max_taps, 0, MAX_TAPS)?;
        if !(1..=MAX_PROMPT_BYTES).contains(&self.max_prompt_bytes) {
            let sentence =
                format!("max_prompt_bytes: {}, must be 1 to {MAX_PROMPT_BYTES}", self.max_prompt_bytes);
            return Err(Error::new(Status::InvalidArgument, sentence));
        }
        in_range("max_name_bytes", self.max_name_bytes, 1024, 1 << 30)?;
        in_range("max_accounts", self.max_accounts, 1, MAX_INDEX - 1)
    }

    fn check_line_classes(&self) -> Result<()> {
        let mut left = MAX_INDEX - 1 - self.max_participants;
        let mut known = vec![self.sample_rate];
        for LineClass { sample_rate, max_participants } in &self.line_classes {
            if known.contains(sample_rate) {
                let sentence = format!("line_classes: {} Hz twice, or the engine's own", sample_rate.hz());
                return Err(Error::new(Status::InvalidArgument, sentence));
            }
            sample_rate.check_frames(self.frame_len)?;
            known.push(*sample_rate);
            in_range("line_classes: max_participants", *max_participants, 0, left)?;
            left -= max_participants;
        }
        if let Some(AgentLines { sample_rate, max_participants, queue_ms }) = self.agents {
            sample_rate.check_frames(self.frame_len)?;
            in_range("agents: max_participants", max_participants, 1, left)?;
            in_range("agents: queue_ms", queue_ms, 1_000, 60_000)?;
        }
        in_range("sample rates: their number", self.sample_rates().count() as u32, 1, MAX_RATES as u32)
    }

    /// The time limit of a session in ticks; 0: none.
    pub(crate) fn session_ticks(&self) -> u64 {
        self.ticks(self.session_limit_s)
    }

    /// So many seconds in ticks.
    pub(crate) fn ticks(&self, seconds: u32) -> u64 {
        u64::from(seconds) * 1000 / u64::from(self.frame_len.ms())
    }
}

/// The most that one account may use at once, below the limits of the engine. 0: no quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// Rooms.
    pub rooms: u32,
    /// Participants, in or out of rooms.
    pub participants: u32,
    /// Signals queued for a conference that allows them, over all participants of the account.
    pub queued_signals: u32,
    /// Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own up to
    /// 64 KiB more, so that it loops without a seam. A prompt that was freed counts until nothing plays it.
    pub prompt_bytes: u64,
}
