//! Starts a recording: its announcement, its taps, its files.

use super::active_recording::ActiveRecording;
use super::config::{RecordConfig, STOP_TIMEOUT};
use super::notification::Notification;
use super::progress::{Progress, nothing_yet};
use super::recordings::Recordings;
use super::track::Track;
use super::track_files::TrackFiles;
use super::track_path::{TrackPath, at};
use super::track_writer::TrackWriter;
use crate::control::accounts::usage::Owner;
use crate::control::config::Sound;
use crate::control::engine::inner::Inner;
use crate::control::taps::table::TapTarget;
use crate::error::{Error, Result, Status};
use crate::handle::RoomId;
use crate::rt::frame::AudioFormat;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Announces a recording and makes its taps, then its files. If a tap or the announcement is refused, or a file
/// exists, nothing is left. Files that were made are not deleted; so empty files are left only if the disk fails, or
/// another program makes a file meanwhile.
pub fn begin(
    inner: &Inner,
    config: &RecordConfig,
    owner: Owner,
    (recordings, calls): (&Recordings, &Arc<()>),
) -> Result<ActiveRecording> {
    let paths = config.tracks.iter().map(|track| std::path::absolute(&track.path));
    let paths = paths.collect::<io::Result<Vec<_>>>().map_err(refused)?;
    let track_paths = in_time(recordings, calls, move |_| TrackPath::find_all(&paths).map_err(refused))?;
    let (mut taps, mut formats) = (Vec::new(), Vec::new());
    let mut notification = Notification::default();
    let made = (|| {
        let notice = if config.announcement == Sound::None { 0 } else { inner.new_announcement() };
        for track in &config.tracks {
            taps.push(inner.tap_new(track.target, config.buffer_ms, notice)?);
        }
        notification = Notification::begin(inner, config, owner, notice)?;
        let (split_bytes, mode) = (config.split_bytes, config.file_mode);
        for tap in &taps {
            formats.push(inner.shared.tap_format(*tap)?);
        }
        let of_tracks = formats.clone();
        let writer = move |(track_path, format): (TrackPath, AudioFormat)| {
            let path = track_path.path(0);
            let rate = format.rate.hz();
            let files = TrackFiles::new(track_path, rate, split_bytes, format.frame, mode);
            TrackWriter::new(files.map_err(at(&path)).map_err(refused)?, rate as usize)
        };
        in_time(recordings, calls, move |given_up| {
            TrackPath::check_descriptors(&track_paths).map_err(refused)?;
            let wanted = |_: &(TrackPath, AudioFormat)| !given_up.load(Ordering::Relaxed);
            track_paths.into_iter().zip(of_tracks).take_while(wanted).map(writer).collect::<Result<Vec<_>>>()
        })
    })();
    let writers = made.inspect_err(|_| {
        taps.iter().for_each(|tap| drop(inner.tap_free(*tap)));
        recordings.lock().still_playing.extend(notification.end(inner));
    })?;
    let room = config.tracks.iter().find_map(|track| match track.target {
        TapTarget::Room(room) => Some(room),
        _ => None,
    });
    let tracks =
        taps.into_iter().zip(formats).map(|(tap, format)| Track::new(tap, format)).collect::<Vec<_>>();
    let progress = Arc::new(Progress::new(writers, nothing_yet(tracks.len())));
    let room = room.unwrap_or(RoomId::NONE);
    Ok(ActiveRecording::new(tracks, progress, room, notification, inner.shared.own_format().frame))
}

fn refused(error: io::Error) -> Error {
    Error::new(Status::System, error.to_string())
}

/// Runs `work`, which may hang, on a thread of the pool, and waits for it at most `STOP_TIMEOUT`. The thread holds one
/// of `calls` meanwhile.
fn in_time<T: Send + 'static>(
    recordings: &Recordings,
    calls: &Arc<()>,
    work: impl FnOnce(&AtomicBool) -> Result<T> + Send + 'static,
) -> Result<T> {
    let late = || Err(Error::new(Status::System, "the file system does not respond"));
    let call = calls.clone();
    let work = move |given_up: &AtomicBool| {
        let made = work(given_up);
        drop(call);
        made
    };
    recordings.pool.run(STOP_TIMEOUT, work).unwrap_or_else(late)
}
