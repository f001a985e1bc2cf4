//! How much memory an engine takes: when it is made, and at most.

use super::arena::Arena;
use super::commands::Commands;
use crate::control::accounts::counted::Tables;
use crate::control::accounts::usage::Accounts;
use crate::control::config::EngineConfig;
use crate::control::playback::announcements::Announcements;
use crate::control::playback::plays::Plays;
use crate::control::playback::prompts::Prompts;
use crate::control::recorder;
use crate::control::rooms::table::Rooms;
use crate::control::sessions::table::Sessions;
use crate::control::taps::table::{MAX_TAP_BUFFER_MS, TapTable};

/// Small fixed amounts: spare capacity of small tables, queues of threads, file names in messages.
const SMALL: u64 = 256 * 1024;

/// Bytes that an engine of that configuration takes when it is made.
pub fn at_start(config: &EngineConfig) -> u64 {
    let tables = Tables::of(config);
    Arena::new(config).bytes()
        + Rooms::bytes(tables.rooms)
        + Sessions::bytes(tables.participants)
        + Commands::bytes(tables.commands)
        + Plays::bytes(&tables)
        + TapTable::bytes(&tables)
        + Prompts::own_bytes(config)
}

/// The most bytes that it may ever take.
pub fn at_most(config: &EngineConfig) -> u64 {
    let (tables, arena) = (Tables::of(config), Arena::new(config));
    at_start(config)
        + arena.more_workers_bytes()
        + arena.edge_bytes()
        + tables.taps as u64 * arena.tap_ring_bytes(MAX_TAP_BUFFER_MS)
        + Prompts::later_bytes(config, &tables)
        + tables.name_bytes as u64
        + Accounts::later_bytes(config)
        + Rooms::later_bytes(&tables)
        + Sessions::later_bytes(&tables, !config.line_classes.is_empty())
        + Plays::later_bytes(&tables)
        + Announcements::later_bytes(&tables)
        + recorder::lifecycle::later_bytes(config, &tables)
        + SMALL
}
