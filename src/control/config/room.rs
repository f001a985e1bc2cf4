//! The template of a room.

use super::engine::EngineConfig;
use super::sound::Sound;
use crate::units::SampleRate;

/// The settings that a room gets when its first participant joins.
/// See [`Engine::set_room_template`](crate::Engine::set_room_template).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomTemplate {
    /// The most participants: 1 … 1,024.
    pub capacity: u32,
    /// How long the room lasts, in seconds of the engine's clock; then all leave with `TimeLimit`. 0: no limit.
    pub limit_s: u32,
    /// The sample rate at which the room is mixed, one of the engine's rates
    /// ([`EngineConfig::line_classes`](crate::EngineConfig::line_classes)); `None`: the engine's own. Lines of other rates
    /// are converted, with 1.5 ms of delay at most each way.
    pub sample_rate: Option<SampleRate>,
    /// What plays to a participant that is alone in the room: see
    /// [`Engine::room_set_alone_loop`](crate::Engine::room_set_alone_loop). If the prompt is freed before the room is
    /// made, nothing plays.
    pub alone_loop: Sound,
}

impl Default for RoomTemplate {
    /// 100 participants, no time limit, the engine's rate, no loop.
    fn default() -> RoomTemplate {
        RoomTemplate {
            capacity: EngineConfig::default().room_capacity,
            limit_s: 0,
            sample_rate: None,
            alone_loop: Sound::None,
        }
    }
}
