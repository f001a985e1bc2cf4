//! How a command fails: a message and an exit code.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use crate::printable::{printable, printable_lines};

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The arguments cannot be meant; nothing has been written. Exit code 2.
    Usage(String),
    /// The run failed. Exit code 1.
    Run(String),
}

impl Failure {
    /// A failed run because of the file at `path`.
    pub fn at(path: &Path, what: impl fmt::Display) -> Failure {
        Failure::of(&printable(path), what)
    }

    /// A failed run because of the named input or output.
    pub fn of(name: &str, what: impl fmt::Display) -> Failure {
        Failure::Run(format!("{name}: {what}"))
    }

    /// Prints it on standard error.
    pub fn print(&self) {
        // Where standard error is gone, the exit code still says it.
        let _ = writeln!(io::stderr(), "mixminus: {}", printable_lines(&self.to_string()));
    }

    /// The exit code of the process.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Run(_) => 1,
            Failure::Usage(_) => 2,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Run(what) => f.write_str(what),
            Failure::Usage(what) => write!(f, "{what}\n\nFor more information, try '--help'."),
        }
    }
}

impl From<mixminus::Error> for Failure {
    fn from(error: mixminus::Error) -> Failure {
        Failure::Run(format!("the engine refused: {error}"))
    }
}

impl From<mixminus::Status> for Failure {
    fn from(status: mixminus::Status) -> Failure {
        Failure::from(mixminus::Error::from(status))
    }
}
