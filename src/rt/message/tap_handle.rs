//! The handle that passes a tap between the control layer and the tick.

/// Owns a tap that is in no list.
#[derive(Debug, PartialEq, Eq)]
pub struct TapHandle(u32);

impl TapHandle {
    /// Makes the handle of the tap in the cell `index`.
    ///
    /// # Safety
    /// The tap is in no list, and there is no other handle to it.
    pub unsafe fn from_index(index: u32) -> TapHandle {
        TapHandle(index)
    }

    /// The index of the tap's cell.
    pub fn index(&self) -> u32 {
        self.0
    }
}
