//! A cell with one user at a time, which one of the protocols determines.

#[cfg(not(loom))]
type Inner<T> = core::cell::UnsafeCell<T>;
#[cfg(loom)]
type Inner<T> = loom::cell::UnsafeCell<T>;

/// A value with one user at a time. A protocol determines the user: a claim, a place in a queue, or a job of the open
/// round. Under loom, a model fails if two users overlap.
#[derive(Debug)]
pub struct Exclusive<T>(Inner<T>);

// SAFETY: a shared `Exclusive` gives out its value only by unsafe methods. Their callers ensure that one thread at a
// time uses it and sees what the last user wrote. So the value is only handed from thread to thread, which needs `T:
// Send`.
unsafe impl<T: Send> Sync for Exclusive<T> {}

impl<T> Exclusive<T> {
    /// Makes a value that a protocol guards from now on.
    pub fn new(value: T) -> Exclusive<T> {
        Exclusive(Inner::new(value))
    }

    /// Returns the value for writing.
    ///
    /// # Safety
    /// The protocol that guards the value makes the caller its only user for as long as the reference exists.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub unsafe fn get(&self) -> &mut T {
        #[cfg(not(loom))]
        let value = self.0.get();
        #[cfg(loom)]
        let value = self.0.with_mut(|value| value);
        // SAFETY: the caller guarantees that it is the only user while the reference exists.
        unsafe { &mut *value }
    }

    /// Returns the value for reading.
    ///
    /// # Safety
    /// The protocol that guards the value prevents every change to it for as long as the reference exists.
    #[inline(always)]
    pub unsafe fn get_ref(&self) -> &T {
        #[cfg(not(loom))]
        let value = self.0.get().cast_const();
        #[cfg(loom)]
        let value = self.0.with(|value| value);
        // SAFETY: the caller guarantees that no thread changes the value while the reference exists.
        unsafe { &*value }
    }

    /// Returns the value for writing; the cell is borrowed exclusively.
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: `&mut self` borrows the cell exclusively, so the caller is the only user.
        unsafe { self.get() }
    }
}
