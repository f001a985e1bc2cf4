//! What a host chooses: of an engine, of a participant, of a join, of a room.

use crate::dsp::SimdLevel;
use crate::dsp::dtmf::suppress::MAX_LOOK_AHEAD_MS;
use crate::error::{Error, Result, Status};
use crate::handle::{MAX_INDEX, MAX_TAPS, PromptId};
use crate::units::{DtmfDigit, FrameLen, Gain, MAX_ROOM_CAPACITY, SampleRate};

/// How far beyond the prefill a participant's in-ring may fill before it is trimmed, unless told otherwise.
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

/// The longest lock-out after a wrong key, in milliseconds: an hour.
pub const MAX_INTERDIGIT_TIMEOUT_MS: u32 = 3_600_000;

/// The settings of an engine; all memory is taken by them in [`Engine::new`](crate::Engine::new).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineConfig {
    /// The rate of every room and participant. Default 8 kHz.
    pub sample_rate: SampleRate,
    /// One tick, one frame. Default 20 ms.
    pub frame_len: FrameLen,
    /// How many participants an account may have at once, in or out of rooms: 1 … 1,048,575. One that was freed in a room
    /// counts until the next tick. The engine has a sixteenth more, for others. Default 1,024.
    pub max_participants: u32,
    /// How many rooms an account may have at once: 1 … 1,048,575. One that has ended counts until the next tick. The engine
    /// has a quarter more, for others. Default 256.
    pub max_rooms: u32,
    /// How many participants a room holds unless its template says otherwise: 1 … 1,024. Default 100.
    pub room_capacity: u32,
    /// The reserve, in milliseconds, that a participant's in-ring gathers before it is heard: 0 … 200. Default 20.
    pub prefill_ms: u32,
    /// The largest cap that a join may ask for, in milliseconds; it fixes the size of every ring. At least
    /// `prefill_ms` + 40, at most 1,000. Default 100.
    pub max_cap_ms: u32,
    /// The longest stretch, in milliseconds, that may be written between two ticks, at once or not, and is sure to be taken
    /// while the clock runs, and never cut while it comes no faster than real time: a frame at least, 10 … 1,000. It adds
    /// to the size of every ring. Default 60.
    pub max_write_ms: u32,
    /// How many commands of an account may wait for the next tick: 16 … 1,048,576. The engine has twice as many places.
    /// Default 4,096.
    pub command_queue: u32,
    /// How many events of an account may wait to be polled: 16 … 1,048,576. The engine has twice as many places.
    /// Default 8,192.
    pub event_queue: u32,
    /// How many sounds an account may have that play or wait at once: prompts, sounds of joins and leaves, loops. That of a
    /// leave counts from the join on. 16 … 1,048,576. The engine has twice as many places. Default 2,048.
    pub max_plays: u32,
    /// The quota of an account that has none of its own.
    pub account_quota: Quota,
    /// By how much the audio of a participant is delayed that joins with its tones suppressed, so that a tone is known
    /// before its beginning would be heard: 0 … 20 ms. At 0 up to some 10 ms of a tone may pass. Default 10.
    pub dtmf_look_ahead_ms: u32,
    /// How long a session lasts, from its making, in seconds of the engine's clock, in or out of conferences: then it
    /// leaves with `TimeLimit`, and may not join again. 0: without a limit. At most 31,536,000 (a year). Default 7,200.
    pub session_limit_s: u32,
    /// How many taps an account may have at once, and how many tracks of recordings: 0 … 65,536. A tap that was freed counts
    /// until the next tick, a track until its recording was stopped and no thread hangs in its file. The engine has twice
    /// as many places, up to 65,536, of some 300 bytes each; a tap's ring is taken when it is made. Default 64.
    pub max_taps: u32,
    /// Asks the system to keep resident (mlock) what the engine takes for participants, their rings and rooms when it
    /// is made; queues, later workers and taps' rings are not asked for. Whether it did is in the engine's stats.
    pub lock_memory: bool,
    /// The SIMD level to use; `None`: what `MIXMINUS_SIMD` names, else the best of this machine.
    pub simd: Option<SimdLevel>,
    /// How many bytes of prompts an account may have at once, counted as [`Quota::prompt_bytes`]: 1 … 2⁴⁰. The engine has
    /// twice as many. Default 512 MiB.
    pub max_prompt_bytes: u64,
    /// How many bytes of names an account may have the engine keep at once: 1,024 … 2³⁰. It keeps the names of the signals
    /// that running conferences allow, that completed ones have allowed, and that wait: each takes its length and 64 bytes; and
    /// templates: each takes the lengths of its environment and its conference id, and 320 bytes. The engine has twice as
    /// many. Default 8 MiB.
    pub max_name_bytes: u32,
    /// How many accounts the engine knows at once, that is, those that have something, a template, or a quota of their own:
    /// 1 … 1,048,575. Default 65,536.
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
    /// Samples of one frame, and so of one tick.
    pub fn frame_samples(&self) -> usize {
        self.frame_len.samples(self.sample_rate)
    }

    /// Refuses what is out of its range, naming the field.
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

    /// How many ticks a session lasts; 0: without a limit.
    pub(crate) fn session_ticks(&self) -> u64 {
        self.ticks(self.session_limit_s)
    }

    /// How many ticks so many seconds last.
    pub(crate) fn ticks(&self, seconds: u32) -> u64 {
        u64::from(seconds) * 1000 / u64::from(self.frame_len.ms())
    }
}

