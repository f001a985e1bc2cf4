//! A scenario as its file says it: the form of the TOML, whose every error names its place.
//!
//! Times are in seconds from the beginning. What a value must be beyond its type is for `check.rs`.

use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// How long it lasts; left out: until the last voice has been said and the last event has come, and 1 s more.
    pub seconds: Option<Spanned<f64>>,
    /// The engine.
    #[serde(default)]
    pub engine: Engine,
    /// What is played.
    #[serde(default)]
    pub prompt: Vec<Prompt>,
    /// What rooms are made from.
    #[serde(default)]
    pub room: Vec<Room>,
    /// Who calls.
    #[serde(default)]
    pub call: Vec<Call>,
    /// What happens when.
    #[serde(default)]
    pub event: Vec<Spanned<Event>>,
}

/// The engine.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    /// Rate of rooms and lines that name none, Hz; default 8000.
    pub rate: Option<Spanned<u32>>,
    /// 10 or 20; default 20.
    pub frame_ms: Option<Spanned<u32>>,
    /// Look-ahead of suppression, ms; default 10.
    pub dtmf_look_ahead_ms: Option<Spanned<u32>>,
    /// How long a session lasts, s; default 0, as long as the scenario.
    pub session_limit: Option<Spanned<u32>>,
    /// The reserve that the audio of a call gathers before it is heard, ms; default 0.
    pub prefill_ms: Option<Spanned<u32>>,
    /// Threads that share each tick, 1 to 64; default 1.
    pub workers: Option<Spanned<u32>>,
}

/// What can be played.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// What steps and events call it.
    pub name: Spanned<String>,
    /// A WAV file, by its path from the scenario's.
    pub file: Spanned<String>,
}

/// What a room is made from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Its id.
    pub id: Spanned<String>,
    /// Default `demo`.
    pub account: Option<Spanned<String>>,
    /// Default `production`.
    pub environment: Option<Spanned<String>>,
    /// How many it holds; default 100.
    pub capacity: Option<Spanned<u32>>,
    /// How long it lasts, s; default: without a limit.
    pub limit: Option<Spanned<u32>>,
    /// What plays to the only one in it.
    pub alone: Option<Spanned<String>>,
    /// The rate at which it is mixed, Hz; default: the engine's.
    pub rate: Option<Spanned<u32>>,
}

/// One call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Its name, and that of its output.
    pub name: Spanned<String>,
    /// What its line says: a WAV file; default: silence.
    pub voice: Option<Spanned<String>>,
    /// When the voice begins; default: with the call.
    pub voice_at: Option<Spanned<f64>>,
    /// When it comes in; default 0.
    pub at: Option<Spanned<f64>>,
    /// When it hangs up; default: at the end.
    pub hang_up: Option<Spanned<f64>>,
    /// Default `demo`.
    pub account: Option<Spanned<String>>,
    /// Default `production`.
    pub environment: Option<Spanned<String>>,
    /// The rate of its line, Hz; default: the engine's.
    pub rate: Option<Spanned<u32>>,
    /// The encoding of its line: `s16`, `f32`, `mulaw` or `alaw`; default `s16`.
    pub encoding: Option<Spanned<String>>,
    /// What befalls its packets on the way to the engine.
    pub impairments: Option<Impairments>,
    /// Its application.
    #[serde(default, rename = "do")]
    pub steps: Vec<Spanned<Step>>,
}

/// What befalls the packets of a call. With this table, even an empty one, they have timestamps.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impairments {
    /// By which all is drawn; default 1.
    pub seed: Option<Spanned<u32>>,
    /// The longest delay of a packet, ms; default 0.
    pub jitter_ms: Option<Spanned<u32>>,
    /// Packets may overtake others.
    #[serde(default)]
    pub reorder: bool,
    /// Share of packets that are lost, percent; default 0.
    pub loss_percent: Option<Spanned<f64>>,
    /// Mean length of a burst of losses, packets; default: losses are independent.
    pub burst: Option<Spanned<f64>>,
    /// How much faster the sender's clock is than the engine's, parts per million; default 0.
    pub drift_ppm: Option<Spanned<f64>>,
    /// No packets are sent in silence.
    #[serde(default)]
    pub dtx: bool,
    /// Length of a packet, ms; default: that of a tick.
    pub packet_ms: Option<Spanned<u32>>,
}

/// A step of an application: exactly one of these.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Plays a prompt to its end.
    pub say: Option<Spanned<String>>,
    /// Waits so many seconds.
    pub wait: Option<Spanned<f64>>,
    /// Joins a room until that is over.
    pub conference: Option<Box<Conference>>,
    /// Hangs up.
    pub hang_up: Option<Spanned<bool>>,
    /// Its host writes at this rate from now on, Hz.
    pub write_rate: Option<Spanned<u32>>,
    /// Its host reads at this rate from now on, Hz.
    pub read_rate: Option<Spanned<u32>>,
}

