//! What is counted per account, how much one account may have, and how large the shared tables are as a result.

use super::share::Share;
use crate::control::config::class::{LineClassIndex, MAX_CLASSES};
use crate::control::config::{EngineConfig, MAX_NAME_BYTES};
use crate::error::Status;
use crate::handle::{MAX_INDEX, MAX_PROMPTS, MAX_TAPS};

/// The most prompts of an engine, without its two own sounds.
pub const PROMPTS: usize = MAX_PROMPTS as usize - 2;

/// What is shared between accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Commands that wait for the tick.
    Commands,
    /// Plays, waiting ones included.
    Plays,
    /// Taps.
    Taps,
    /// Prompts.
    Prompts,
    /// Bytes of the samples of prompts.
    PromptBytes,
    /// Tracks of recordings, until the recording has stopped and no thread has its files open.
    RecordTracks,
    /// Rooms, until their indices are free again.
    Rooms,
    /// Bytes of stored names: of signals that conferences allow or have allowed or that are queued, and of
    /// templates.
    NameBytes,
    /// Participants whose lines are of that class, until their slots are free again.
    Participants(LineClassIndex),
}

impl Counted {
    /// How many things are counted: those before participants, then participants by the classes of their lines.
    pub const COUNT: usize = Counted::Participants(LineClassIndex::OWN).at() + MAX_CLASSES;

    /// Its place in arrays of all that is counted.
    pub const fn at(self) -> usize {
        match self {
            Counted::Commands => 0,
            Counted::Plays => 1,
            Counted::Taps => 2,
            Counted::Prompts => 3,
            Counted::PromptBytes => 4,
            Counted::RecordTracks => 5,
            Counted::Rooms => 6,
            Counted::NameBytes => 7,
            Counted::Participants(class) => 8 + class.at(),
        }
    }

    /// Its name in messages, the configuration field that limits it, and the status of a refusal.
    pub const fn words(self) -> (&'static str, &'static str, Status) {
        match self {
            Counted::Commands => ("commands", "command_queue", Status::QueueFull),
            Counted::Plays => ("plays", "max_plays", Status::QueueFull),
            Counted::Taps => ("taps", "max_taps", Status::TooManyTaps),
            Counted::Prompts => ("prompts", "the most of an engine", Status::QuotaExceeded),
            Counted::PromptBytes => ("bytes of prompts", "max_prompt_bytes", Status::QuotaExceeded),
            Counted::RecordTracks => ("tracks of recordings", "max_taps", Status::QuotaExceeded),
            Counted::Rooms => ("rooms", "max_rooms", Status::TooManyRooms),
            Counted::NameBytes => ("bytes of names", "max_name_bytes", Status::QuotaExceeded),
            Counted::Participants(class) => {
                let (name, field) = match class {
                    LineClassIndex::OWN => ("participants", "max_participants"),
                    LineClassIndex::AGENTS => ("agents", "max_participants of agents"),
                    _ => ("participants at this rate", "max_participants of its line class"),
                };
                (name, field, Status::TooManyParticipants)
            }
        }
    }
}

/// The weight of a table: an account may have fewer entries than this many times the free ones. Tables of small
/// entries have twice as many entries as one account may have; the table of rooms has a quarter more, that of
/// participants a sixteenth.
const EVEN: usize = 1;
const OF_ROOMS: usize = 4;
const OF_PARTICIPANTS: usize = 16;

/// Shares of the event queue beyond one per participant. An account that has gone keeps its share until all its
/// events are polled. If no share is free, a new account uses the share of no account.
const SPARE_EVENT_SHARES: usize = 64;

/// Bytes of the longest stored name or text, with its two reference counters.
pub const TEXT_BYTES: usize = MAX_NAME_BYTES.next_multiple_of(16) + 16;

/// Bytes that a stored name takes beside its text, at most: its list entry and two counters.
pub const NAME_BYTES: usize = 64;

/// Bytes that a template takes beside its names, at most.
pub const TEMPLATE_BYTES: usize = 320;

