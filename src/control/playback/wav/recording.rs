//! The samples of a WAV file, and what its header says.

/// The samples of one file, as one channel of 16 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Samples a second, as the header says.
    pub sample_rate_hz: u32,
    /// How many channels the file has; more than one were averaged.
    pub channels: u16,
    /// The samples, at least one.
    pub samples: Vec<i16>,
    /// How many of them were beyond full scale, and clipped. Only float files have such.
    pub clipped: u64,
    /// How many of them were not a number, and taken as silence. Only float files have such.
    pub not_numbers: u64,
    /// Whether the file said how long it is.
    pub length: Length,
}

/// What a file says of its own length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// How long it is.
    #[default]
    Said,
    /// Nothing, or nothing that could be true: it was read to its end.
    Unsaid,
    /// More than there is: it was read to its end.
    Beyond {
        /// Samples a channel.
        promised: u64,
    },
}

/// What a header says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// Samples a second, as the header says, be it possible or not.
    pub sample_rate_hz: u32,
    /// 1 … 256.
    pub channels: u16,
    /// Samples of each channel that are there; `None` if only reading on will tell.
    pub samples: Option<u64>,
    /// Bytes of all of them.
    pub bytes: Option<u64>,
    /// Whether the file says so.
    pub length: Length,
}

impl Recording {
    /// What there is to know of the file: its channels, what was clipped or no number, and its length.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let Recording { channels, clipped, not_numbers, .. } = *self;
        [
            self.length_note(),
            (channels > 1).then(|| format!("{channels} channels, folded down to one (their average)")),
            (clipped > 0).then(|| format!("{clipped} samples beyond full scale, clipped")),
            (not_numbers > 0)
                .then(|| format!("{not_numbers} samples that are not numbers, taken as silence")),
        ]
        .into_iter()
        .flatten()
    }

    /// That the file did not say how long it is, or said more than there is.
    pub fn length_note(&self) -> Option<String> {
        let found = self.samples.len();
        match self.length {
            Length::Said => None,
            Length::Unsaid => Some("its header does not say how long it is; read to the end".into()),
            Length::Beyond { promised } => Some(format!(
                "its header promises {promised} samples, but only {found} are there; read to the end"
            )),
        }
    }
}