/// What one account may use of an engine at once. Zero: as much as the engine has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// Rooms at once.
    pub rooms: u32,
    /// Participants at once, in or out of rooms.
    pub participants: u32,
    /// Signals that wait for a conference that allows them, over all its participants.
    pub queued_signals: u32,
    /// Bytes of prompts at once, up to the engine's `max_prompt_bytes`: two a sample at the engine's rate, and up to 64 KiB
    /// more for a prompt at another rate, so that it loops without a seam. One that was freed counts until nothing plays
    /// it.
    pub prompt_bytes: u64,
}

/// The call that a participant stands for.
///
/// A room belongs to an account and an environment: the same conference id in two accounts, or in two environments of one
/// account, is two rooms. Quotas and fair shares are counted per account. A host that serves one tenant keeps the defaults.
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

/// How a participant joins a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinOptions<'a> {
    /// The room's id within the participant's account and environment: 1 … 255 bytes.
    pub conference_id: &'a [u8],
    /// Its audio is kept from the mix; it still hears.
    pub mute: bool,
    /// It hears nothing; it is still heard.
    pub deaf: bool,
    /// Gain on what it says.
    pub gain: Gain,
    /// The reserve that its in-ring gathers before it is heard, 0 … 200 ms; `None`: the engine's.
    pub prefill_ms: Option<u32>,
    /// How much its in-ring may hold in reserve before it is trimmed; `None`: the prefill + 40 ms. At least the prefill, at
    /// most the engine's `max_cap_ms`. What one write brings beyond a frame counts beside it, and so does the frame that
    /// completes the prefill.
    pub cap_ms: Option<u32>,
    /// Whether starts and ends of its talkspurts are told as events.
    pub talk_events: bool,
    /// Whether keys that are heard in its audio are told as events, muted or not. Injected ones always are.
    pub detect_dtmf: bool,
    /// Whether the others hear its key presses. If not, the tones are taken out of its audio, which is delayed by the
    /// engine's `dtmf_look_ahead_ms` for that; the delay is that of the join, and does not change with this switch.
    pub play_tones: bool,
    /// Whether keys that are injected for it are made audible to the others, if `play_tones`.
    pub generate_dtmf: bool,
    /// What plays to all in the room as it joins, itself included, muted or not. Within one second of the beginning of
    /// a join's sound, and while it lasts, no other join's begins in the room.
    pub join_prompt: Sound,
    /// What plays to those who stay, from the tick after its leave on, whatever the reason; merged in the same way, apart
    /// from joins.
    pub leave_prompt: Sound,
    /// The key that leaves the room, as it is pressed, in band or injected, muted or not; also if `detect_dtmf` is off.
    pub terminator: Option<DtmfDigit>,
    /// After a wrong key no key counts until this has passed since its onset, milliseconds, 0 … 3,600,000. Without a
    /// terminator it means nothing.
    pub interdigit_timeout_ms: u32,
    /// Which signals may interrupt it.
    pub allow_signals: AllowSignals<'a>,
}

