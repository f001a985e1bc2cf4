//! The recordings that participants speak: their names, their samples, and the rate of their room.

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
    /// Its rate, and so that of its line.
    pub rate: SampleRate,
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

/// Reads all files. Returns the rate of their room, `wanted`, else that of the first. Calls `note` with each sentence
/// that the user should know of.
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
        let rate = room_rate(&printable(path), &printable(path), reader.info().sample_rate_hz)?;
        room.get_or_insert(rate);
        let recording = reader.read().map_err(failure)?;
        recording.notes().for_each(|text| note(format!("{}: {text}", printable(path))));
        inputs.push(Input { path: path.clone(), stem: stem.into(), rate, samples: recording.samples });
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

/// How many samples at `rate` last as long as the longest of the inputs, rounded up.
pub fn longest(inputs: &[Input], rate: SampleRate) -> usize {
    let at_rate = |input: &Input| {
        let samples = input.samples.len() as u64 * u64::from(rate.hz());
        samples.div_ceil(u64::from(input.rate.hz())) as usize
    };
    inputs.iter().map(at_rate).max().unwrap_or(0)
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
