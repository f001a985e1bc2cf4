//! Pointers from C to structs and to arrays of structs, as types that carry what the host promises of them, like those
//! of [`pointer`](super::pointer). Host and library may differ in the size of a struct:
//! [`abi_struct`](super::abi_struct) has the rule.

use std::marker::PhantomData;
use std::ptr;
use std::slice;

use super::abi_struct::{AbiStruct, GRAIN, SizedStruct};
use super::invalid_argument::InvalidArgument;
use super::pointer::{Length, Place};

/// The largest `struct_size` that is believed. More is a value that was never initialised.
const MAX_STRUCT_SIZE: usize = 4096;

/// `sizeof` of a struct as the host was compiled with it: of the struct, or of the array's elements, that the same call
/// points to.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct SizeOf<T>(usize, PhantomData<T>);

impl<T: AbiStruct> SizeOf<T> {
    fn check(self) -> Result<usize, InvalidArgument> {
        check_size::<T>(self.0)
    }
}

/// Checks what a host gives as its size of `T`.
fn check_size<T: AbiStruct>(size: usize) -> Result<usize, InvalidArgument> {
    let plausible = (T::FIRST_SIZE..=MAX_STRUCT_SIZE).contains(&size) && size.is_multiple_of(GRAIN);
    if plausible { Ok(size) } else { Err(InvalidArgument::StructSize(T::NAME, size, size_of::<T>())) }
}

/// A struct for `_init` to fill: NULL, or writable for `'a` for as many bytes as the [`SizeOf`] of the same call says.
#[repr(transparent)]
#[derive(Debug)]
pub struct NewStruct<'a, T>(*mut T, PhantomData<&'a mut T>);

impl<T: SizedStruct> NewStruct<'_, T> {
    /// Writes defaults to what both sides know, zero to what only the host knows.
    pub(crate) fn init(self, name: &'static str, size: SizeOf<T>) -> Result<(), InvalidArgument> {
        if self.0.is_null() {
            return Err(InvalidArgument::Null(name));
        }
        let size = size.check()?;
        // SAFETY: not NULL, so the host lets `size` bytes be written here.
        unsafe { store(self.0, size, T::initial()) };
        Ok(())
    }
}

/// A struct that the call reads: NULL, or readable for `'a` for 4 bytes and then for as many as they say.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct InStruct<'a, T>(*const T, PhantomData<&'a T>);

impl<T: SizedStruct> InStruct<'_, T> {
    /// The struct as the host has filled it in.
    pub(crate) fn load(self, name: &'static str) -> Result<T, InvalidArgument> {
        // SAFETY: the host makes 4 bytes readable here, unless it is NULL.
        let size = unsafe { declared_size::<T>(self.0, name) }?;
        let known = size.min(size_of::<T>());
        let mut value = T::initial();
        let first = self.0.cast::<u8>();
        // SAFETY: the host makes `size` bytes readable. `value` has room for the first `known` of them, and any bytes
        // are a value; the rest begins behind these.
        let unknown = unsafe {
            ptr::copy_nonoverlapping(first, (&raw mut value).cast::<u8>(), known);
            slice::from_raw_parts(first.add(known), size - known)
        };
        if unknown.iter().any(|byte| *byte != 0) {
            return Err(InvalidArgument::UnknownTail(T::NAME, size, known));
        }
        Ok(value)
    }

    /// The same for a struct that the host may leave out.
    pub(crate) fn load_optional(self, name: &'static str) -> Result<Option<T>, InvalidArgument> {
        if self.0.is_null() { Ok(None) } else { self.load(name).map(Some) }
    }
}

/// A struct that the call fills: NULL, or readable and writable for `'a`, by nobody else, for 4 bytes and then for as
/// many as they say.
#[repr(transparent)]
#[derive(Debug)]
pub struct OutStruct<'a, T>(*mut T, PhantomData<&'a mut T>);

impl<'a, T: SizedStruct> OutStruct<'a, T> {
    /// Checks the pointer and the `struct_size` that the host has set, before the call does anything.
    pub(crate) fn required(self, name: &'static str) -> Result<StructPlace<'a, T>, InvalidArgument> {
        // SAFETY: the host makes 4 bytes readable here, unless it is NULL.
        let size = unsafe { declared_size::<T>(self.0, name) }?;
        Ok(StructPlace { place: self, size })
    }

    /// The same for a struct that the host may leave out.
    pub(crate) fn optional(self, name: &'static str) -> Result<Option<StructPlace<'a, T>>, InvalidArgument> {
        if self.0.is_null() { Ok(None) } else { self.required(name).map(Some) }
    }
}

/// A struct to fill that has been checked.
#[derive(Debug)]
pub(crate) struct StructPlace<'a, T> {
    place: OutStruct<'a, T>,
    size: usize,
}

impl<T: SizedStruct> Place for StructPlace<'_, T> {
    type Value = T;

    /// Writes as much of `value` as the host has room for, and zero behind what this library knows.
    fn write(&self, value: T) {
        // SAFETY: not NULL, as checked when `self` was made, so the host lets `size` bytes be written here.
        unsafe { store(self.place.0, self.size, value) }
    }
}

