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
        dtmf_look_ahead_ms: u32,
        session_limit_s: u32,
        account_queued_signals: u32,
        max_plays: u32,
        max_taps: u32,
        account_prompt_bytes: u64,
        max_prompt_bytes: u64,
        max_name_bytes: u32,
        max_accounts: u32,
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
        detect_dtmf: u32,
        play_tones: u32,
        generate_dtmf: u32,
        hold: u32,
        reserved: u32,
    }
    JoinOptions, mixminus_join_options_init {
        mute: u32,
        deaf: u32,
        gain_mdb: i32,
        prefill_ms: u32,
        cap_ms: u32,
        talk_events: u32,
        detect_dtmf: u32,
        play_tones: u32,
        generate_dtmf: u32,
        terminator: u32,
        interdigit_timeout_ms: u32,
        conference_id: *const u8,
        conference_id_len: usize,
        allow_signals: *const Text,
        allow_signals_len: usize,
        join_prompt: u64,
        leave_prompt: u64,
    }
    CallIo, mixminus_call_io_init {
        reserved: u32,
        user: *mut c_void,
        wait: Option<unsafe extern "C" fn(*mut c_void, i32, u32)>,
        read: Option<unsafe extern "C" fn(*mut c_void, *mut i16, usize) -> usize>,
        write: Option<unsafe extern "C" fn(*mut c_void, *const i16, usize)>,
        hung_up: Option<unsafe extern "C" fn(*mut c_void) -> i32>,
        read_ex: Option<unsafe extern "C" fn(*mut c_void, *mut i16, usize, *mut WriteInfo) -> usize>,
        write_ex: Option<unsafe extern "C" fn(*mut c_void, *const i16, usize, *const ReadInfo)>,
    }
    CallHandlers, mixminus_call_handlers_init {
        reserved: u32,
        user: *mut c_void,
        on_choice: Option<unsafe extern "C" fn(*mut c_void, u8)>,
        on_signal: Option<unsafe extern "C" fn(*mut c_void, *const u8, usize)>,
    }
    ConferenceEnd, mixminus_conference_end_init {
        reason: u32,
        digit: u32,
        text_len: u32,
        signal: u64,
        text: [u8; 256],
    }
    PromptConfig, mixminus_prompt_config_init {
        sample_rate_hz: u32,
        account: *const u8,
        account_len: usize,
        samples: *const i16,
        count: usize,
    }
    PromptInfo, mixminus_prompt_info_init {
        flags: u32,
        samples: u64,
        duration_ms: u64,
    }
    SayOptions, mixminus_say_options_init {
        times: u32,
        gain_mdb: i32,
        interrupt: u32,
    }
    TelephoneEvent, mixminus_telephone_event_init {
        event: u32,
        end: u32,
        volume: u32,
        duration: u32,
        timestamp: u32,
        ssrc: u32,
        clock_rate: u32,
    }
    TapInfo, mixminus_tap_info_init {
        point: u32,
        target: u64,
        began: u64,
        ended: u64,
        frames: u64,
        dropped: u64,
    }
    RecordConfig, mixminus_record_config_init {
        buffer_ms: u32,
        split_bytes: u64,
    }
    RecordingInfo, mixminus_recording_info_init {
        state: u32,
        start_tick: u64,
        tick: u64,
        samples: u64,
        gaps: u64,
        gap_samples: u64,
        dropped_frames: u64,
        lost_samples: u64,
        tracks: u32,
        files: u32,
        message: [u8; 256],
    }
    WriteInfo, mixminus_write_info_init {
        lost: u32,
        timestamp: u64,
        has_timestamp: u32,
        starts_talkspurt: u32,
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
        locked: u32,
        reserved: u32,
        account: [u8; 256],
        environment: [u8; 256],
        conference_id: [u8; 256],
    }
    RoomTemplate, mixminus_room_template_init {
        capacity: u32,
        limit_s: u32,
        reserved: u32,
        alone_loop: u64,
    }
    AccountQuota, mixminus_account_quota_init {
        rooms: u32,
        participants: u32,
        queued_signals: u32,
        prompt_bytes: u64,
    }
    EngineStats, mixminus_engine_stats_init {
        memory_locked: u32,
        active_rooms: u32,
        active_participants: u32,
        ticks: u64,
        skipped_ticks: u64,
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
        write_discarded: u64,
        read: u64,
        read_silence: u64,
        underruns: u64,
        trims: u64,
        trimmed: u64,
        out_dropped: u64,
        out_stale: u64,
        late: u64,
        duplicate: u64,
        reordered: u64,
        concealed: u64,
        concealment_events: u64,
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
    pub resent: u32,
    pub dtmf_position: u64,
    pub digit: u32,
    pub dtmf_source: u32,
    pub dtmf_duration: u32,
    pub dtmf_level_mdbm0: i32,
    pub dtmf_twist_mdb: i32,
    pub outcome: u32,
}

