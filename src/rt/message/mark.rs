//! Marks in the stream of a line: where the samples after them belong, and notes of the host.

/// A mark at a position of an in-ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The position in the in-ring of the sample after it.
    pub position: u64,
    /// What it says.
    pub kind: MarkKind,
    /// The media time of the sample after it, in samples; or the value of a note.
    pub value: u64,
    /// The join whose stream it is: the lower bits of its number.
    pub join: u16,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Where the samples belong from here on to the next mark of this kind. Samples without a mark follow the ones
    /// before them.
    Samples(Step),
    /// The host wants to know when this place is heard.
    Note,
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
