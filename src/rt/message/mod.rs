//! Messages between the control layer and the tick: commands to the tick; events and reports from it.

pub mod command;
pub mod event;
pub mod event_queue;
pub mod event_shares;
pub mod mark;
pub mod mark_ring;
pub mod play_handle;
pub mod report;
pub mod reported;
pub mod reported_press;
pub mod settings;
pub mod staging;
pub mod tap_handle;
pub mod target_limits;