/// How many entries the shared tables have. [`Arena`](crate::control::engine::arena::Arena) and the tables of the
/// control layer are made to these sizes.
#[derive(Clone, Copy, Debug)]
pub struct Tables {
    /// Commands that may wait for the tick.
    pub commands: usize,
    /// Plays.
    pub plays: usize,
    /// Taps.
    pub taps: usize,
    /// Tracks of recordings.
    pub record_tracks: usize,
    /// Prompts, without the engine's own sounds.
    pub prompts: usize,
    /// Bytes of the samples of prompts.
    pub prompt_bytes: usize,
    /// Participants.
    pub participants: u32,
    /// Of these, by the classes of their lines.
    pub lines: [u32; MAX_CLASSES],
    /// Rooms.
    pub rooms: u32,
    /// Bytes of stored names.
    pub name_bytes: usize,
    /// Events that may wait to be polled.
    pub events: usize,
    /// Shares of the event queue, including the share of no account.
    pub event_shares: usize,
}

impl Tables {
    /// The sizes for an engine of that configuration.
    pub fn of(config: &EngineConfig) -> Tables {
        let EngineConfig { command_queue, event_queue, max_plays, max_taps, max_rooms, .. } = *config;
        let indices = MAX_INDEX as usize - 1;
        let mut left = indices;
        let most_lines = lines(config);
        let lines = most_lines.map(|most| {
            let total = Share::total(most as usize, OF_PARTICIPANTS, left);
            left -= total;
            total as u32
        });
        Tables {
            commands: Share::total(command_queue as usize, EVEN, usize::MAX),
            plays: Share::total(max_plays as usize, EVEN, usize::MAX),
            taps: Share::total(max_taps as usize, EVEN, MAX_TAPS as usize),
            record_tracks: Share::total(record_tracks(config), EVEN, usize::MAX),
            prompts: PROMPTS,
            prompt_bytes: Share::total(prompt_bytes(config), EVEN, usize::MAX),
            participants: lines.iter().sum(),
            lines,
            rooms: Share::total(max_rooms as usize, OF_ROOMS, indices) as u32,
            name_bytes: Share::total(config.max_name_bytes as usize, EVEN, usize::MAX),
            events: Share::total(event_queue as usize, EVEN, usize::MAX),
            event_shares: most_lines.iter().sum::<u32>() as usize + SPARE_EVENT_SHARES,
        }
    }
}

/// The most participants of one account, by the classes of their lines.
pub fn lines(config: &EngineConfig) -> [u32; MAX_CLASSES] {
    let mut lines = [0; MAX_CLASSES];
    let others = config.line_classes.iter().map(|class| class.max_participants);
    let of_rates = std::iter::once(config.max_participants).chain(others);
    lines.iter_mut().zip(of_rates).for_each(|(to, most)| *to = most);
    lines[LineClassIndex::AGENTS.at()] = config.agents.map_or(0, |agents| agents.max_participants);
    lines
}

fn record_tracks(config: &EngineConfig) -> usize {
    (config.max_taps as usize).max(1)
}

/// Capped, so that sums of it cannot overflow.
fn prompt_bytes(config: &EngineConfig) -> usize {
    usize::try_from(config.max_prompt_bytes).unwrap_or(usize::MAX).min(usize::MAX / 4)
}

/// The shares of those tables, by [`Counted::at`].
pub fn shares(config: &EngineConfig, tables: &Tables) -> [Share; Counted::COUNT] {
    let EngineConfig { command_queue, max_plays, max_taps, max_rooms, .. } = *config;
    let others = [
        Share::new(command_queue as usize, EVEN, tables.commands),
        Share::new(max_plays as usize, EVEN, tables.plays),
        Share::new(max_taps as usize, EVEN, tables.taps),
        Share::new(PROMPTS, EVEN, tables.prompts),
        Share::new(prompt_bytes(config), EVEN, tables.prompt_bytes),
        Share::new(record_tracks(config), EVEN, tables.record_tracks),
        Share::new(max_rooms as usize, OF_ROOMS, tables.rooms as usize),
        Share::new(config.max_name_bytes as usize, EVEN, tables.name_bytes),
    ];
    let most = lines(config);
    std::array::from_fn(|at| match at.checked_sub(others.len()) {
        Some(class) => Share::new(most[class] as usize, OF_PARTICIPANTS, tables.lines[class] as usize),
        None => others[at],
    })
}
