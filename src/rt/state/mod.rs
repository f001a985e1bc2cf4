//! What the steps of a tick work on.

pub mod counters;
pub mod excess;
pub mod in_ring;
pub mod join_state;
pub mod members;
pub mod out_ring;
pub mod participant_playback;
pub mod parting_frames;
pub mod play;
pub mod reader;
pub mod room;
pub mod room_playback;
pub mod session_limits;
pub mod shared;
pub mod slot;
pub mod stats;
pub mod talkspurt;
pub mod tap;
pub mod tick_side;
pub mod unannounced;
pub mod worker;
pub mod writer;
