//! The samples of a WAV file, and what its header says.

/// The samples of a file, as one channel of 16 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The sample rate in the header.
    pub sample_rate_hz: u32,
    /// Channels of the file; several were averaged.
    pub channels: u16,
    /// The samples, at least one.
    pub samples: Vec<i16>,
    /// How many of them were beyond full scale and were clipped. Float files only.
    pub clipped: u64,
    /// How many of them were NaN and were replaced by silence. Float files only.
    pub not_numbers: u64,
    /// Whether the header gave the length.
    pub length: Length,
}

/// What a header says of the length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// It gave the length.
    #[default]
    Said,
    /// It gave no length, or one that means unknown: the file was read to its end.
    Unsaid,
    /// It gave a length beyond the end of the file: the file was read to its end.
    Beyond {
        /// Samples per channel.
        promised: u64,
    },
}

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// The sample rate in the header, whether it is possible or not.
    pub sample_rate_hz: u32,
    /// 1 … 256.
    pub channels: u16,
    /// Samples per channel; `None` if the length of the input is unknown.
    pub samples: Option<u64>,
    /// Bytes of all samples.
    pub bytes: Option<u64>,
    /// Whether the header gave the length.
    pub length: Length,
}

impl Recording {
    /// Remarks on the file: channels, clipped samples, NaN, wrong length.
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

    /// A remark if the header gave no length, or more than there is.
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
