//! What a host configures: an engine, its drivers, a participant, a join, a room.

use crate::dsp::SimdLevel;
use crate::dsp::dtmf::suppress::MAX_LOOK_AHEAD_MS;
use crate::error::{Error, Result, Status};
use crate::handle::{MAX_INDEX, MAX_TAPS, PromptId};
use crate::units::{DtmfDigit, FrameLen, Gain, MAX_ROOM_CAPACITY, SampleRate};

/// How far beyond the prefill a participant's in-ring may fill before it is trimmed, unless the join sets a cap.
pub const DEFAULT_CAP_BEYOND_PREFILL_MS: u32 = 40;

/// The most milliseconds of prefill that a join may ask for.
pub const MAX_PREFILL_MS: u32 = 200;

/// The longest account name, environment name and conference id, in bytes. The shortest is 1.
pub const MAX_NAME_BYTES: usize = 255;

/// The account of a host that has only one: that of [`ParticipantConfig::default`].
pub const DEFAULT_ACCOUNT: &[u8] = b"default";

/// The environment of a host that has only one: that of [`ParticipantConfig::default`].
pub const DEFAULT_ENVIRONMENT: &[u8] = b"production";

/// The longest time limit, in seconds: a year.
pub const MAX_LIMIT_S: u32 = 31_536_000;

/// The most bytes of prompts that an account may have.
const MAX_PROMPT_BYTES: u64 = 1 << 40;

/// The longest lock-out after a DTMF digit that is not the terminator, in milliseconds: an hour.
pub const MAX_INTERDIGIT_TIMEOUT_MS: u32 = 3_600_000;

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
    /// The sample rate of every room and participant. Default 8 kHz.
    pub sample_rate: SampleRate,
    /// The length of a tick and of its frame. Default 20 ms.
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
    /// The largest cap that a join may ask for ([`JoinOptions::cap_ms`]), in milliseconds. It determines the size of
    /// every ring. `prefill_ms` + 40 … 1,000. Default 100.
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
    /// [`JoinOptions::play_tones`] is delayed by so much, so that a tone is detected before its onset is mixed. At 0,
    /// up to 10 ms of a tone may pass. Default 10.
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
    /// are started later and the rings of taps are not locked. [`EngineStats::memory_locked`](crate::EngineStats) says
    /// if the system did. Default false.
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

