//! The files that a run writes: made in a directory beside their places, and moved there when all are whole.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::fail::Failure;
use crate::printable::printable;

/// The name of the file of events.
pub const EVENTS: &str = "events.jsonl";

/// The output file of a participant.
pub fn wav_name(stem: &OsStr) -> OsString {
    let mut name = stem.to_os_string();
    name.push(".wav");
    name
}

/// Makes `dir` if it is missing, and refuses to use it where a file of one of these names is one of the `inputs`.
pub fn prepare<'a>(
    dir: &Path,
    names: impl Iterator<Item = OsString>,
    inputs: impl Iterator<Item = &'a Path>,
) -> Result<(), Failure> {
    fs::create_dir_all(dir)
        .map_err(|error| Failure::at(dir, format!("cannot make this directory: {error}")))?;
    let inputs: HashSet<PathBuf> = inputs.filter_map(|input| fs::canonicalize(input).ok()).collect();
    for name in names {
        let output = dir.join(name);
        // What does not exist is no input.
        if fs::canonicalize(&output).is_ok_and(|output| inputs.contains(&output)) {
            return Err(Failure::Usage(format!(
                "{}: is an input and would be overwritten; choose another --out",
                printable(&output)
            )));
        }
    }
    Ok(())
}

/// A run's files on their way. Dropped before [`Staging::publish`], it removes them all.
#[derive(Debug)]
pub struct Staging {
    dir: PathBuf,
    staging: PathBuf,
    names: Vec<OsString>,
}

impl Staging {
    /// Makes, in `dir`, a directory for files that are not whole yet.
    pub fn new(dir: &Path) -> Result<Staging, Failure> {
        let mut attempt = 0;
        loop {
            let staging = dir.join(format!(".mixminus-{}-{attempt}.part", std::process::id()));
            match fs::create_dir(&staging) {
                Ok(()) => {
                    return Ok(Staging { dir: dir.into(), staging, names: Vec::new() });
                }
                // Left behind by a run that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
                Err(error) => return Err(Failure::at(dir, format!("cannot write here: {error}"))),
            }
        }
    }

    /// Where to write the file of this name for now.
    pub fn add(&mut self, name: OsString) -> PathBuf {
        let path = self.staging.join(&name);
        self.names.push(name);
        path
    }

    /// The failure to write a file that was added, with its final name.
    pub fn failure(&self, staged: &Path, error: impl fmt::Display) -> Failure {
        let name = staged.file_name().unwrap_or(staged.as_os_str());
        Failure::at(&self.dir.join(name), format!("cannot write: {error}"))
    }

    /// Moves every file to its place, over those of an earlier run.
    pub fn publish(self) -> Result<(), Failure> {
        for name in &self.names {
            let place = self.dir.join(name);
            fs::rename(self.staging.join(name), &place)
                .map_err(|error| Failure::at(&place, format!("cannot write: {error}")))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing can be done about what cannot be removed; it is hidden, and never taken for a result.
        let _ = fs::remove_dir_all(&self.staging);
    }
}