/// As `mixminus_text`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Text {
    pub bytes: *const u8,
    pub length: usize,
}

/// As `mixminus_room_member`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomMember {
    pub participant: u64,
    pub user: u64,
    pub state: u32,
    pub gain_mdb: i32,
    pub mean_square: u32,
    pub peak: u32,
}

/// As `mixminus_tap_frame`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TapFrame {
    pub tick: u64,
    pub room: u64,
    pub join: u64,
    pub flags: u32,
    pub reserved: u32,
}

/// As `mixminus_record_track`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct RecordTrack {
    pub target: u64,
    pub point: u32,
    pub reserved: u32,
    pub path: *const u8,
    pub path_len: usize,
}

/// As `mixminus_synthesizer`.
pub type Synthesizer =
    unsafe extern "C" fn(*mut c_void, *const u8, usize, *const u8, usize, *mut c_void) -> i32;

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
pub const SYSTEM: i32 = -20;
pub const UNSUPPORTED: i32 = -21;
pub const SESSION_EXPIRED: i32 = -23;
pub const ROOM_LOCKED: i32 = -24;
pub const INTERRUPTED: i32 = -25;
pub const HUNG_UP: i32 = -26;
pub const OVER: i32 = -35;
pub const TOO_MANY_TAPS: i32 = -36;

pub const OPENED: u32 = 1;
pub const ENDED: u32 = 2;
pub const JOINED: u32 = 3;
pub const LEFT: u32 = 4;
pub const MOVED: u32 = 5;
pub const CHANGED: u32 = 6;
pub const TALK_STARTED: u32 = 7;
pub const TALK_STOPPED: u32 = 8;
pub const GAP: u32 = 9;
pub const DTMF_BEGAN: u32 = 12;
pub const DTMF_ENDED: u32 = 13;
pub const SESSION_WARNING: u32 = 14;
pub const EXPIRED: u32 = 15;
pub const ROOM_WARNING: u32 = 16;
pub const SIGNAL: u32 = 17;
pub const LOCKED: u32 = 18;
pub const PLAY_ENDED: u32 = 20;
pub const RECORDING: std::ops::RangeInclusive<u32> = 30..=33;
pub const MARK_HEARD: u32 = 40;
pub const MARK_FLUSHED: u32 = 41;

pub const IN_BAND: u32 = 1;
pub const OUT_OF_BAND: u32 = 2;

pub const HANG_UP: u32 = 1;
pub const CLOSED: u32 = 3;
pub const REMOVED: u32 = 4;
pub const TERMINATOR: u32 = 6;
pub const BY_SIGNAL: u32 = 7;

pub const MUTED: u32 = 1;
pub const DEAF: u32 = 2;
pub const TALKING: u32 = 4;
pub const DTMF_DETECTED: u32 = 8;
pub const DTMF_SUPPRESSED: u32 = 16;
pub const DTMF_GENERATED: u32 = 32;

pub const NOT_HERE: u32 = 1;
pub const SKIPPED: u32 = 2;
pub const DRY: u32 = 4;
pub const OVERLOAD: u32 = 8;
pub const READ_EXPIRED: u32 = 16;
pub const DEFAULT_MS: u32 = u32::MAX;
