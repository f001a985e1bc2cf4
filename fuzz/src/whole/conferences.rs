//! The blocking call: while it waits, its line ticks the engine and makes other calls.

use super::people::{OF_JOINS, check_end, texts};
use super::{Whole, answered};
use crate::abi::{self, CallHandlers, CallIo, ConferenceEnd, Grown, ReadInfo, WriteInfo};
use std::ffi::c_void;

/// The most times that a conference waits before its line is hung up.
const MOST_WAITS: usize = 40;

/// What the callbacks of one conference are given.
struct Line {
    whole: *mut c_void,
    /// Waits so far.
    waits: usize,
    gone: bool,
    /// Handlers that were called, with what.
    handled: Vec<Vec<u8>>,
    /// Samples of a frame at the line's rate, and milliseconds.
    frame: usize,
    frame_ms: usize,
}

/// The most samples of the longest group that a conversion gives at once: 8 kHz to 48 kHz.
const MOST_OF_A_GROUP: usize = 6;

/// The rates at which a host may read.
const RATES_HZ: [usize; 8] = [8000, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// The program, for a callback.
///
/// # Safety
/// `line` is that of a conference which waits; no other reference to the program is in use.
unsafe fn whole<'a>(line: &Line) -> &'a mut Whole<'static> {
    // SAFETY: by the contract above; it outlives the call in which the callback is.
    unsafe { &mut *line.whole.cast::<Whole<'static>>() }
}

unsafe extern "C" fn wait(user: *mut c_void, _: i32, timeout_ms: u32) {
    // SAFETY: it is what the conference was given, and nothing else uses it now.
    let line = unsafe { &mut *user.cast::<Line>() };
    assert!(timeout_ms > 0);
    line.waits += 1;
    // SAFETY: as above.
    let whole = unsafe { whole(line) };
    whole.tick();
    if whole.goes_on() {
        whole.call();
    } else {
        line.gone = true;
    }
}

unsafe extern "C" fn read(user: *mut c_void, samples: *mut i16, capacity: usize) -> usize {
    // SAFETY: as in `wait`.
    let line = unsafe { &mut *user.cast::<Line>() };
    // A frame at a time, and none in between.
    if line.waits.is_multiple_of(2) {
        return 0;
    }
    let count = capacity.min(line.frame);
    // SAFETY: there is room for `capacity` samples.
    unsafe { samples.write_bytes(line.waits as u8, count) };
    if line.handled.is_empty() { count.min(line.waits) } else { 0 }
}

unsafe extern "C" fn write(user: *mut c_void, samples: *const i16, count: usize) {
    // SAFETY: as in `wait`.
    let line = unsafe { &mut *user.cast::<Line>() };
    // At whatever rate it is read. The program's own reads in between may have taken a part of a group of samples.
    let is_frame = |hz: usize| count.abs_diff(hz * line.frame_ms / 1000) <= MOST_OF_A_GROUP;
    assert!(RATES_HZ.into_iter().any(is_frame), "{count}");
    // SAFETY: so many are there.
    let frame = unsafe { std::slice::from_raw_parts(samples, count) };
    std::hint::black_box(frame.iter().map(|sample| i64::from(*sample)).sum::<i64>());
}

/// What a line knows that loses packets, and at times says nonsense.
unsafe extern "C" fn read_ex(
    user: *mut c_void,
    samples: *mut i16,
    capacity: usize,
    info: *mut WriteInfo,
) -> usize {
    // SAFETY: as in `wait`; the struct is the library's, for this call.
    let (line, info) = unsafe { (&mut *user.cast::<Line>(), &mut *info) };
    assert_eq!((info.lost, info.timestamp, info.has_timestamp, info.starts_talkspurt), (0, 0, 0, 0));
    info.lost = line.waits as u32 % 400;
    info.timestamp = line.waits as u64 * 161;
    info.has_timestamp = if line.waits == 23 { 2 } else { line.waits as u32 % 2 };
    // SAFETY: as in `read`.
    unsafe { read(user, samples, capacity) }
}

unsafe extern "C" fn write_ex(user: *mut c_void, samples: *const i16, count: usize, info: *const ReadInfo) {
    // SAFETY: it is valid for this call.
    let info = unsafe { &*info };
    assert!(info.real <= count as u64 && (info.real > 0) == (info.tick > 0), "{} {}", info.real, info.tick);
    // SAFETY: as in `wait`.
    unsafe { write(user, samples, count) }
}

unsafe extern "C" fn hung_up(user: *mut c_void) -> i32 {
    // SAFETY: as in `wait`.
    let line = unsafe { &mut *user.cast::<Line>() };
    i32::from(line.gone || line.waits >= MOST_WAITS)
}

unsafe extern "C" fn on_choice(user: *mut c_void, digit: u8) {
    // SAFETY: as in `wait`.
    let line = unsafe { &mut *user.cast::<Line>() };
    line.handled.push(vec![digit]);
    // SAFETY: as in `wait`.
    unsafe { whole(line) }.say();
}

unsafe extern "C" fn on_signal(user: *mut c_void, name: *const u8, length: usize) {
    // SAFETY: as in `wait`, and the name is as long as it says.
    let line = unsafe { &mut *user.cast::<Line>() };
    // SAFETY: as above.
    line.handled.push(unsafe { std::slice::from_raw_parts(name, length) }.to_vec());
    // SAFETY: as in `wait`.
    unsafe { whole(line) }.join();
}

impl Whole<'_> {
    pub(super) fn conference(&mut self) {
        if self.depth == 2 {
            return;
        }
        let (person, names) = (self.person(), texts());
        let options = self.options(&names);
        let mut line = Line {
            whole: (&raw mut *self).cast(),
            waits: 0,
            gone: false,
            handled: Vec::new(),
            frame: self.frame(),
            frame_ms: self.config.frame_ms as usize,
        };
        let user = (&raw mut line).cast::<c_void>();
        let mut io = Grown::<CallIo>::new();
        io.value.user = user;
        io.value.wait = Some(wait);
        io.value.read = Some(read);
        io.value.write = Some(write);
        io.value.hung_up = Some(hung_up);
        match self.input.byte() {
            200..=248 => {
                io.value.read = None;
                io.value.read_ex = Some(read_ex);
                io.value.write = None;
                io.value.write_ex = Some(write_ex);
            }
            249 => io.value.read_ex = Some(read_ex),
            250 => io.value.wait = None,
            251 => io.value.hung_up = None,
            252 => io.value.reserved = 1,
            253 => self.size(&mut io),
            _ => {}
        }
        let mut handlers = Grown::<CallHandlers>::new();
        handlers.value.user = user;
        handlers.value.on_choice = Some(on_choice);
        handlers.value.on_signal = Some(on_signal);
        let mut end = Grown::<ConferenceEnd>::new();
        self.depth += 1;
        let engine = self.engine;
        // SAFETY: the engine lives; the structs are as long as they say, and all they point to lives through the call.
        // The callbacks alone use `self` and `line` meanwhile.
        let status = unsafe {
            abi::mixminus_conference(
                engine,
                person,
                &options.value,
                &io.value,
                &handlers.value,
                &mut end.value,
            )
        };
        self.depth -= 1;
        let handled = line.handled;
        if !answered(status, &OF_JOINS) {
            assert!(handled.is_empty() && status != abi::INTERRUPTED);
            return;
        }
        let end = end.value;
        check_end(&end);
        let due = match end.reason {
            abi::TERMINATOR => vec![vec![end.digit as u8]],
            abi::BY_SIGNAL => vec![end.text[..end.text_len as usize].to_vec()],
            _ => Vec::new(),
        };
        assert!(end.reason != 0 && handled == due, "{handled:?} after {end:?}");
    }
}
