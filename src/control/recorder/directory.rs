//! A directory that is held open. Files are made in it even if its path changes, or the process changes its working
//! directory.

use std::ffi::{CString, OsStr};
use std::fs::{File, Metadata};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Identifies a file on this machine, whatever its name: device and inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity(u64, u64);

/// The condition of an open file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    pub identity: Identity,
    /// It has been deleted.
    pub deleted: bool,
    /// Its length, bytes.
    pub bytes: u64,
}

/// An open directory.
#[derive(Debug)]
pub struct Directory(File);

// O_PATH reaches the entries without the right to list them.
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

    /// Another descriptor of the same directory.
    pub fn another(&self) -> io::Result<Directory> {
        self.0.try_clone().map(Directory)
    }

    /// Its device and inode.
    pub fn identity(&self) -> io::Result<Identity> {
        self.0.metadata().map(|of| identity(&of))
    }

    /// Checks that this process may make files in it.
    pub fn check_writable(&self) -> io::Result<()> {
        // SAFETY: the descriptor is open as long as `self.0`; the path is a C string literal.
        let answer = unsafe {
            libc::faccessat(self.0.as_raw_fd(), c".".as_ptr(), libc::W_OK | libc::X_OK, libc::AT_EACCESS)
        };
        if answer == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    /// Makes a file to read and write, with those permissions less the umask. Fails if the name exists; links are
    /// not followed.
    pub fn create(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        let name = CString::new(name.as_bytes())?;
        let flags = libc::O_RDWR | libc::O_CREAT | libc::O_EXCL | libc::O_NOFOLLOW | libc::O_CLOEXEC;
        loop {
            // SAFETY: the descriptor is open as long as `self.0`; `name` is a CString that outlives the call.
            let made =
                unsafe { libc::openat(self.0.as_raw_fd(), name.as_ptr(), flags, mode as libc::c_uint) };
            if made >= 0 {
                // SAFETY: openat has just returned this descriptor, so nothing else owns it.
                return Ok(unsafe { File::from_raw_fd(made) });
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
    }

    /// The file of that name, if it exists. A link is not followed.
    pub fn find(&self, name: &OsStr) -> io::Result<Option<Identity>> {
        let name = CString::new(name.as_bytes())?;
        // SAFETY: stat is plain data, for which all zeros is a value. The descriptor is open as long as `self.0`;
        // `name` and `found` outlive the call.
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

/// Sets the permissions of a file, whatever the umask.
pub fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    if file.metadata()?.mode() & 0o7777 == mode {
        return Ok(());
    }
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// The condition of an open file.
pub fn condition(file: &File) -> io::Result<Condition> {
    let of = file.metadata()?;
    Ok(Condition { identity: identity(&of), deleted: of.nlink() == 0, bytes: of.len() })
}

/// Returns true if a network file system has renamed the deleted file, to hide it until it is closed.
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

/// Returns true if the server has deleted the file.
pub fn is_stale(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ESTALE)
}

/// Writes bytes at an offset, as many as the system takes.
pub fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, at)
}
