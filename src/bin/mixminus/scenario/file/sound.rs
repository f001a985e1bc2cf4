//! The samples that a scenario names.

/// What the file of a voice or a prompt holds.
#[derive(Clone, Debug)]
pub struct Sound {
    /// At least one.
    pub samples: Vec<i16>,
    /// Their rate, Hz.
    pub rate_hz: u32,
}

/// What a file holds, by its name in the scenario; or why it cannot be read.
pub type Sounds<'a> = &'a dyn Fn(&str) -> Result<Sound, String>;