/// A conference of an application.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conference {
    /// The room.
    pub id: Spanned<String>,
    /// Which signals may interrupt it; default `*`.
    pub allow_signals: Option<Spanned<OneOrMany>>,
    /// After a wrong key, for how many seconds none counts.
    pub interdigit_timeout: Option<Spanned<f64>>,
    /// Kept from the mix.
    #[serde(default)]
    pub mute: bool,
    /// Hears nothing.
    #[serde(default)]
    pub deaf: bool,
    /// Gain on what it says, dB.
    pub gain_db: Option<Spanned<f64>>,
    /// The others hear its DTMF.
    #[serde(default)]
    pub play_tones: bool,
    /// The key that ends it.
    pub terminator: Option<Spanned<String>>,
    /// What the room hears as it comes: `beep`, or a prompt.
    pub join_prompt: Option<Spanned<String>>,
    /// What the room hears as it goes.
    pub leave_prompt: Option<Spanned<String>>,
    /// Steps that follow if the terminator has ended it.
    #[serde(default)]
    pub on_choice: Vec<Spanned<Step>>,
    /// Steps that follow if a signal has ended it.
    #[serde(default)]
    pub on_signal: Vec<Spanned<Step>>,
}

/// A string, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected a string or an array of strings")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several, or none.
    Many(Vec<String>),
}

/// Something that happens: `at`, to a `call` or a `room`, exactly one of the rest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When.
    pub at: Spanned<f64>,
    /// To which call.
    pub call: Option<Spanned<String>>,
    /// To which room: its id, in account `demo`, environment `production`, unless these say otherwise.
    pub room: Option<Spanned<String>>,
    /// Of the room.
    pub account: Option<Spanned<String>>,
    /// Of the room.
    pub environment: Option<Spanned<String>>,
    /// Call: the caller presses these DTMF digits: tones in its audio.
    pub dtmf: Option<Spanned<String>>,
    /// Call: these DTMF digits arrive out of band (as RFC 4733 events).
    pub inject_dtmf: Option<Spanned<String>>,
    /// Call: these DTMF digits are sent to the caller.
    pub send_dtmf: Option<Spanned<String>>,
    /// How long each digit lasts, ms; default 100.
    pub on_ms: Option<Spanned<u32>>,
    /// How long the pause after each is, ms; default 100.
    pub off_ms: Option<Spanned<u32>>,
    /// Level of each tone, dBm0; default −10.
    pub level_dbm0: Option<Spanned<f64>>,
    /// Call: kept from the mix, or heard again.
    pub mute: Option<bool>,
    /// Call: hears nothing, or hears again.
    pub deaf: Option<bool>,
    /// Call: its gain, dB.
    pub gain_db: Option<Spanned<f64>>,
    /// Call: the others hear its DTMF, or no longer.
    pub play_tones: Option<bool>,
    /// Call: on hold, or no longer.
    pub hold: Option<bool>,
    /// With `hold`: the prompt that it hears, over and over.
    pub music: Option<Spanned<String>>,
    /// Call: is sent a signal.
    pub signal: Option<Spanned<String>>,
    /// Call: is taken out of its room, with this text.
    pub remove: Option<Spanned<String>>,
    /// Call: goes to the room of this id. Room: all go there.
    #[serde(rename = "move")]
    pub move_to: Option<Spanned<String>>,
    /// Call: hangs up.
    pub hang_up: Option<bool>,
    /// Call or room: a prompt, or `beep`, is played to it.
    pub say: Option<Spanned<String>>,
    /// Call or room: what plays to it stops.
    pub stop: Option<bool>,
    /// Call: so many milliseconds of its audio are lost on the way, and concealed.
    pub lose_ms: Option<Spanned<u32>>,
    /// Call: its audio stalls for so many milliseconds and then comes at once.
    pub late_ms: Option<Spanned<u32>>,
    /// Call: its host writes at this rate from now on, Hz.
    pub write_rate: Option<Spanned<u32>>,
    /// Call: its host reads at this rate from now on, Hz.
    pub read_rate: Option<Spanned<u32>>,
    /// Room: nobody may come in, or all may again.
    pub lock: Option<bool>,
    /// Room: is closed.
    pub close: Option<bool>,
}

impl Event {
    /// How many actions it has.
    pub fn actions(&self) -> usize {
        let texts = [
            &self.dtmf,
            &self.inject_dtmf,
            &self.send_dtmf,
            &self.signal,
            &self.remove,
            &self.move_to,
            &self.say,
        ];
        let switches = [
            self.mute,
            self.deaf,
            self.play_tones,
            self.hold,
            self.hang_up,
            self.stop,
            self.lock,
            self.close,
        ];
        let numbers = [&self.lose_ms, &self.late_ms, &self.write_rate, &self.read_rate];
        texts.iter().filter(|text| text.is_some()).count()
            + switches.iter().filter(|switch| switch.is_some()).count()
            + numbers.iter().filter(|number| number.is_some()).count()
            + usize::from(self.gain_db.is_some())
    }
}
