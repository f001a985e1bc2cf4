//! Checks of ranges and lengths.

use crate::error::{Error, Result, Status};

/// The longest account name, environment name and conference id, in bytes. The shortest is 1.
pub const MAX_NAME_BYTES: usize = 255;

/// `value` if it lies in `low ..= high`, else an error that names it.
pub(crate) fn in_range(name: &str, value: u32, low: u32, high: u32) -> Result<()> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::new(Status::InvalidArgument, format!("{name}: {value}, must be {low} to {high}")))
}

/// A name of 1 … 255 bytes, else an error that names it.
pub(crate) fn check_name(name: &str, bytes: &[u8]) -> Result<()> {
    if (1..=MAX_NAME_BYTES).contains(&bytes.len()) {
        return Ok(());
    }
    Err(Error::new(
        Status::InvalidArgument,
        format!("{name}: length {}, must be 1 to {MAX_NAME_BYTES}", bytes.len()),
    ))
}
