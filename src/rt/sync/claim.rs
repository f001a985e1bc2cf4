//! Exclusive use of a value: a flag that is claimed by compare-and-swap. No thread waits for it.

use super::atomics::{AtomicBool, Ordering};
use super::exclusive::Exclusive;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

/// A flag that at most one thread holds.
///
/// All users of the value claim the flag by the same compare-and-swap, including the thread that re-initializes it. A
/// claim (acquire) synchronizes with the release of the flag by the last holder, so the new holder sees all that the
/// last one wrote.
#[derive(Debug)]
pub struct Claim(AtomicBool);

impl Claim {
    /// A flag that no thread holds.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Claim {
        Claim(AtomicBool::new(false))
    }

    /// Takes the flag. Returns false if another thread holds it. Wait-free.
    #[must_use]
    pub fn take(&self) -> bool {
        self.0.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Gives the flag back. Only for the thread that took it.
    pub fn give_back(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// A value behind a [`Claim`]: only the holder of the claim has access. It is aligned to a cache line, so that the
/// threads of neighbouring values do not slow each other.
#[repr(C, align(64))]
pub struct Claimable<T> {
    claim: Claim,
    value: Exclusive<T>,
}

impl<T> Claimable<T> {
    /// A value that no thread holds.
    pub fn new(value: T) -> Claimable<T> {
        Claimable { claim: Claim::new(), value: Exclusive::new(value) }
    }

    /// Claims the value. Returns `None` if another thread holds it. Wait-free.
    pub fn claim(&self) -> Option<ClaimGuard<'_, T>> {
        // Not `then_some`: that would make a guard in any case, and dropping it would release the claim of another
        // thread.
        self.claim.take().then(|| ClaimGuard { owner: self, value: PhantomData })
    }
}

impl<T> fmt::Debug for Claimable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claimable").field("claim", &self.claim).finish_non_exhaustive()
    }
}

/// Exclusive use of a [`Claimable`], which ends when the guard is dropped. For `Send` and `Sync` it counts as a `&mut
/// T`: a shared guard gives out `&T`, so it may be shared only if `T` is `Sync`, which `Claimable` does not require.
#[derive(Debug)]
pub struct ClaimGuard<'a, T> {
    owner: &'a Claimable<T>,
    value: PhantomData<&'a mut T>,
}

impl<T> Deref for ClaimGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: this guard holds the claim, which `Claim::take` gives to one thread at a time, so the only references
        // to the value are borrowed from this guard. This one borrows it shared.
        unsafe { self.owner.value.get_ref() }
    }
}

impl<T> DerefMut for ClaimGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this guard holds the claim, which `Claim::take` gives to one thread at a time, and it is borrowed
        // exclusively, so no other reference to the value exists.
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

    /// A trait that every type implements once, and a type with `$auto` twice. For the latter a call is ambiguous and
    /// does not compile.
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
        // A value that passes from holder to holder need not be `Sync`; then its guard is not `Sync` either.
        is_both::<Claimable<Cell<u32>>>();
        is_send::<ClaimGuard<'_, Cell<u32>>>();
        <ClaimGuard<'_, Cell<u32>> as LacksSync<_>>::check();
        <Claimable<*const u32> as LacksSync<_>>::check();
        <ClaimGuard<'_, *const u32> as LacksSync<_>>::check();
        <ClaimGuard<'_, *const u32> as LacksSend<_>>::check();
    }
}
