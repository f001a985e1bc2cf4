//! Marks in the stream of a line: where the samples after them belong, and notes of the host.

use crate::rt::index::JoinNumber;

/// A mark at a position of an in-ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The position in the in-ring of the sample after it.
    pub position: u64,
    /// The join whose stream it is.
    pub join: JoinNumber,
    /// What it says.
    pub kind: MarkKind,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Where the samples belong from here on to the next mark of this kind. Samples without a mark follow the ones
    /// before them.
    Samples {
        /// The media time of the first, in samples.
        media: u64,
        /// How the stream comes there.
        step: Step,
    },
    /// The host wants to know when this place is heard.
    Note(i64),
}

/// How a stream comes to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The media time says it: something is missing before the samples, or they come late, or twice.
    Media,
    /// As [`Step::Media`], and the sender has paused: what is missing was never sent.
    Talkspurt,
    /// The samples do not continue those before, and nobody knows what is missing: nothing is put in.
    Break,
    /// The sender's clock has another origin: as [`Step::Break`], after all that has come before.
    Origin,
}
