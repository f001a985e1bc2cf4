//! EventSubject may touch one side of an object: a flag claimed by compare-and-swap, never waited for.

use super::atomics::{AtomicBool, Ordering};
use super::exclusive::Exclusive;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

/// A flag that one thread holds at a time.
///
/// Both the threads that use a side and the one that re-initialises it claim the flag by the same compare-and-swap,
/// so whoever gets it sees all that the last holder wrote (the release of the flag and the claim that follows
/// synchronise).
#[derive(Debug)]
pub struct Claim(AtomicBool);

impl Claim {
    /// A flag that nobody holds.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Claim {
        Claim(AtomicBool::new(false))
    }

    /// Takes the flag; `false`: another thread has it. Wait-free.
    #[must_use]
    pub fn take(&self) -> bool {
        self.0.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Gives the flag back. Only for the thread that took it.
    pub fn give_back(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// A value behind a [`Claim`]: whoever holds the claim may change it. On lines of its own, so that the threads of
/// different sides do not slow each other.
#[repr(C, align(64))]
pub struct Claimable<T> {
    claim: Claim,
    value: Exclusive<T>,
}

impl<T> Claimable<T> {
    /// A side that nobody holds.
    pub fn new(value: T) -> Claimable<T> {
        Claimable { claim: Claim::new(), value: Exclusive::new(value) }
    }

    /// The value, unless another thread has it. Wait-free.
    pub fn claim(&self) -> Option<ClaimGuard<'_, T>> {
        // Not `then_some`: that would make a `ClaimGuard` at once, and drop it, giving back what another thread holds.
        self.claim.take().then(|| ClaimGuard { owner: self, value: PhantomData })
    }
}

impl<T> fmt::Debug for Claimable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claimable").field("claim", &self.claim).finish_non_exhaustive()
    }
}

/// Exclusive use of a [`Claimable`]; given back when dropped. To other threads it is what it stands for, a `&mut T`: a shared
/// `ClaimGuard` gives out `&T`, so it may be shared only where `T` is `Sync`, which a `Claimable` does not ask for.
#[derive(Debug)]
pub struct ClaimGuard<'a, T> {
    owner: &'a Claimable<T>,
    value: PhantomData<&'a mut T>,
}

impl<T> Deref for ClaimGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: this `ClaimGuard` has the claim, so no other reference to the value exists but through it.
        unsafe { self.owner.value.get_ref() }
    }
}

impl<T> DerefMut for ClaimGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this `ClaimGuard` has the claim and is borrowed exclusively.
        unsafe { self.owner.value.get() }
    }
}

impl<T> Drop for ClaimGuard<'_, T> {
    fn drop(&mut self) {
        self.owner.claim.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimGuard, Claimable};
    use core::cell::Cell;

    /// A trait that every type has, and one that is `$auto` has twice: to ask for it is ambiguous then, and not compiled.
    macro_rules! lacks {
        ($lacks:ident, $auto:ident) => {
            trait $lacks<Marker> {
                fn check() {}
            }
            impl<T: ?Sized> $lacks<()> for T {}
            impl<T: ?Sized + $auto> $lacks<u8> for T {}
        };
    }
    lacks!(LacksSync, Sync);
    lacks!(LacksSend, Send);

    fn is_both<T: Send + Sync>() {}
    fn is_send<T: Send>() {}

    #[test]
    fn what_is_held_is_shared_and_sent_only_where_its_value_may_be() {
        is_both::<Claimable<u32>>();
        is_both::<ClaimGuard<'_, u32>>();
        // A value that passes from holder to holder need not be Sync; what is held of it is not, either.
        is_both::<Claimable<Cell<u32>>>();
        is_send::<ClaimGuard<'_, Cell<u32>>>();
        <ClaimGuard<'_, Cell<u32>> as LacksSync<_>>::check();
        <Claimable<*const u32> as LacksSync<_>>::check();
        <ClaimGuard<'_, *const u32> as LacksSync<_>>::check();
        <ClaimGuard<'_, *const u32> as LacksSend<_>>::check();
    }
}