/// A struct that a function of the host fills or reads, in room for every version of it: a host that is newer than the
/// library may read or initialise more than the library knows. What the library does not know is zero.
#[repr(C, align(8))]
#[derive(Debug)]
pub(crate) struct RoomyStruct<T>([u8; MAX_STRUCT_SIZE], PhantomData<T>);

impl<T: SizedStruct> RoomyStruct<T> {
    pub(crate) fn new(value: T) -> RoomyStruct<T> {
        const { assert!(align_of::<T>() <= align_of::<RoomyStruct<T>>() && size_of::<T>() <= MAX_STRUCT_SIZE) };
        let mut roomy = RoomyStruct([0; MAX_STRUCT_SIZE], PhantomData);
        // SAFETY: the array is writable, and longer than a `T`, as asserted above.
        unsafe { store(roomy.0.as_mut_ptr().cast::<T>(), size_of::<T>(), value) };
        roomy
    }

    /// What a function of the host is given to read.
    pub(crate) fn as_ptr(&self) -> *const T {
        self.0.as_ptr().cast()
    }

    /// What a function of the host is given to fill.
    pub(crate) fn as_mut_ptr(&mut self) -> *mut T {
        self.0.as_mut_ptr().cast()
    }

    /// The struct as the host has left it, by the rules of one that a call reads.
    pub(crate) fn load(&self, name: &'static str) -> Result<T, InvalidArgument> {
        // Also what the host has written without saying so in `struct_size`.
        if self.0.iter().skip(size_of::<T>()).any(|byte| *byte != 0) {
            return Err(InvalidArgument::UnknownTail(T::NAME, MAX_STRUCT_SIZE, size_of::<T>()));
        }
        InStruct(self.as_ptr(), PhantomData).load(name)
    }
}

/// An array of structs that the call reads: NULL, or readable for `'a` for as many elements as its [`Length`] says, of
/// as many bytes as its [`SizeOf`] says.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct InElements<'a, T>(*const T, PhantomData<&'a T>);

impl<'a, T: AbiStruct> InElements<'a, T> {
    /// The elements, each as far as this library knows it.
    pub(crate) fn required(
        self,
        name: &'static str,
        size: SizeOf<T>,
        length: Length<T>,
    ) -> Result<impl Iterator<Item = T> + 'a, InvalidArgument>
    where
        T: 'a,
    {
        const {
            assert!(
                T::FIRST_SIZE == size_of::<T>(),
                "an element of an older host would be read beyond its end"
            )
        };
        let size = size.check()?;
        check_elements(name, self.0, size, length)?;
        // SAFETY: not NULL, and the host makes `length` elements of `size` bytes readable, each of at least
        // `FIRST_SIZE`, which is that of a `T`; any bytes are a value, and they need not be aligned.
        Ok((0..length.get()).map(move |index| unsafe { self.0.byte_add(index * size).read_unaligned() }))
    }
}

/// An array of structs that the call fills: NULL, or writable for `'a`, by nobody else, for as many elements as its
/// [`Length`] says, of as many bytes as its [`SizeOf`] says.
#[repr(transparent)]
#[derive(Debug)]
pub struct OutElements<'a, T>(*mut T, PhantomData<&'a mut T>);

impl<'a, T: AbiStruct> OutElements<'a, T> {
    /// Checks the array. It may be NULL if it has no elements.
    pub(crate) fn checked(
        self,
        name: &'static str,
        size: SizeOf<T>,
        length: Length<T>,
    ) -> Result<ElementPlaces<'a, T>, InvalidArgument> {
        let size = size.check()?;
        check_elements(name, self.0, size, length)?;
        Ok(ElementPlaces { first: self, size, length: length.get(), filled: 0 })
    }
}

/// An array to fill that has been checked. It is filled from the front.
#[derive(Debug)]
pub(crate) struct ElementPlaces<'a, T> {
    first: OutElements<'a, T>,
    size: usize,
    length: usize,
    filled: usize,
}

impl<T: AbiStruct> ElementPlaces<'_, T> {
    /// Writes the next element; nothing if all are filled.
    pub(crate) fn push(&mut self, value: T) {
        if self.filled < self.length {
            // SAFETY: not NULL, since there are elements; the host lets each be written for `size` bytes, and this is
            // one.
            unsafe { copy_out(self.first.0.cast::<u8>().add(self.filled * self.size), self.size, &value) };
            self.filled += 1;
        }
    }

    /// How many are filled.
    pub(crate) fn filled(&self) -> usize {
        self.filled
    }

    /// How many are not filled yet.
    pub(crate) fn left(&self) -> usize {
        self.length - self.filled
    }
}

fn check_elements<T>(
    name: &'static str,
    first: *const T,
    size: usize,
    length: Length<T>,
) -> Result<(), InvalidArgument> {
    let most = isize::MAX as usize / size;
    match length.get() {
        length if length > most => Err(InvalidArgument::Count(name, length, most)),
        length if length > 0 && first.is_null() => Err(InvalidArgument::Null(name)),
        _ => Ok(()),
    }
}

