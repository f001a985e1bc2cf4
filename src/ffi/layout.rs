//! How the structs of the ABI grow: `struct_size` and what follows from it.
//!
//! Every struct begins with its size as the host was compiled with it. The rule, in both directions:
//! - a host older than the library passes less than the library knows: the missing end has its default;
//! - a host newer than the library passes more: that is refused unless all that the library does not know is zero,
//!   and a field that is added later means, when it is zero, what the library did before it.

use std::mem::MaybeUninit;
use std::ptr;

use super::fault::Fault;

/// The largest `struct_size` that is believed. More is a value that was never initialised.
const MAX_STRUCT_SIZE: usize = 4096;

/// Every size is a multiple of this, so that a field of any type may be added at the end without a gap before it.
const GRAIN: usize = 8;

/// Plain data of the ABI.
///
/// # Safety
/// `repr(C)`; the size is a multiple of 8; all fields are integers, raw pointers and arrays of these; there are no
/// padding bytes. So any bytes are a value, and every byte of a value is initialised.
pub(crate) unsafe trait Plain: Copy {
    /// What C calls it.
    const NAME: &'static str;
    /// Its size in the first version that had it: where the first field that was added later begins.
    const FIRST_SIZE: usize = size_of::<Self>();
}

/// A struct of the ABI that tells its own size.
///
/// # Safety
/// Its first field is `struct_size: u32`.
pub(crate) unsafe trait Versioned: Plain {
    /// What `_init` makes of it, but for `struct_size`.
    fn initial() -> Self;
}

/// Checks what a host gives as its size of `T`, be it a `struct_size` or the size of an array's elements.
pub(crate) fn check_size<T: Plain>(size: usize) -> Result<usize, Fault> {
    let plausible = (T::FIRST_SIZE..=MAX_STRUCT_SIZE).contains(&size) && size.is_multiple_of(GRAIN);
    if plausible { Ok(size) } else { Err(Fault::StructSize(T::NAME, size, size_of::<T>())) }
}

/// What `_init` does: defaults in what both sides know, zero in what only the host knows.
///
/// # Safety
/// `place` is NULL or good for a write of `size` bytes.
pub(crate) unsafe fn init<T: Versioned>(place: *mut T, name: &'static str, size: usize) -> Result<(), Fault> {
    if place.is_null() {
        return Err(Fault::Null(name));
    }
    let size = check_size::<T>(size)?;
    // SAFETY: not NULL, and `size` bytes are writable as the caller promised.
    unsafe { store(place, size, T::initial()) };
    Ok(())
}

/// Reads a struct that the host has filled in.
///
/// # Safety
/// `place` is NULL, or 4 bytes can be read from it and then as many as they say.
pub(crate) unsafe fn load<T: Versioned>(place: *const T, name: &'static str) -> Result<T, Fault> {
    // SAFETY: as the caller promised.
    let size = unsafe { declared_size::<T>(place, name) }?;
    let known = size.min(size_of::<T>());
    let mut value = T::initial();
    // SAFETY: `known` bytes are readable and not more than `value` has; any bytes are a value of `T`.
    unsafe { ptr::copy_nonoverlapping(place.cast::<u8>(), (&raw mut value).cast::<u8>(), known) };
    for offset in known..size {
        // SAFETY: `offset` is below `size`, which the caller promised to be readable.
        if unsafe { place.cast::<u8>().add(offset).read() } != 0 {
            return Err(Fault::UnknownTail(T::NAME, size, known));
        }
    }
    Ok(value)
}

/// A struct that a call fills in, checked before the call does anything.
#[derive(Debug)]
pub(crate) struct Target<T> {
    place: *mut T,
    size: usize,
}

impl<T: Versioned> Target<T> {
    /// Checks `place` and the `struct_size` that the host has set there.
    ///
    /// # Safety
    /// As for [`load`]; and as many bytes can be written for as long as the `Target` lives.
    pub(crate) unsafe fn new(place: *mut T, name: &'static str) -> Result<Target<T>, Fault> {
        // SAFETY: as the caller promised.
        let size = unsafe { declared_size::<T>(place, name) }?;
        Ok(Target { place, size })
    }

