//! The C ABI as a host sees it: declared here from `include/mixminus.h`, not taken from the library's sources, so that
//! what the target calls is what the header promises. [`check_defaults`] notices when the two drift apart.
#![allow(missing_docs)]

pub use crate::functions::*;
pub use crate::grown::{Form, Grown, check_defaults};
use std::ffi::c_void;

// Nothing is called by its Rust name; this links the library.
use mixminus as _;

/// A host's pointer to an engine.
pub type Engine = *mut c_void;

/// A struct that begins with its size.
///
/// # Safety
/// `repr(C)`, of integers and pointers only, and the first field is the size.
pub unsafe trait Struct: Copy {
    /// Its `_init`.
    const INIT: unsafe extern "C" fn(*mut Self, usize) -> i32;
}

macro_rules! structs {
    ($($name:ident, $init:ident { $($field:ident: $type:ty,)* })*) => {
        $(
            #[repr(C)]
            #[derive(Clone, Copy, Debug)]
            pub struct $name {
                pub struct_size: u32,
                $(pub $field: $type,)*
            }

            // SAFETY: by the form of this macro, and by the types of the fields below.
            unsafe impl Struct for $name {
                const INIT: unsafe extern "C" fn(*mut Self, usize) -> i32 = $init;
            }
        )*

        unsafe extern "C" {
            $(fn $init(place: *mut $name, size: usize) -> i32;)*
        }
    };
}

structs! {
    EngineConfig, mixminus_engine_config_init {
        sample_rate_hz: u32,
        frame_ms: u32,
        max_participants: u32,
        max_rooms: u32,
        room_capacity: u32,
        prefill_ms: u32,
        max_cap_ms: u32,
        max_write_ms: u32,
        command_queue: u32,
        event_queue: u32,
        account_rooms: u32,
        account_participants: u32,
        lock_memory: u32,
        simd: u32,
        key_look_ahead_ms: u32,
    }
    ParticipantConfig, mixminus_participant_config_init {
        reserved: u32,
        account: *const u8,
        account_len: usize,
        environment: *const u8,
        environment_len: usize,
        user: u64,
    }
    ParticipantInfo, mixminus_participant_info_init {
        mute: u32,
        deaf: u32,
        gain_mdb: i32,
        user: u64,
        room: u64,
        last_end: u32,
        detect_keys: u32,
        play_tones: u32,
        sound_keys: u32,
    }
    JoinOptions, mixminus_join_options_init {
        mute: u32,
        deaf: u32,
        gain_mdb: i32,
        prefill_ms: u32,
        cap_ms: u32,
        talk_events: u32,
        detect_keys: u32,
        play_tones: u32,
        sound_keys: u32,
        conference_id: *const u8,
        conference_id_len: usize,
    }
    WriteInfo, mixminus_write_info_init {
        lost: u32,
        timestamp: u64,
        has_timestamp: u32,
        reserved: u32,
    }
    ReadInfo, mixminus_read_info_init {
        flags: u32,
        real: u64,
        tick: u64,
        mix_id: u64,
        offset: u32,
        reserved: u32,
    }
    RoomInfo, mixminus_room_info_init {
        participants: u32,
        room: u64,
        capacity: u32,
        account_len: u32,
        environment_len: u32,
        conference_id_len: u32,
        account: [u8; 256],
        environment: [u8; 256],
        conference_id: [u8; 256],
    }
    RoomTemplate, mixminus_room_template_init {
        capacity: u32,
    }
    AccountQuota, mixminus_account_quota_init {
        rooms: u32,
        participants: u32,
        reserved: u32,
    }
    EngineStats, mixminus_engine_stats_init {
        memory_locked: u32,
        active_rooms: u32,
        active_participants: u32,
        ticks: u64,
        slipped_ticks: u64,
        commands: u64,
        events_lost: u64,
        overloads: u64,
        tick_ns_total: u64,
        tick_ns_max: u64,
        wake_late_ns_max: u64,
        stage_ns: [u64; 16],
        tick_ns_histogram: [u64; 32],
        tick_cpu_ns_total: u64,
        tick_cpu_ns_max: u64,
        tick_cpu_ns_histogram: [u64; 32],
    }
    ParticipantStats, mixminus_participant_stats_init {
        in_fill: u32,
        out_fill: u32,
        latency: u32,
        mean_square: u32,
        peak: u32,
        written: u64,
        write_refused: u64,
        write_unheard: u64,
        read: u64,
        read_silence: u64,
        underruns: u64,
        trims: u64,
        trimmed: u64,
        out_dropped: u64,
        out_stale: u64,
    }
}

/// As `mixminus_event`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Event {
    pub sequence: u64,
    pub tick: u64,
    pub room: u64,
    pub participant: u64,
    pub user: u64,
    pub value: i64,
    pub kind: u32,
    pub reason: u32,
    pub state: u32,
    pub told_again: u32,
    pub key_position: u64,
    pub key: u32,
    pub key_source: u32,
    pub key_duration: u32,
    pub key_level_mdbm0: i32,
    pub key_twist_mdb: i32,
    pub reserved: u32,
}

pub const OK: i32 = 0;
pub const INVALID_ARGUMENT: i32 = -1;
pub const STRUCT_SIZE: i32 = -2;
pub const INVALID_HANDLE: i32 = -3;
pub const STALE_HANDLE: i32 = -4;
pub const FOREIGN_HANDLE: i32 = -5;
pub const WRONG_KIND: i32 = -6;
pub const BUSY: i32 = -7;
pub const WRONG_MODE: i32 = -8;
pub const NOT_IN_ROOM: i32 = -9;
pub const ALREADY_IN_ROOM: i32 = -10;
pub const ROOM_FULL: i32 = -11;
pub const TOO_MANY_PARTICIPANTS: i32 = -12;
pub const TOO_MANY_ROOMS: i32 = -13;
pub const QUOTA_EXCEEDED: i32 = -14;
pub const QUEUE_FULL: i32 = -15;
pub const NOT_FOUND: i32 = -16;
pub const UNSUPPORTED: i32 = -21;

pub const OPENED: u32 = 1;
pub const ENDED: u32 = 2;
pub const JOINED: u32 = 3;
pub const LEFT: u32 = 4;
pub const MOVED: u32 = 5;
pub const CHANGED: u32 = 6;
pub const TALK_STARTED: u32 = 7;
pub const TALK_STOPPED: u32 = 8;
pub const GAP: u32 = 9;
pub const KEY_BEGAN: u32 = 12;
pub const KEY_ENDED: u32 = 13;

pub const IN_BAND: u32 = 1;
pub const OUT_OF_BAND: u32 = 2;

pub const HANG_UP: u32 = 1;
pub const CLOSED: u32 = 3;
pub const REMOVED: u32 = 4;

pub const MUTED: u32 = 1;
pub const DEAF: u32 = 2;
pub const TALKING: u32 = 4;
pub const KEYS_DETECTED: u32 = 8;
pub const TONES_SUPPRESSED: u32 = 16;
pub const KEYS_SOUNDED: u32 = 32;

pub const NOT_HERE: u32 = 1;
pub const SKIPPED: u32 = 2;
pub const DRY: u32 = 4;
pub const OVERLOAD: u32 = 8;
pub const DEFAULT_MS: u32 = u32::MAX;
