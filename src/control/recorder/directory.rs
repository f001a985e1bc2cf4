//! A directory that is held open: what is made in it is made there, whatever becomes of its path and of the process's own
//! directory.

use std::ffi::{CString, OsStr};
use std::fs::{File, Metadata};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// A file of this machine, by whatever name: its device and its inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity(u64, u64);

/// How it stands with a file that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    pub identity: Identity,
    /// It has no name any more.
    pub deleted: bool,
    /// Its length, bytes.
    pub bytes: u64,
}

/// An open directory.
#[derive(Debug)]
pub struct Directory(File);

// Only to reach its entries; that needs no right to list them.
#[cfg(any(target_os = "linux", target_os = "android"))]
const OPEN: i32 = libc::O_PATH | libc::O_DIRECTORY;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const OPEN: i32 = libc::O_DIRECTORY;

fn identity(of: &Metadata) -> Identity {
    Identity(of.dev(), of.ino())
}

impl Directory {
    /// Opens it.
    pub fn open(path: &Path) -> io::Result<Directory> {
        File::options().read(true).custom_flags(OPEN).open(path).map(Directory)
    }

    /// The same directory, by a descriptor of its own.
    pub fn another(&self) -> io::Result<Directory> {
        self.0.try_clone().map(Directory)
    }

    /// Which it is.
    pub fn identity(&self) -> io::Result<Identity> {
        self.0.metadata().map(|of| identity(&of))
    }

    /// Whether this process may make files in it.
    pub fn check_writable(&self) -> io::Result<()> {
        // SAFETY: the descriptor is open, the path ends in NUL.
        let answer = unsafe {
            libc::faccessat(self.0.as_raw_fd(), c".".as_ptr(), libc::W_OK | libc::X_OK, libc::AT_EACCESS)
        };
        if answer == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    /// Makes a file of that name, to read and write, with those permissions less the umask. Fails if there is anything of
    /// that name; a link is not followed.
    pub fn create(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        let name = CString::new(name.as_bytes())?;
        let flags = libc::O_RDWR | libc::O_CREAT | libc::O_EXCL | libc::O_NOFOLLOW | libc::O_CLOEXEC;
        loop {
            // SAFETY: the directory's descriptor is open, the name ends in NUL.
            let made =
                unsafe { libc::openat(self.0.as_raw_fd(), name.as_ptr(), flags, mode as libc::c_uint) };
            if made >= 0 {
                // SAFETY: openat has just made this descriptor, and nobody else has it.
                return Ok(unsafe { File::from_raw_fd(made) });
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
    }

    /// What has that name, if there is such a thing; of a link, the link.
    pub fn find(&self, name: &OsStr) -> io::Result<Option<Identity>> {
        let name = CString::new(name.as_bytes())?;
        // SAFETY: stat is plain bits, for which all zero is a value; the descriptor is open, the name ends in NUL.
        let (answer, found) = unsafe {
            let mut found: libc::stat = std::mem::zeroed();
            let flags = libc::AT_SYMLINK_NOFOLLOW;
            (libc::fstatat(self.0.as_raw_fd(), name.as_ptr(), &raw mut found, flags), found)
        };
        if answer == 0 {
            #[allow(clippy::unnecessary_cast, reason = "the types differ between systems")]
            return Ok(Some(Identity(found.st_dev as u64, found.st_ino as u64)));
        }
        let error = io::Error::last_os_error();
        if error.kind() == io::ErrorKind::NotFound { Ok(None) } else { Err(error) }
    }
}

/// Gives a file those permissions, whatever the umask.
pub fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    if file.metadata()?.mode() & 0o7777 == mode {
        return Ok(());
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// How it stands with a file.
pub fn condition(file: &File) -> io::Result<Condition> {
    let of = file.metadata()?;
    Ok(Condition { identity: identity(&of), deleted: of.nlink() == 0, bytes: of.len() })
}

/// Whether a file's name is one under which a network file system hides a deleted file until it is closed.
#[cfg(target_os = "linux")]
pub fn is_hidden(file: &File) -> bool {
    let path = std::fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd()));
    let starts =
        |name: &OsStr| [&b".nfs"[..], b".fuse_hidden"].iter().any(|p| name.as_bytes().starts_with(p));
    path.is_ok_and(|path| path.file_name().is_some_and(starts))
}

/// Not known on this system.
#[cfg(not(target_os = "linux"))]
pub fn is_hidden(_file: &File) -> bool {
    false
}

/// Whether an error says that the server has deleted the file.
pub fn is_stale(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ESTALE)
}

/// Writes at a place of a file as much as the system takes.
pub fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, at)
}
