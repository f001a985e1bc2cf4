//! DTMF: the receiver, which reports digits, and the suppressor, which removes the tones. From low to high:
//!
//! | file | subject |
//! |---|---|
//! | `goertzel` | hops of 2.5 ms, and their correlation with the eight frequencies |
//! | `leakage`, `two_tone_fit` | two tones fitted to a window |
//! | `hop_history` | the last 40 ms of hops |
//! | `thresholds` | every threshold, with its source |
//! | `windows`, `candidate` | the tests of one window, and of several that agree |
//! | `steady_tones`, `stationary` | sounds in the background |
//! | `detector` | the state machine at 8 kHz, which the kernels compile per SIMD level |
//! | `line_scale`, `decimate`, `dc_offset`, `receiver` | from the line at any rate to the detector, and back to positions on the line |
//! | `suppress` | the delay and the fades |

mod candidate;
mod dc_offset;
mod decimate;
pub mod detection;
pub(crate) mod detector;
pub(crate) mod goertzel;
mod hop_history;
mod leakage;
mod line_scale;
pub mod receiver;
mod stationary;
mod steady_tones;
pub mod suppress;
mod thresholds;
mod two_tone_fit;
mod windows;
