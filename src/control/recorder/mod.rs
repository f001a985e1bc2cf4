//! Recordings of rooms and participants to WAV files. Threads of their own take the audio from taps and write it.
//!
//! All tracks of a recording are in step: sample i of each track belongs to the same tick. Where a tap has no frame
//! (its participant was in no room, ticks were skipped, frames were dropped) the track has silence.
//!
//! A recording touches only files that it has made. It makes each with `O_EXCL` and `O_NOFOLLOW` in a directory that it
//! holds open, keeps it open, and recognises it by its inode. It never deletes a file.

#[cfg(feature = "recorder")]
mod active_recording;
mod calls;
pub(crate) mod config;
#[cfg(all(feature = "recorder", unix))]
mod directory;
#[cfg(all(feature = "recorder", not(unix)))]
#[path = "directory_by_path.rs"]
mod directory;
#[cfg(feature = "recorder")]
mod file_list;
#[cfg(feature = "recorder")]
pub(crate) mod lifecycle;
#[cfg(not(feature = "recorder"))]
#[path = "disabled.rs"]
pub(crate) mod lifecycle;
#[cfg(feature = "recorder")]
mod notification;
#[cfg(feature = "recorder")]
mod pool;
#[cfg(feature = "recorder")]
mod progress;
#[cfg(feature = "recorder")]
mod recordings;
#[cfg(feature = "recorder")]
mod requests;
#[cfg(feature = "recorder")]
mod start;
#[cfg(feature = "recorder")]
mod thread;
#[cfg(feature = "recorder")]
mod track;
#[cfg(feature = "recorder")]
mod track_files;
#[cfg(feature = "recorder")]
mod track_path;
#[cfg(feature = "recorder")]
mod track_writer;
#[cfg(feature = "recorder")]
mod wav_file;
