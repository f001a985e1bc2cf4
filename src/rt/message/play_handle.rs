//! Plays on their way: the handle of a play, which owns it, and how plays are named.

/// The owner of a node that is in no queue.
#[derive(Debug, PartialEq, Eq)]
pub struct PlayHandle(u32);

impl PlayHandle {
    /// The handle of the node of that index.
    ///
    /// # Safety
    /// The node is in no queue, and there is no other handle to it.
    pub unsafe fn from_index(index: u32) -> PlayHandle {
        PlayHandle(index)
    }

    /// The index of the node, by which control layer and tick both know it.
    pub fn index(&self) -> u32 {
        self.0
    }
}

/// Which nodes of a queue are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaySelection {
    /// All.
    All,
    /// The one whose play has that number.
    Number(u64),
    /// The one of this index.
    Node(u32),
}

impl PlaySelection {
    /// The play of that number; 0: all.
    pub fn of(number: u64) -> PlaySelection {
        if number == 0 { PlaySelection::All } else { PlaySelection::Number(number) }
    }
}