/// # Safety
/// `place` is NULL or 4 bytes can be read from it.
unsafe fn declared_size<T: SizedStruct>(
    place: *const T,
    name: &'static str,
) -> Result<usize, InvalidArgument> {
    if place.is_null() {
        return Err(InvalidArgument::Null(name));
    }
    // SAFETY: not NULL, so 4 bytes are readable; they need not be aligned.
    let size = unsafe { place.cast::<u32>().read_unaligned() };
    check_size::<T>(size as usize)
}

/// # Safety
/// `size` bytes can be written to `place`; `check_size` has accepted `size`.
unsafe fn store<T: SizedStruct>(place: *mut T, size: usize, value: T) {
    // SAFETY: the caller has `size` writable bytes at `place`, of which an accepted size has 4 for `struct_size`; it
    // fits them, being at most 4096.
    unsafe {
        copy_out(place.cast(), size, &value);
        place.cast::<u32>().write_unaligned(size as u32);
    }
}

/// Writes as much of `value` as fits `size` bytes, and zero behind it.
///
/// # Safety
/// `size` bytes can be written to `place`.
unsafe fn copy_out<T: AbiStruct>(place: *mut u8, size: usize, value: &T) {
    let known = size.min(size_of::<T>());
    // SAFETY: `known` bytes lie within `value` and within the `size` that the caller has at `place`; the rest of these
    // begins at `known`. A reference of this library's own cannot overlap the host's memory.
    unsafe {
        ptr::copy_nonoverlapping(ptr::from_ref(value).cast::<u8>(), place, known);
        ptr::write_bytes(place.add(known), 0, size - known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::abi_struct::abi_struct;

    #[repr(C)]
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Second {
        struct_size: u32,
        old: u32,
        new: u64,
    }

    abi_struct!(
        #[added(new)]
        Second { old: 1, new: 2 }
    );

    /// The words from the place of a struct on, as the host's memory.
    fn load_words(words: &[u32]) -> Result<Second, InvalidArgument> {
        assert!(words[0] as usize <= size_of_val(words) || check_size::<Second>(words[0] as usize).is_err());
        InStruct(words.as_ptr().cast::<Second>(), PhantomData).load("second")
    }

    #[test]
    fn a_missing_end_has_its_default() {
        assert_eq!(load_words(&[8, 70]), Ok(Second { struct_size: 8, old: 70, new: 2 }));
        assert_eq!(load_words(&[16, 70, 80, 0]), Ok(Second { struct_size: 16, old: 70, new: 80 }));
    }

    #[test]
    fn an_unknown_end_must_be_zero() {
        assert_eq!(load_words(&[24, 70, 80, 0, 0, 0]).map(|s| s.new), Ok(80));
        assert_eq!(load_words(&[24, 70, 80, 0, 0, 1]), Err(InvalidArgument::UnknownTail("Second", 24, 16)));
    }

    #[test]
    fn sizes_that_no_version_has_are_refused() {
        for size in [0, 4, 7, 9, 12, 4097, 4104, u32::MAX] {
            let refused = InvalidArgument::StructSize("Second", size as usize, 16);
            assert_eq!(load_words(&[size, 0, 0, 0]), Err(refused), "{size}");
        }
    }

    #[test]
    fn a_function_of_any_version_may_fill_a_struct() {
        let filled = |size: u32, at: usize, byte: u8| {
            let mut roomy = RoomyStruct::new(Second::initial());
            assert_eq!(roomy.0[..16], [16, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
            assert!(roomy.as_ptr().is_aligned());
            NewStruct(roomy.as_mut_ptr(), PhantomData).init("second", SizeOf(24, PhantomData)).unwrap();
            roomy.0[..4].copy_from_slice(&size.to_ne_bytes());
            roomy.0[at] = byte;
            roomy.load("second").map(|second| (second.old, second.new))
        };
        assert_eq!(filled(24, 4, 9), Ok((9, 2)));
        assert_eq!(filled(4096, 8, 9), Ok((1, 9)));
        assert_eq!(filled(8, 8, 9), Ok((1, 2)), "what a smaller size leaves out has its default");
        for at in [16, 23, 24, 4095] {
            assert_eq!(filled(24, at, 9), Err(InvalidArgument::UnknownTail("Second", 4096, 16)), "{at}");
        }
        assert_eq!(filled(4104, 4, 9), Err(InvalidArgument::StructSize("Second", 4104, 16)));
    }

    #[test]
    fn only_the_host_s_bytes_are_written() {
        let mut words = [8, 7, 7, 7, 7, 7, 7, 7];
        let place = words.as_mut_ptr().cast::<Second>();
        OutStruct(place, PhantomData).required("second").unwrap().write(Second::initial());
        assert_eq!(words, [8, 1, 7, 7, 7, 7, 7, 7]);
        let place = words.as_mut_ptr().cast::<Second>();
        NewStruct(place, PhantomData).init("second", SizeOf(24, PhantomData)).unwrap();
        assert_eq!(words, [24, 1, 2, 0, 0, 0, 7, 7]);
    }
}
