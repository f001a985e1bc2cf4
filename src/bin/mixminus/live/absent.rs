//! In place of the sound card where the program was built without.

use super::{Args, INSTEAD};
use crate::fail::Failure;

/// Says what is missing.
pub fn run(_: &Args) -> Result<(), Failure> {
    Err(Failure::Run(format!(
        "this program was built without sound cards; build it with `cargo build --release --features sound-card`, \
         which on Debian and Ubuntu takes the packages libasound2-dev and pkg-config; {INSTEAD}"
    )))
}
