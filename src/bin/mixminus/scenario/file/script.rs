//! A scenario that has been checked, in ticks and samples.

use std::rc::Rc;

use mixminus::{DtmfDigit, FrameLen, Gain, SampleRate};

use crate::network::impairments::Impairments;

/// What is played, by its place in [`Script::prompts`], or a beep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    /// Nothing.
    None,
    /// A beep.
    Beep,
    /// A prompt.
    Prompt(usize),
}

/// A scenario.
#[derive(Debug)]
pub struct Script {
    /// The files that it names: none of them may be written over.
    pub files: Vec<String>,
    /// The rate of rooms and lines that name none.
    pub rate: SampleRate,
    /// One tick.
    pub frame_len: FrameLen,
    /// Milliseconds.
    pub dtmf_look_ahead_ms: u32,
    /// Seconds; 0: without a limit.
    pub session_limit_s: u32,
    /// The reserve that the audio of every call gathers, milliseconds.
    pub prefill_ms: u32,
    /// Threads.
    pub workers: u32,
    /// How many ticks it lasts.
    pub ticks: u64,
    /// What is played.
    pub prompts: Vec<Prompt>,
    /// What rooms are made from.
    pub rooms: Vec<Room>,
    /// Who calls.
    pub calls: Vec<Call>,
    /// What happens, in order of time, then of the file.
    pub events: Vec<Event>,
}

/// What can be played.
#[derive(Debug)]
pub struct Prompt {
    /// What the file calls it.
    pub name: String,
    /// At a rate of its own.
    pub samples: Vec<i16>,
    /// That rate, Hz.
    pub rate_hz: u32,
}

/// Which room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomName {
    /// Whose.
    pub account: String,
    /// In which environment.
    pub environment: String,
    /// Its id.
    pub id: String,
}

/// What a room is made from.
#[derive(Debug)]
pub struct Room {
    /// Which.
    pub name: RoomName,
    /// How many it holds.
    pub capacity: u32,
    /// Seconds; 0: without a limit.
    pub limit_s: u32,
    /// What plays to the only one in it.
    pub alone: Tune,
    /// The rate at which it is mixed.
    pub rate: SampleRate,
}

/// One call.
#[derive(Debug)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Whose.
    pub account: String,
    /// In which environment.
    pub environment: String,
    /// Its line.
    pub line: LineForm,
    /// What its line says, at the line's rate.
    pub voice: Vec<i16>,
    /// For how many ticks it is silent before that.
    pub silent: u64,
    /// The tick before which it comes in, from 0.
    pub begins: u64,
    /// The tick before which it hangs up, if it does by itself.
    pub hangs_up: Option<u64>,
    /// Its application.
    pub steps: Steps,
}

/// The line of a call.
#[derive(Clone, Copy, Debug)]
pub struct LineForm {
    /// Its rate in both directions.
    pub rate: SampleRate,
    /// Its encoding in both directions.
    pub encoding: Encoding,
    /// What befalls its packets; `None`: nothing, and they have no timestamps.
    pub impairments: Option<Impairments>,
}

/// The rates at which the host of a call writes and reads; `None`: as before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostRates {
    /// Of what it writes.
    pub write: Option<SampleRate>,
    /// Of what it reads.
    pub read: Option<SampleRate>,
}

/// How a line encodes its samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// 16-bit linear.
    S16,
    /// Floats.
    F32,
    /// G.711 µ-law.
    MuLaw,
    /// G.711 A-law.
    ALaw,
}

/// Steps of an application, one after the other.
pub type Steps = Rc<[Step]>;

/// A step of an application.
#[derive(Debug)]
pub enum Step {
    /// Plays to its end.
    Say(Tune),
    /// So many ticks.
    Wait(u64),
    /// Until it is over.
    Conference(Box<Conference>),
    /// The line goes.
    HangUp,
    /// Its host writes or reads at another rate.
    SetRates(HostRates),
}

/// A conference of an application.
#[derive(Debug)]
pub struct Conference {
    /// The room.
    pub id: String,
    /// Which signals may interrupt it; `None`: any.
    pub allow_signals: Option<Vec<String>>,
    /// Milliseconds.
    pub interdigit_timeout_ms: u32,
    /// Kept from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// Gain on what it says.
    pub gain: Gain,
    /// The others hear its DTMF.
    pub play_tones: bool,
    /// The key that ends it.
    pub terminator: Option<DtmfDigit>,
    /// What the room hears as it comes.
    pub join_prompt: Tune,
    /// What the room hears as it goes.
    pub leave_prompt: Tune,
    /// Steps that follow if the terminator has ended it.
    pub on_choice: Steps,
    /// Steps that follow if a signal has ended it.
    pub on_signal: Steps,
}

/// Something that happens before a tick.
#[derive(Debug)]
pub struct Event {
    /// Which tick, from 0.
    pub before: u64,
    /// What.
    pub what: What,
}

/// What happens.
#[derive(Debug)]
pub enum What {
    /// To a call, by its place.
    Call(usize, CallAction),
    /// To a room.
    Room(RoomName, RoomAction),
}

/// Dtmf, one after the other.
#[derive(Clone, Debug)]
pub struct Dtmf {
    /// Which.
    pub digits: Vec<DtmfDigit>,
    /// How long each lasts, milliseconds.
    pub on_ms: u32,
    /// The pause after each, milliseconds.
    pub off_ms: u32,
    /// Level of each tone, thousandths of dBm0.
    pub level_mdbm0: i32,
}

/// What happens to a call.
#[derive(Debug)]
pub enum CallAction {
    /// DTMF digits as tones in its audio.
    Press(Dtmf),
    /// Dtmf beside its audio.
    Inject(Dtmf),
    /// DTMF digits that are sent to the caller.
    Send(Dtmf),
    /// Kept from the mix?
    Mute(bool),
    /// Hears nothing?
    Deaf(bool),
    /// Gain on what it says.
    Gain(Gain),
    /// Do the others hear its DTMF?
    PlayTones(bool),
    /// On hold, and what it hears there?
    Hold(bool, Tune),
    /// A signal.
    Signal(String),
    /// Taken out of its room.
    Remove(String),
    /// Goes to another room.
    Move(String),
    /// The line goes.
    HangUp,
    /// Something is played to it.
    Say(Tune),
    /// What plays to it stops.
    Stop,
    /// So many ticks of its audio are lost.
    Lose(u64),
    /// Its audio stalls for so many ticks.
    Late(u64),
    /// Its host writes or reads at another rate.
    SetRates(HostRates),
}

/// What happens to a room.
#[derive(Debug)]
pub enum RoomAction {
    /// May nobody come in?
    Lock(bool),
    /// All go to another.
    Merge(String),
    /// It ends.
    Close,
    /// Something is played to it.
    Say(Tune),
    /// What plays to it stops.
    Stop,
}
