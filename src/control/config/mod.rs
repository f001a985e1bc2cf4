//! What a host configures: an engine, its drivers, a participant, a join, a room.

pub mod class;
mod drivers;
mod engine;
mod join;
mod participant;
mod ranges;
mod room;
mod sound;

pub use drivers::{Clock, DriverConfig, DriverReport};
pub use engine::{AgentLines, EngineConfig, LineClass, MAX_LIMIT_S, Quota};
pub use join::{
    AdaptiveTarget, AllowSignals, DEFAULT_CAP_BEYOND_PREFILL_MS, JoinOptions, MAX_INTERDIGIT_TIMEOUT_MS,
    MAX_PREFILL_MS,
};
pub use participant::{DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, ParticipantConfig};
pub use ranges::MAX_NAME_BYTES;
pub(crate) use ranges::{check_name, in_range};
pub use room::RoomTemplate;
pub use sound::Sound;