    /// Writes as much of `value` as the host has room for, and zero behind what this library knows.
    pub(crate) fn fill(&self, value: T) {
        // SAFETY: whoever made the target promised that `size` bytes are writable.
        unsafe { store(self.place, self.size, value) }
    }
}

/// # Safety
/// As for [`load`].
unsafe fn declared_size<T: Versioned>(place: *const T, name: &'static str) -> Result<usize, Fault> {
    if place.is_null() {
        return Err(Fault::Null(name));
    }
    // SAFETY: not NULL, so at least 4 bytes are readable; they need not be aligned.
    let size = unsafe { place.cast::<u32>().read_unaligned() };
    check_size::<T>(size as usize)
}

/// # Safety
/// `size` bytes can be written to `place`; `check_size` has accepted `size`.
unsafe fn store<T: Versioned>(place: *mut T, size: usize, value: T) {
    // SAFETY: as the caller promised.
    unsafe { copy_out(place.cast(), size, &value) };
    // SAFETY: `size` is at least the 4 bytes of `struct_size`; it fits them, being at most 4096.
    unsafe { place.cast::<u32>().write_unaligned(size as u32) };
}

/// Writes as much of `value` as fits `size` bytes, and zero behind it.
///
/// # Safety
/// `size` bytes can be written to `place`.
pub(crate) unsafe fn copy_out<T: Plain>(place: *mut u8, size: usize, value: &T) {
    let known = size.min(size_of::<T>());
    let bytes = ptr::from_ref(value).cast::<MaybeUninit<u8>>();
    // SAFETY: `known` bytes lie within both; a local value cannot overlap the host's struct.
    unsafe { ptr::copy_nonoverlapping(bytes, place.cast(), known) };
    // SAFETY: `known` is at most `size`.
    unsafe { ptr::write_bytes(place.add(known), 0, size - known) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[repr(C)]
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Second {
        struct_size: u32,
        old: u32,
        new: u64,
    }

    // SAFETY: the 64-bit integer lies at 8, behind two of 32 bits: no padding.
    unsafe impl Plain for Second {
        const NAME: &'static str = "second";
        const FIRST_SIZE: usize = std::mem::offset_of!(Second, new);
    }

    // SAFETY: it begins with its size.
    unsafe impl Versioned for Second {
        fn initial() -> Second {
            Second { struct_size: 0, old: 1, new: 2 }
        }
    }

    fn load_words(words: &[u32]) -> Result<Second, Fault> {
        assert!(words[0] as usize <= size_of_val(words) || check_size::<Second>(words[0] as usize).is_err());
        // SAFETY: the size is that of the slice at most, or one that is refused unread.
        unsafe { load(words.as_ptr().cast::<Second>(), "second") }
    }

    #[test]
    fn a_missing_end_has_its_default() {
        assert_eq!(load_words(&[8, 70]), Ok(Second { struct_size: 8, old: 70, new: 2 }));
        assert_eq!(load_words(&[16, 70, 80, 0]), Ok(Second { struct_size: 16, old: 70, new: 80 }));
    }

    #[test]
    fn an_unknown_end_must_be_zero() {
        assert_eq!(load_words(&[24, 70, 80, 0, 0, 0]).map(|s| s.new), Ok(80));
        assert_eq!(load_words(&[24, 70, 80, 0, 0, 1]), Err(Fault::UnknownTail("second", 24, 16)));
    }

    #[test]
    fn sizes_that_no_version_has_are_refused() {
        for size in [0, 4, 7, 9, 12, 4097, 4104, u32::MAX] {
            let fault = Fault::StructSize("second", size as usize, 16);
            assert_eq!(load_words(&[size, 0, 0, 0]), Err(fault), "{size}");
        }
    }

    #[test]
    fn only_the_host_s_bytes_are_written() {
        let mut words = [8, 7, 7, 7, 7, 7, 7, 7];
        let place = words.as_mut_ptr().cast::<Second>();
        // SAFETY: the slice has room for either size.
        unsafe { Target::new(place, "second") }.unwrap().fill(Second::initial());
        assert_eq!(words, [8, 1, 7, 7, 7, 7, 7, 7]);
        let place = words.as_mut_ptr().cast::<Second>();
        // SAFETY: as above.
        unsafe { init(place, "second", 24) }.unwrap();
        assert_eq!(words, [24, 1, 2, 0, 0, 0, 7, 7]);
    }
}
