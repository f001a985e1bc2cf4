//! A directory by its path, for systems where a file has no device and inode to identify it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Not known on this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity;

/// The condition of an open file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    pub identity: Identity,
    /// It has been deleted: not known.
    pub deleted: bool,
    /// Its length, bytes.
    pub bytes: u64,
}

/// A directory.
#[derive(Debug)]
pub struct Directory(PathBuf);

impl Directory {
    /// Checks that it exists.
    pub fn open(path: &Path) -> io::Result<Directory> {
        fs::read_dir(path).map(|_| Directory(path.to_owned()))
    }

    /// The same directory.
    pub fn another(&self) -> io::Result<Directory> {
        Ok(Directory(self.0.clone()))
    }

    /// Its canonical path.
    pub fn identity(&self) -> io::Result<PathBuf> {
        fs::canonicalize(&self.0)
    }

    /// Not checked on this system.
    pub fn check_writable(&self) -> io::Result<()> {
        Ok(())
    }

    /// Makes a file to read and write. Fails if the name exists.
    pub fn create(&self, name: &OsStr, _mode: u32) -> io::Result<File> {
        File::options().read(true).write(true).create_new(true).open(self.0.join(name))
    }

    /// Whether the name exists.
    pub fn find(&self, name: &OsStr) -> io::Result<Option<Identity>> {
        match fs::symlink_metadata(self.0.join(name)) {
            Ok(_) => Ok(Some(Identity)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Files have no such permissions on this system.
pub fn set_mode(_file: &File, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// The condition of an open file.
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

/// Writes bytes at an offset, as many as the system takes.
pub fn write_at(mut file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    file.seek(SeekFrom::Start(at))?;
    file.write(bytes)
}
