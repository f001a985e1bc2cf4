//! What the benches share.

mod processor;

use std::time::Duration;

#[allow(unused_imports)]
pub use processor::pin;

/// Criterion with short times, as the command line wants it.
#[allow(dead_code)]
pub fn criterion() -> criterion::Criterion {
    criterion::Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args()
}

/// Whether the benches are only listed or run once each, as `cargo test --benches` does: then nothing is measured.
#[allow(dead_code)]
pub fn is_test() -> bool {
    let mut measures = false;
    for argument in std::env::args() {
        match argument.as_str() {
            "--bench" => measures = true,
            "--test" | "--list" => return true,
            _ => {}
        }
    }
    !measures
}

/// The C library's memcpy.
///
/// # Safety
/// As of [`core::ptr::copy_nonoverlapping`] on bytes.
#[allow(dead_code)]
pub unsafe fn memcpy(to: *mut u8, from: *const u8, bytes: usize) {
    #[cfg(unix)]
    // SAFETY: the caller vouches for the pointers.
    unsafe {
        libc::memcpy(to.cast(), from.cast(), bytes)
    };
    #[cfg(not(unix))]
    // SAFETY: the caller vouches for the pointers.
    unsafe {
        core::ptr::copy_nonoverlapping(from, to, bytes)
    };
}