impl Default for EngineConfig {
    fn default() -> EngineConfig {
        EngineConfig {
            sample_rate: SampleRate::Hz8000,
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
    /// Samples per frame, which is per tick.
    pub fn frame_samples(&self) -> usize {
        self.frame_len.samples(self.sample_rate)
    }

    /// Checks every range. An error names the field.
    pub fn validate(&self) -> Result<()> {
        in_range("max_participants", self.max_participants, 1, MAX_INDEX - 1)?;
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
    /// Bytes of prompts: two per sample at the engine's rate, and up to 64 KiB more for a prompt that was made at
    /// another rate, so that it loops without a seam. A prompt that was freed counts until nothing plays it.
    pub prompt_bytes: u64,
}

/// The call that a participant stands for.
///
/// A room belongs to an account and an environment: the same conference id in two accounts, or in two environments of
/// one account, is two rooms. Quotas and fair shares are counted per account. A host that serves one tenant keeps the
/// defaults.
///
/// ```
/// use mixminus::ParticipantConfig;
///
/// let only_tenant = ParticipantConfig { user: 7, ..ParticipantConfig::default() };
/// let one_of_many = ParticipantConfig { account: b"acme", environment: b"development", user: 7 };
/// # let _ = (only_tenant, one_of_many);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParticipantConfig<'a> {
    /// The tenant that the call belongs to: 1 … 255 bytes, compared byte by byte. Default [`DEFAULT_ACCOUNT`].
    pub account: &'a [u8],
    /// Separates, within an account, rooms that must not meet, such as `production` and `development`: 1 … 255 bytes,
    /// compared byte by byte. Default [`DEFAULT_ENVIRONMENT`].
    pub environment: &'a [u8],
    /// A value of the host's own; each event of this participant carries it. Default 0.
    pub user: u64,
}

impl Default for ParticipantConfig<'_> {
    /// The only account, in production.
    fn default() -> Self {
        ParticipantConfig { account: DEFAULT_ACCOUNT, environment: DEFAULT_ENVIRONMENT, user: 0 }
    }
}

/// How a participant joins a room. [`JoinOptions::new`] sets the defaults.
///
/// ```
/// use mixminus::{AllowSignals, DtmfDigit, JoinOptions};
///
/// let options = JoinOptions {
///     terminator: DtmfDigit::from_char('*'),
///     allow_signals: AllowSignals::Names(&[b"operator"]),
///     ..JoinOptions::new(b"1337")
/// };
/// # let _ = options;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinOptions<'a> {
    /// The room's id within the participant's account and environment: 1 … 255 bytes.
    pub conference_id: &'a [u8],
    /// Muted: its audio is not mixed; it still hears the room. Default false.
    pub mute: bool,
    /// Deaf: it gets silence; the room still hears it. Default false.
    pub deaf: bool,
    /// Gain on what it says. Default 0 dB.
    pub gain: Gain,
    /// The prefill of its in-ring, 0 … 200 ms; `None`: the engine's, the default.
    pub prefill_ms: Option<u32>,
    /// How much its in-ring may hold before it is trimmed, milliseconds: from the prefill to the engine's `max_cap_ms`;
    /// `None`: the prefill + 40 ms, the default. What one write brings beyond a frame does not count, nor does the
    /// frame that completes the prefill.
    pub cap_ms: Option<u32>,
    /// Reports starts and ends of its talkspurts as events. Default false.
    pub talk_events: bool,
    /// Detects DTMF in its audio, muted or not, and reports it as events. Injected DTMF is always reported. Default
    /// true.
    pub detect_dtmf: bool,
    /// Lets the others hear its DTMF. If false, the tones are suppressed, which delays its audio by the engine's
    /// `dtmf_look_ahead_ms`. The delay is fixed at the join; changing this setting later does not change it. Default
    /// false.
    pub play_tones: bool,
    /// Makes injected DTMF audible to the others, while `play_tones` is true. Default true.
    pub generate_dtmf: bool,
    /// What plays to all in the room as it joins, itself included. Joins in one room share a sound: none begins while
    /// another plays, nor within one second of its beginning. Default none.
    pub join_prompt: Sound,
    /// What plays to the others after it has left, whatever the reason. Leaves share a sound in the same way. Default
    /// none.
    pub leave_prompt: Sound,
    /// The DTMF digit that leaves the room at its onset, in-band or injected, even while it is muted or `detect_dtmf`
    /// is false. Default none.
    pub terminator: Option<DtmfDigit>,
    /// Lock-out: after a digit that is not the terminator no digit leaves the room for so long, counted from its onset,
    /// in milliseconds: 0 … 3,600,000. Without a terminator it has no effect. Default 0.
    pub interdigit_timeout_ms: u32,
    /// Which signals may interrupt the conference. Default any.
    pub allow_signals: AllowSignals<'a>,
}

/// Which signals may interrupt a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowSignals<'a> {
    /// Any: `*`.
    Any,
    /// Signals of these names, compared byte by byte: at most 64, each of 1 … 255 bytes. `*` allows any. Empty names
    /// are ignored. Without a name no signal interrupts the conference.
    Names(&'a [&'a [u8]]),
}

