//! The file of a scenario: from its bytes to what is played, or to the place of a mistake and what was expected there.
//!
//! Stands on its own (toml, serde, the library and std), so that it can be fuzzed; what files hold that it names is
//! asked of a function.

mod check;
mod events;
mod form;
pub mod script;

use std::fmt;
use std::ops::Range;

use self::script::Script;

/// What the file of a voice or a prompt holds.
#[derive(Clone, Debug)]
pub struct Sound {
    /// At least one.
    pub samples: Vec<i16>,
    /// Their rate, Hz.
    pub rate_hz: u32,
}

/// What a file holds, by its name in the scenario; or why that cannot be told.
pub type Sounds<'a> = &'a dyn Fn(&str) -> Result<Sound, String>;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What was expected, on one line.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl Mistake {
    /// A mistake at a place of `text`.
    fn at(text: &str, span: Range<usize>, message: &str) -> Mistake {
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Mistake { line, column, message: message.replace(['\n', '\r'], " ") }
    }
}

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
