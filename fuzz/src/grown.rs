//! Structs of the C ABI as hosts of several versions have them; and whether those of [`abi`](crate::abi) are the
//! library's.

use crate::abi::{
    DEFAULT_MS, EngineConfig, JoinOptions, OK, PromptConfig, RecordConfig, RoomTemplate, SayOptions, Struct,
    TelephoneEvent,
};

/// A struct with room behind it, for a host that is newer than the library.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Grown<T> {
    /// The struct as the header has it.
    pub value: T,
    /// What a later version may have.
    pub tail: [u8; TAIL],
}

/// Bytes behind the struct.
const TAIL: usize = 16;

/// Which version of a struct a host was compiled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// That of the header.
    Plain,
    /// One that never was: too short.
    Short,
    /// A newer one that asks for nothing new.
    Longer,
    /// A newer one that asks for what the library does not have.
    Unknown,
}

impl<T: Struct> Grown<T> {
    /// A struct as its `_init` makes it.
    pub fn new() -> Grown<T> {
        // SAFETY: integers and pointers, for which zero is a value.
        let mut made: Grown<T> = unsafe { std::mem::zeroed() };
        // SAFETY: the place is as long as the size says.
        let status = unsafe { T::INIT(&raw mut made.value, size_of::<T>()) };
        assert_eq!(status, OK);
        made
    }

    /// Sets `struct_size`, and the bytes behind, to what a host of that version has.
    pub fn shape(&mut self, form: Form) {
        let (size, tail) = match form {
            Form::Plain => (size_of::<T>(), 0),
            Form::Short => (align_of::<T>(), 0),
            Form::Longer => (size_of::<T>() + TAIL, 0),
            Form::Unknown => (size_of::<T>() + TAIL, 1),
        };
        self.tail = [0; TAIL];
        self.tail[TAIL - 1] = tail;
        // SAFETY: every such struct begins with its size.
        unsafe { (&raw mut self.value).cast::<u32>().write(size as u32) };
    }
}

impl<T: Struct> Default for Grown<T> {
    fn default() -> Grown<T> {
        Grown::new()
    }
}

/// Compares the defaults with those that the header writes down: a field that was moved would not have its own.
pub fn check_defaults() {
    let config = Grown::<EngineConfig>::new().value;
    let sizes = [config.sample_rate_hz, config.frame_ms, config.max_participants, config.max_rooms];
    assert_eq!(sizes, [8000, 20, 1024, 256]);
    let times = [config.room_capacity, config.prefill_ms, config.max_cap_ms, config.max_write_ms];
    assert_eq!(times, [100, 20, 100, 60]);
    let rest = [config.command_queue, config.event_queue, config.account_rooms, config.account_participants];
    assert_eq!((rest, config.lock_memory, config.simd), ([4096, 8192, 0, 0], 0, 0));
    assert_eq!(config.dtmf_look_ahead_ms, 10);
    let later = [config.session_limit_s, config.account_queued_signals, config.max_plays, config.max_taps];
    assert_eq!((later, config.account_prompt_bytes), ([7200, 0, 2048, 64], 0));
    assert_eq!((config.max_prompt_bytes, config.max_name_bytes), (512 << 20, 8 << 20));
    assert_eq!(config.max_accounts, 65_536);
    let options = Grown::<JoinOptions>::new().value;
    let switches = [options.mute, options.deaf, options.talk_events];
    assert_eq!((switches, options.gain_mdb), ([0; 3], 0));
    let keys = [options.detect_dtmf, options.play_tones, options.generate_dtmf];
    assert_eq!(keys, [1, 0, 1]);
    assert_eq!((options.prefill_ms, options.cap_ms), (DEFAULT_MS, DEFAULT_MS));
    assert!(options.conference_id.is_null() && options.conference_id_len == 0);
    assert_eq!([options.terminator, options.interdigit_timeout_ms], [0, 0]);
    assert!(options.allow_signals.is_null() && options.allow_signals_len == 0);
    assert_eq!([options.join_prompt, options.leave_prompt], [0, 0]);
    let template = Grown::<RoomTemplate>::new().value;
    assert_eq!((template.capacity, template.limit_s, template.alone_loop), (100, 0, 0));
    let say = Grown::<SayOptions>::new().value;
    assert_eq!((say.times, say.gain_mdb, say.interrupt), (1, 0, 0));
    let event = Grown::<TelephoneEvent>::new().value;
    assert_eq!([event.event, event.end, event.volume, event.duration], [0, 0, 10, 0]);
    assert_eq!([event.timestamp, event.ssrc, event.clock_rate], [0; 3]);
    assert_eq!(Grown::<PromptConfig>::new().value.sample_rate_hz, 8000);
    let record = Grown::<RecordConfig>::new().value;
    assert_eq!((record.buffer_ms, record.split_bytes), (4000, u64::from(u32::MAX)));
}