impl<'a> JoinOptions<'a> {
    /// The defaults: neither muted nor deaf, 0 dB, the engine's prefill, no talk events; DTMF is reported and
    /// suppressed; no terminator; any signal interrupts.
    pub fn new(conference_id: &'a [u8]) -> JoinOptions<'a> {
        JoinOptions {
            conference_id,
            mute: false,
            deaf: false,
            gain: Gain::UNITY,
            prefill_ms: None,
            cap_ms: None,
            talk_events: false,
            detect_dtmf: true,
            play_tones: false,
            generate_dtmf: true,
            terminator: None,
            interdigit_timeout_ms: 0,
            allow_signals: AllowSignals::Any,
            join_prompt: Sound::None,
            leave_prompt: Sound::None,
        }
    }

    /// As [`JoinOptions::new`], without DTMF detection and suppression: the audio is mixed as it came, tones included,
    /// without the delay of the look-ahead.
    pub fn without_dtmf(conference_id: &'a [u8]) -> JoinOptions<'a> {
        JoinOptions {
            detect_dtmf: false,
            play_tones: true,
            generate_dtmf: false,
            ..JoinOptions::new(conference_id)
        }
    }
}

/// The settings that a room gets when its first participant joins.
/// See [`Engine::set_room_template`](crate::Engine::set_room_template).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomTemplate {
    /// The most participants: 1 … 1,024.
    pub capacity: u32,
    /// How long the room lasts, in seconds of the engine's clock; then all leave with `TimeLimit`. 0: no limit.
    pub limit_s: u32,
    /// What plays to a participant that is alone in the room: see
    /// [`Engine::room_set_alone_loop`](crate::Engine::room_set_alone_loop). If the prompt is freed before the room is
    /// made, nothing plays.
    pub alone_loop: Sound,
}

impl Default for RoomTemplate {
    /// 100 participants, no time limit, no loop.
    fn default() -> RoomTemplate {
        RoomTemplate { capacity: EngineConfig::default().room_capacity, limit_s: 0, alone_loop: Sound::None }
    }
}

/// Whose threads tick the engine while drivers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Clock {
    /// A driver thread ticks on absolute deadlines of the monotonic clock.
    System = 0,
    /// The host calls [`Engine::tick`](crate::Engine::tick); the drivers share the rooms of each tick with it.
    Host = 1,
}

/// How driver threads are started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverConfig {
    /// Which threads tick. Default `System`.
    pub clock: Clock,
    /// How many threads share each tick, the ticking one included: 1 … 64. Default 1.
    pub workers: u32,
    /// Asks for SCHED_FIFO at this priority (1 … 99) for the threads that tick or help; 0: SCHED_OTHER, the default.
    pub realtime_priority: u32,
    /// The CPUs to pin these threads to, in turn; empty, the default: any CPU of the process.
    pub cpus: Vec<u32>,
}

impl Default for DriverConfig {
    fn default() -> DriverConfig {
        DriverConfig { clock: Clock::System, workers: 1, realtime_priority: 0, cpus: Vec::new() }
    }
}

/// What the system granted to the drivers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DriverReport {
    /// Threads that were started to tick or to help. The control thread is not counted.
    pub threads: u32,
    /// 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    pub realtime_errno: i32,
    /// 0, or the system's error number for the first thread that could not be pinned.
    pub affinity_errno: i32,
    /// The threads that share a tick differ in real-time priority, so a tick may wait longer for helpers of lower
    /// priority. With [`Clock::Host`] the thread that calls [`Engine::start`](crate::Engine::start) is compared too:
    /// the host ticks on it, or on one of the same priority.
    pub priorities_differ: bool,
    /// Two of these threads are pinned to one CPU, so that one waits for the other.
    pub cpus_shared: bool,
}

/// `value` if it lies in `low ..= high`, else an error that names it.
pub(crate) fn in_range(name: &str, value: u32, low: u32, high: u32) -> Result<()> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::new(Status::InvalidArgument, format!("{name}: {value}, must be {low} to {high}")))
}

/// A name of 1 … 255 bytes, else an error that names it.
pub(crate) fn check_name(name: &str, bytes: &[u8]) -> Result<()> {
    if (1..=MAX_NAME_BYTES).contains(&bytes.len()) {
        return Ok(());
    }
    Err(Error::new(
        Status::InvalidArgument,
        format!("{name}: length {}, must be 1 to {MAX_NAME_BYTES}", bytes.len()),
    ))
}

/// A sound that plays: to a participant, to a room, as a loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// Nothing.
    #[default]
    None,
    /// The engine's own: two tones of 80 ms at −20 dBm0, rising; falling for a leave.
    Beep,
    /// A prompt of the host.
    Prompt(PromptId),
}
