//! The samples of a sound at one rate, and the order in which they play once or as a loop.

/// The order in which samples play: from `start` to `to`, then from `from` to `to` repeatedly. If `from` is not before
/// `to`, they play once from `from` to the end of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Track {
    /// The first that plays.
    pub start: u32,
    /// The first of the loop.
    pub from: u32,
    /// The one after the last of the loop.
    pub to: u32,
}

impl Track {
    /// A loop of all `len` samples.
    pub fn whole(len: u32) -> Track {
        Track { start: 0, from: 0, to: len }
    }

    /// Samples of the loop; 0 if there is none.
    pub fn cycle(&self) -> u32 {
        self.to.saturating_sub(self.from)
    }

    /// The index of the sample after `samples` played ones.
    pub fn after(&self, samples: u64) -> u32 {
        let at = u64::from(self.start).saturating_add(samples);
        let (from, to) = (u64::from(self.from), u64::from(self.to));
        if at < to {
            return at as u32;
        }
        let beyond = at - to;
        (from + beyond.checked_rem(u64::from(self.cycle())).unwrap_or(beyond)) as u32
    }
}

/// The arrangement of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The samples play in order, once and as a loop.
    Plain,
    /// First the samples up to `cut`; then the seam, `tail` samples that end a period and `head` that begin one;
    /// then the remaining samples.
    Seam {
        /// Samples before the seam.
        cut: u64,
        /// Those that end a period.
        tail: u64,
        /// Those that begin one.
        head: u64,
    },
    /// First the samples for playing once; then `periods` periods, which are `samples` samples.
    Periods {
        /// Periods that are stored.
        periods: u64,
        /// Their samples.
        samples: u64,
    },
}

/// The samples of a sound at one rate.
#[derive(Debug)]
pub struct StoredSound {
    data: Box<[i16]>,
    /// Samples when it plays once.
    once: u64,
    form: Form,
}

impl StoredSound {
    /// Samples in that arrangement, of which `once` play if it plays once.
    pub fn new(data: Box<[i16]>, once: u64, form: Form) -> StoredSound {
        StoredSound { data, once, form }
    }

    /// All stored samples.
    pub fn data(&self) -> &[i16] {
        &self.data
    }

    /// Samples when it plays once.
    pub fn samples(&self) -> u64 {
        self.once
    }

    /// The order in which the samples play `times` times (0: without end), and how many they are.
    pub fn track(&self, times: u32) -> (Track, u64) {
        let len = self.data.len() as u64;
        let track =
            |start: u64, from: u64, to: u64| Track { start: start as u32, from: from as u32, to: to as u32 };
        let total = |samples: u64, periods: u64| match times {
            0 => u64::MAX,
            _ => (2 * samples * u64::from(times) + periods).checked_div(2 * periods).unwrap_or(0),
        };
        match (self.form, times) {
            (Form::Plain, _) => (track(0, 0, len), total(len, 1)),
            (Form::Seam { cut, tail, head }, 1) => (track(0, cut + tail + head, cut), self.once),
            (Form::Seam { cut, tail, head }, _) => {
                (track(cut + tail, head, cut + tail + head), total(cut + tail, 1))
            }
            (Form::Periods { .. }, 1) => (track(0, 0, self.once), self.once),
            (Form::Periods { periods, samples }, _) => {
                (track(self.once, self.once, len), total(samples, periods))
            }
        }
    }
}
