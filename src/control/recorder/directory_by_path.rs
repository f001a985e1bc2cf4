//! A directory by its path, on systems where files have no device and inode to be known by.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Not known on this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity;

/// How it stands with a file that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    pub identity: Identity,
    /// It has no name any more: not known.
    pub deleted: bool,
    /// Its length, bytes.
    pub bytes: u64,
}

/// A directory.
#[derive(Debug)]
pub struct Directory(PathBuf);

impl Directory {
    /// Checks that it is there.
    pub fn open(path: &Path) -> io::Result<Directory> {
        fs::read_dir(path).map(|_| Directory(path.to_owned()))
    }

    /// The same directory.
    pub fn another(&self) -> io::Result<Directory> {
        Ok(Directory(self.0.clone()))
    }

    /// Which it is.
    pub fn identity(&self) -> io::Result<PathBuf> {
        fs::canonicalize(&self.0)
    }

    /// Not asked on this system.
    pub fn check_writable(&self) -> io::Result<()> {
        Ok(())
    }

    /// Makes a file of that name, to read and write. Fails if there is anything of that name.
    pub fn create(&self, name: &OsStr, _mode: u32) -> io::Result<File> {
        File::options().read(true).write(true).create_new(true).open(self.0.join(name))
    }

    /// Whether there is anything of that name.
    pub fn find(&self, name: &OsStr) -> io::Result<Option<Identity>> {
        match fs::symlink_metadata(self.0.join(name)) {
            Ok(_) => Ok(Some(Identity)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// TrackFiles have no such permissions here.
pub fn set_mode(_file: &File, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// How it stands with a file.
pub fn condition(file: &File) -> io::Result<Condition> {
    Ok(Condition { identity: Identity, deleted: false, bytes: file.metadata()?.len() })
}

/// Not known on this system.
pub fn is_hidden(_file: &File) -> bool {
    true
}

/// Not known on this system.
pub fn is_stale(_error: &io::Error) -> bool {
    false
}

/// Writes at a place of a file as much as the system takes.
pub fn write_at(mut file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.seek(SeekFrom::Start(at))?;
    file.write(bytes)
}
