//! Marks in the stream of a line: where the samples after them belong.

use crate::rt::index::JoinNumber;

/// Says where the samples of an in-ring belong, from one position on to the next mark. Samples without a mark follow
/// the ones before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The position in the in-ring of the first sample that it speaks of.
    pub position: u64,
    /// The media time of that sample, in samples; a join's media time begins with its in-ring position.
    pub media: u64,
    /// The join whose stream it is.
    pub join: JoinNumber,
    /// How the stream comes there.
    pub step: Step,
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
