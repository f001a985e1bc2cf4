//! The file of a scenario: from its bytes to what is played, or to the place of a mistake and what was expected there.
//!
//! Stands on its own (toml, serde, the library, std, and `network/impairments.rs`), so that it can be fuzzed; what files
//! hold that it names is asked of a function.

mod check;
mod events;
mod form;
mod lines;
mod mistake;
pub mod script;
mod sound;
mod steps;

pub use mistake::Mistake;
pub use sound::{Sound, Sounds};

use self::script::Script;

/// Checks a scenario that may last `max_samples` at most.
pub fn parse(bytes: &[u8], max_samples: usize, sounds: Sounds<'_>) -> Result<Script, Mistake> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (good, _) = bytes.split_at(error.valid_up_to());
        let good = String::from_utf8_lossy(good);
        Mistake::at(&good, good.len()..good.len(), "a byte that is not UTF-8: the file must be UTF-8 text")
    })?;
    let file: form::File = toml::from_str(text)
        .map_err(|error| Mistake::at(text, error.span().unwrap_or(0..0), error.message()))?;
    check::script(text, &file, max_samples, sounds)
}
