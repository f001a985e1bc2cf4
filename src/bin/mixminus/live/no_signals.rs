//! Signals where the system has none of Unix's.

use std::io;

/// Nothing is waited for.
pub fn watch() -> io::Result<()> {
    Ok(())
}

/// No signal ends the program.
pub fn ended_by() -> Option<i32> {
    None
}

/// Nor stops it.
pub fn is_to_stop() -> bool {
    false
}

/// So it never continues.
pub fn has_continued() -> bool {
    false
}

/// The program goes on.
pub fn stop() {}

/// Ends the program.
pub fn die_of(signal: i32) -> ! {
    std::process::exit(128 + signal)
}
