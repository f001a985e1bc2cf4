//! The atomics and cells of our protocols: the core's, or loom's when the protocols are model-checked (`--cfg loom`).

#[cfg(not(loom))]
pub use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering, fence};
#[cfg(loom)]
pub use loom::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering, fence};

#[cfg(not(loom))]
pub use core::hint::spin_loop;
#[cfg(loom)]
pub use loom::thread::yield_now as spin_loop;

#[cfg(not(loom))]
type Inner<T> = core::cell::UnsafeCell<T>;
#[cfg(loom)]
type Inner<T> = loom::cell::UnsafeCell<T>;

/// A value whose users take turns by one of our protocols. Loom fails a model in which two of them could meet.
#[derive(Debug)]
pub struct Exclusive<T>(Inner<T>);

impl<T> Exclusive<T> {
    /// A value that is given out by a protocol from now on.
    pub fn new(value: T) -> Exclusive<T> {
        Exclusive(Inner::new(value))
    }

    /// Where the value is, for one whose turn it is to change it.
    #[inline(always)]
    pub fn change(&self) -> *mut T {
        #[cfg(not(loom))]
        {
            self.0.get()
        }
        #[cfg(loom)]
        {
            self.0.with_mut(|value| value)
        }
    }

    /// Where the value is, for those whose turn it is to look at it.
    #[inline(always)]
    pub fn look(&self) -> *const T {
        #[cfg(not(loom))]
        {
            self.0.get()
        }
        #[cfg(loom)]
        {
            self.0.with(|value| value)
        }
    }

    /// The value, of which there is no other user.
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: the cell is borrowed exclusively.
        unsafe { &mut *self.change() }
    }
}
