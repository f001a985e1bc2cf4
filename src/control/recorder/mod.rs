//! Recordings: rooms and participants to WAV files, by a thread of their own, from taps.
//!
//! All tracks of a recording are in step: sample i of each is of the same tick. Where a tap has no frame (its participant
//! was in no room, ticks were skipped, frames were dropped) a track has silence.
//!
//! A recording touches only files that it has made. It makes each with `O_EXCL` and `O_NOFOLLOW`, in a directory that it
//! holds open, keeps it open, and knows it by its inode. It never deletes anything.

mod calls;
pub(crate) mod config;
#[cfg(feature = "recorder")]
mod desk;
#[cfg(all(feature = "recorder", unix))]
mod directory;
#[cfg(all(feature = "recorder", not(unix)))]
#[path = "directory_by_path.rs"]
mod directory;
#[cfg(feature = "recorder")]
mod file;
#[cfg(feature = "recorder")]
mod files;
#[cfg(feature = "recorder")]
mod job;
#[cfg(feature = "recorder")]
mod ledger;
#[cfg(feature = "recorder")]
mod manners;
#[cfg(feature = "recorder")]
mod names;
#[cfg(feature = "recorder")]
mod orders;
#[cfg(feature = "recorder")]
mod place;
#[cfg(feature = "recorder")]
mod pool;
#[cfg(feature = "recorder")]
mod sheet;
#[cfg(feature = "recorder")]
pub(crate) mod thread;
#[cfg(not(feature = "recorder"))]
#[path = "absent.rs"]
pub(crate) mod thread;
#[cfg(feature = "recorder")]
mod track;