/// Which signals may interrupt a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowSignals<'a> {
    /// Any: `*`.
    Any,
    /// Those of these names, byte by byte: each 1 … 255 bytes, at most 64. A name that is `*` allows any; an empty name
    /// is passed over. No name: none, it cannot be interrupted.
    Names(&'a [&'a [u8]]),
}

impl<'a> JoinOptions<'a> {
    /// The defaults: heard and hearing, at 0 dB, with the engine's prefill, without talk events; keys are told, and the
    /// others do not hear them; no terminator; any signal interrupts it.
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

    /// As [`JoinOptions::new`], but nobody listens for keys: what it says is mixed as it came, without a delay, tones
    /// and all.
    pub fn without_keys(conference_id: &'a [u8]) -> JoinOptions<'a> {
        JoinOptions {
            detect_dtmf: false,
            play_tones: true,
            generate_dtmf: false,
            ..JoinOptions::new(conference_id)
        }
    }
}

/// The settings that a room takes when its first participant makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomTemplate {
    /// How many participants it holds: 1 … 1,024.
    pub capacity: u32,
    /// How long it lasts, in seconds of the engine's clock: then all leave with `TimeLimit`. 0: without a limit.
    pub limit_s: u32,
    /// What one hears who is alone in it: see [`Engine::room_set_alone_loop`](crate::Engine::room_set_alone_loop). A
    /// prompt that is freed before the room is made is no sound.
    pub alone_loop: Sound,
}

impl Default for RoomTemplate {
    /// 100 participants, without a limit of time, and silence.
    fn default() -> RoomTemplate {
        RoomTemplate { capacity: EngineConfig::default().room_capacity, limit_s: 0, alone_loop: Sound::None }
    }
}

/// Whose threads tick the engine, once drivers are started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Clock {
    /// A driver thread ticks on absolute deadlines of the monotonic clock.
    System = 0,
    /// The host calls `tick`; the drivers only share the rooms of each tick.
    Host = 1,
}

/// How driver threads are started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverConfig {
    /// EventSubject paces the ticks.
    pub clock: Clock,
    /// How many threads share each tick, the ticking one included: 1 … 64.
    pub workers: u32,
    /// Asks for SCHED_FIFO at this priority (1 … 99) for the threads that tick or help; 0: SCHED_OTHER.
    pub realtime_priority: u32,
    /// The CPUs to pin these threads to, in turn; empty: any CPU of the process.
    pub cpus: Vec<u32>,
}

impl Default for DriverConfig {
    fn default() -> DriverConfig {
        DriverConfig { clock: Clock::System, workers: 1, realtime_priority: 0, cpus: Vec::new() }
    }
}

/// What the system granted when drivers were started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DriverReport {
    /// Threads that were started to tick or to help; the control thread is not among them.
    pub threads: u32,
    /// 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    pub realtime_errno: i32,
    /// 0, or the system's error number for the first thread that could not be pinned.
    pub affinity_errno: i32,
    /// The threads that share a tick do not all have one real-time priority: with the host's clock, not that of the thread
    /// that calls [`Engine::start`](crate::Engine::start) either, from which the host ticks or which has the priority of the
    /// one that does. A tick then waits longer for helpers of lower priority.
    pub priorities_differ: bool,
    /// Two of these threads are pinned to one CPU, so one waits for the other.
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

/// What plays, wherever something may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// Nothing.
    #[default]
    None,
    /// The engine's own: two short tones of −20 dBm0, that rise, or fall for a leave; 160 ms.
    Beep,
    /// A prompt.
    Prompt(PromptId),
}
