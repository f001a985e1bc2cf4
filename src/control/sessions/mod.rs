//! Sessions: one call each, from its start to its end.

pub mod allowed_signals;
pub mod dtmf;
pub mod handed;
pub mod send_dtmf;
pub mod signals;
pub mod table;
pub mod telephone_events;
