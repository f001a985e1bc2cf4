//! The path of a track: the directory and the names of its files.

use super::directory::Directory;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many numbers are tried for one file.
const TRIES: u32 = 10_000;

/// The longest name of a file, bytes.
const MAX_NAME: usize = 255;

/// The path of a track.
#[derive(Clone, Debug)]
pub struct TrackPath {
    /// The absolute path of the first file.
    path: PathBuf,
    name: OsString,
    directory: Arc<Directory>,
}

/// The name of file `number`, from 0: `room.wav`, `room-0002.wav`, `room-0003.wav`. If it is too long, the part
/// before the number is shortened.
fn numbered(name: &OsStr, number: u32) -> OsString {
    if number == 0 {
        return name.to_owned();
    }
    let name = Path::new(name);
    let mut end = OsString::from(format!("-{:04}", u64::from(number) + 1));
    if let Some(extension) = name.extension() {
        end.push(".");
        end.push(extension);
    }
    let mut stem = name.file_stem().unwrap_or_default();
    let room = MAX_NAME.saturating_sub(end.len());
    if let Some(text) = stem.to_str().filter(|text| text.len() > room) {
        let cut = (0..=room).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        stem = OsStr::new(&text[..cut]);
    }
    let mut whole = stem.to_owned();
    whole.push(end);
    whole
}

/// The name of the first file, if `name` could be that of a later file.
fn first_of(name: &OsStr) -> Option<OsString> {
    let path = Path::new(name);
    let (stem, digits) = path.file_stem()?.to_str()?.rsplit_once('-')?;
    let number = digits.parse::<u32>().ok().filter(|number| *number >= 2)?;
    let mut first = OsString::from(stem);
    if let Some(extension) = path.extension() {
        first.push(".");
        first.push(extension);
    }
    // Neither `room-02.wav` nor `room-+002.wav` is such a name.
    (numbered(&first, number - 1) == name).then_some(first)
}

/// Adds the path to an error.
pub fn at(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl TrackPath {
    /// The paths of the tracks of one recording. No file is made. Checks that no name exists, that files may be
    /// made there, and that no two tracks could have files of the same name. An error names the path.
    pub fn find_all(paths: &[PathBuf]) -> io::Result<Vec<TrackPath>> {
        let mut track_paths: Vec<TrackPath> = Vec::with_capacity(paths.len());
        let mut names = HashSet::new();
        for path in paths {
            let known = track_paths.last().filter(|last| last.path.parent() == path.parent());
            let track_path = TrackPath::find(path, known).map_err(at(path))?;
            if !names.insert((track_path.directory.identity().map_err(at(path))?, track_path.name.clone())) {
                return Err(at(path)(io::Error::other("two tracks have the same file")));
            }
            track_paths.push(track_path);
        }
        for track_path in &track_paths {
            let path = &track_path.path;
            let directory = track_path.directory.identity().map_err(at(path))?;
            if let Some(first) = first_of(&track_path.name)
                && names.contains(&(directory, first))
            {
                return Err(at(path)(io::Error::other("another track may use this name")));
            }
        }
        Ok(track_paths)
    }

    /// Checks that this process may open a file for each track.
    pub fn check_descriptors(track_paths: &[TrackPath]) -> io::Result<()> {
        track_paths
            .iter()
            .map(|track_path| track_path.directory.another())
            .collect::<io::Result<Vec<_>>>()
            .map(drop)
    }

    fn find(path: &Path, known: Option<&TrackPath>) -> io::Result<TrackPath> {
        let ends = path.as_os_str().as_encoded_bytes().last();
        let name =
            path.file_name().filter(|_| ends.is_some_and(|end| !std::path::is_separator(char::from(*end))));
        let (Some(name), Some(parent)) = (name, path.parent()) else {
            return Err(io::Error::other("the path has no file name"));
        };
        let directory = match known {
            Some(known) => known.directory.clone(),
            None => Arc::new(Directory::open(parent)?),
        };
        directory.check_writable()?;
        if directory.find(name)?.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Ok(TrackPath { path: path.to_owned(), name: name.to_owned(), directory })
    }

    /// The directory in which files are made.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The name of file `number`.
    pub fn name(&self, number: u32) -> OsString {
        numbered(&self.name, number)
    }

    /// The path of file `number`.
    pub fn path(&self, number: u32) -> PathBuf {
        self.path.with_file_name(self.name(number))
    }

    /// Makes the first file, which must not exist.
    pub fn create_first(&self, mode: u32) -> io::Result<File> {
        self.directory.create(&self.name, mode)
    }

    /// Makes the file of the first free number from `number` on, and sets `number` to it.
    pub fn create(&mut self, number: &mut u32, mode: u32) -> io::Result<File> {
        for _ in 0..TRIES {
            let name = self.name(*number);
            let mut made = self.directory.create(&name, mode);
            if made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
                // The directory was deleted. There may be a new one.
                let path = self.path.parent().unwrap_or(Path::new("/"));
                self.directory = Arc::new(Directory::open(path)?);
                made = self.directory.create(&name, mode);
            }
            match made {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => *number += 1,
                made => return made,
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "no file name is free"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_before_the_extension() {
        for (name, number, due) in [
            ("room.wav", 0, "room.wav"),
            ("room.wav", 1, "room-0002.wav"),
            ("room", 9_998, "room-9999"),
            (".wav", 1, ".wav-0002"),
            ("a.b.wav", 99_999, "a.b-100000.wav"),
            ("room.wav", u32::MAX, "room-4294967296.wav"),
        ] {
            assert_eq!(numbered(OsStr::new(name), number), due);
        }
        let long = format!("{}.wav", "é".repeat(125));
        assert_eq!(numbered(OsStr::new(&long), 1), OsString::from(format!("{}-0002.wav", "é".repeat(123))));
    }

    #[test]
    fn the_first_of_a_number_is_found() {
        for (name, first) in [
            ("room-0002.wav", Some("room.wav")),
            ("room-10000", Some("room")),
            ("room-0002-0003.wav", Some("room-0002.wav")),
            ("room-0001.wav", None),
            ("room-02.wav", None),
            ("room-00002.wav", None),
            ("room-+002.wav", None),
            ("room.wav", None),
        ] {
            assert_eq!(first_of(OsStr::new(name)), first.map(OsString::from), "{name}");
        }
    }
}
