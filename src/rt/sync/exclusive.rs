//! A cell with one user at a time, who is found by one of our protocols.

#[cfg(not(loom))]
type Inner<T> = core::cell::UnsafeCell<T>;
#[cfg(loom)]
type Inner<T> = loom::cell::UnsafeCell<T>;

/// A value with one user at a time. A protocol says who that is: a claim, a place in a queue, a job of the open round. Loom
/// fails a model in which two users could meet.
#[derive(Debug)]
pub struct Exclusive<T>(Inner<T>);

// SAFETY: a shared `Exclusive` gives out its value by unsafe methods only, whose callers see to it that one thread at a
// time has it and that the next one sees what the last one did. So it hands a `T` from thread to thread.
unsafe impl<T: Send> Sync for Exclusive<T> {}

impl<T> Exclusive<T> {
    /// A value that a protocol guards from now on.
    pub fn new(value: T) -> Exclusive<T> {
        Exclusive(Inner::new(value))
    }

    /// The value, to change.
    ///
    /// # Safety
    /// The protocol that guards the value has made the caller its only user for as long as the reference is alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub unsafe fn get(&self) -> &mut T {
        #[cfg(not(loom))]
        let value = self.0.get();
        #[cfg(loom)]
        let value = self.0.with_mut(|value| value);
        // SAFETY: the caller is the only user.
        unsafe { &mut *value }
    }

    /// The value, to read.
    ///
    /// # Safety
    /// The protocol that guards the value lets nobody change it as long as the reference is alive.
    #[inline(always)]
    pub unsafe fn get_ref(&self) -> &T {
        #[cfg(not(loom))]
        let value = self.0.get().cast_const();
        #[cfg(loom)]
        let value = self.0.with(|value| value);
        // SAFETY: nobody changes the value.
        unsafe { &*value }
    }

    /// The value, which is borrowed exclusively.
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: the cell is borrowed exclusively, so the caller is the only user.
        unsafe { self.get() }
    }
}
