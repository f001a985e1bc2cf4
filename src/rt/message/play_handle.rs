//! The handle that passes a play between the control layer and the tick, and the selection of plays in a queue.

/// Owns a node that is in no queue.
#[derive(Debug, PartialEq, Eq)]
pub struct PlayHandle(u32);

impl PlayHandle {
    /// Makes the handle of node `index`.
    ///
    /// # Safety
    /// The node is in no queue, and there is no other handle to it.
    pub unsafe fn from_index(index: u32) -> PlayHandle {
        PlayHandle(index)
    }

    /// The index of the node, the same in the control layer and in the tick.
    pub fn index(&self) -> u32 {
        self.0
    }
}

/// Selects nodes of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaySelection {
    /// All nodes.
    All,
    /// The node of the play with this number.
    Number(u64),
    /// The node with this index.
    Node(u32),
}

impl PlaySelection {
    /// Selects the play with this number; 0: all.
    pub fn of(number: u64) -> PlaySelection {
        if number == 0 { PlaySelection::All } else { PlaySelection::Number(number) }
    }
}
