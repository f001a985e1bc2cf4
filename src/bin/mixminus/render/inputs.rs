//! The recordings that participants speak: their names, their samples, and the rate that they agree on.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};

use mixminus::{MAX_ROOM_CAPACITY, SampleRate};

use crate::fail::Failure;
use crate::printable::printable;
use crate::rates::rates;
use crate::wav::{Reader, WavError};

/// The most files: the capacity of a room less the listener.
pub const MAX_INPUTS: usize = MAX_ROOM_CAPACITY as usize - 1;

/// The name of the silent listener, whose output is the whole mix.
pub const ROOM: &str = "room";

/// One participant's recording.
#[derive(Debug)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// The file's name without its extension: the participant's name.
    pub stem: OsString,
    /// Its samples.
    pub samples: Vec<i16>,
}

/// The participants' names, in the order of their files; none is given twice or is the room's.
pub fn stems(paths: &[PathBuf]) -> Result<Vec<&OsStr>, Failure> {
    if paths.len() > MAX_INPUTS {
        return Err(Failure::Usage(format!("{} files, but a room holds {MAX_INPUTS} at most", paths.len())));
    }
    let mut seen: HashMap<&OsStr, &Path> = HashMap::new();
    paths.iter().map(|path| stem(path, &mut seen)).collect()
}

/// The name of one participant, added to those seen before.
fn stem<'a>(path: &'a Path, seen: &mut HashMap<&'a OsStr, &'a Path>) -> Result<&'a OsStr, Failure> {
    let stem = path
        .file_stem()
        .ok_or_else(|| Failure::Usage(format!("{}: does not end in a file name", printable(path))))?;
    if stem == ROOM {
        return Err(Failure::Usage(format!(
            "{}: its output would be room.wav, which is what the whole room sounds like; rename the file",
            printable(path)
        )));
    }
    match seen.insert(stem, path) {
        None => Ok(stem),
        Some(other) => Err(Failure::Usage(format!(
            "{} and {} would both be written to {}.wav; rename one of them",
            printable(other),
            printable(path),
            printable(stem)
        ))),
    }
}

/// Reads all files, all of which must have one rate: `wanted`, else that of the first. Calls `note` with each
/// sentence that the user should know of.
pub fn load(
    paths: &[PathBuf],
    wanted: Option<SampleRate>,
    mut note: impl FnMut(String),
) -> Result<(SampleRate, Vec<Input>), Failure> {
    let stems = stems(paths)?;
    let mut room = wanted;
    let mut inputs = Vec::with_capacity(paths.len());
    for (path, stem) in paths.iter().zip(stems) {
        let failure = |error| Failure::at(path, error);
        let reader = File::open(path).map_err(WavError::Io).and_then(Reader::stream).map_err(failure)?;
        let hz = reader.info().sample_rate_hz;
        let rate = match room {
            Some(rate) => rate,
            None => *room.insert(room_rate(&printable(path), &printable(path), hz)?),
        };
        if hz != rate.hz() {
            let origin = if wanted.is_some() { Path::new("--rate") } else { &*paths[0] };
            return Err(Failure::at(path, other_rate(stem, hz, rate, origin)));
        }
        let recording = reader.read().map_err(failure)?;
        recording.notes().for_each(|text| note(format!("{}: {text}", printable(path))));
        inputs.push(Input { path: path.clone(), stem: stem.into(), samples: recording.samples });
    }
    let rate = room.ok_or_else(|| Failure::Usage("no files".into()))?;
    Ok((rate, inputs))
}

/// The rate of a room in which a file of `hz` is said. `name` is the file's for people, `argument` for a command.
pub fn room_rate(name: &str, argument: &str, hz: u32) -> Result<SampleRate, Failure> {
    SampleRate::from_hz(hz).map_err(|_| {
        let rates = rates();
        Failure::of(
            name,
            format!(
                "is at {hz} Hz, and a room runs at {rates}; resample it, for example: sox {argument} -r 16000 OUT.wav"
            ),
        )
    })
}

/// Why a file of `hz` cannot speak in a room of `room`, a rate that `origin` has set.
fn other_rate(stem: &OsStr, hz: u32, room: SampleRate, origin: &Path) -> String {
    let stem = printable(stem);
    let retry = match SampleRate::from_hz(hz) {
        Ok(_) => format!("give --rate {hz} if all files are at {hz} Hz, or "),
        Err(_) => String::new(),
    };
    format!(
        "is at {hz} Hz, but the room runs at {room} Hz (set by {origin}); files of different rates cannot be \
         mixed yet: {retry}resample it, for example: sox {stem}.wav -r {room} {stem}-{room}.wav",
        room = room.hz(),
        origin = printable(origin),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(paths: &[&str]) -> String {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        match stems(&paths) {
            Err(Failure::Usage(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_that_cannot_be_outputs_are_refused() {
        assert!(
            usage(&["a/x.wav", "b/x.wav"]).contains("a/x.wav and b/x.wav would both be written to x.wav")
        );
        assert!(usage(&["x.wav", "x.wave"]).contains("x.wav and x.wave"));
        assert!(usage(&["a/room.wav"]).starts_with("a/room.wav: its output would be room.wav"));
        assert!(usage(&["a/.."]).contains("does not end in a file name"));
        let many: Vec<String> = (0..1024).map(|i| format!("{i}.wav")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(usage(&many).starts_with("1024 files, but a room holds 1023"));
        let paths: Vec<PathBuf> = many[1..].iter().map(PathBuf::from).collect();
        assert_eq!(stems(&paths).unwrap().len(), MAX_INPUTS);
    }
}
