//! spandsp's `dtmf_rx`, as spandsp/dtmf.h declares it.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::{self, NonNull};

/// `dtmf_rx_state_t`: only ever behind a pointer.
#[repr(C)]
struct State {
    _private: [u8; 0],
}

#[link(name = "spandsp")]
unsafe extern "C" {
    fn dtmf_rx_init(
        state: *mut State,
        callback: Option<unsafe extern "C" fn(*mut c_void, *const c_char, c_int)>,
        user: *mut c_void,
    ) -> *mut State;
    fn dtmf_rx(state: *mut State, samples: *const i16, count: c_int) -> c_int;
    fn dtmf_rx_free(state: *mut State) -> c_int;
}

/// Counts the digits that spandsp reports.
///
/// # Safety
/// `user` points to a `u32` that nobody else uses meanwhile.
unsafe extern "C" fn count(user: *mut c_void, _digits: *const c_char, len: c_int) {
    // SAFETY: the caller vouches for the pointer.
    unsafe { *user.cast::<u32>() += len.unsigned_abs() };
}

/// One of its receivers, as `dtmf_rx_init` sets it up.
pub struct Receiver {
    state: NonNull<State>,
    /// The digits reported so far; on the heap, since the receiver holds its address.
    reported: NonNull<u32>,
}

impl Receiver {
    /// A receiver at the start of a line.
    pub fn new() -> Receiver {
        let reported = NonNull::from(Box::leak(Box::new(0_u32)));
        // SAFETY: without a state it allocates one; `reported` lives until the receiver is freed.
        let state = unsafe { dtmf_rx_init(ptr::null_mut(), Some(count), reported.as_ptr().cast()) };
        Receiver { state: NonNull::new(state).expect("there is memory"), reported }
    }

    /// Takes samples at 8 kHz; returns how many digits it reported.
    pub fn hear(&mut self, samples: &[i16]) -> u32 {
        // SAFETY: the state is live, and its callback is called within; the slice is passed with its length. `reported` is
        // this receiver's alone.
        unsafe {
            self.reported.write(0);
            dtmf_rx(self.state.as_ptr(), samples.as_ptr(), samples.len() as c_int);
            self.reported.read()
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // SAFETY: the state came from `dtmf_rx_init` and `reported` from a box; both are freed once, the receiver first.
        unsafe {
            dtmf_rx_free(self.state.as_ptr());
            drop(Box::from_raw(self.reported.as_ptr()));
        }
    }
}
