//! The structs of the ABI: that they have no padding, and how `struct_size` lets them grow.
//!
//! A struct begins with its size as the host was compiled with it. The rule, in both directions:
//! - a host older than the library passes less than the library knows: the missing end has its default;
//! - a host newer than the library passes more: that is refused unless all that the library does not know is zero,
//!   and a field that is added later means, when it is zero, what the library did before it.
//!
//! [`abi_struct!`] proves at compile time what reading and writing a struct byte by byte needs;
//! [`struct_pointer`](super::struct_pointer) does it.

use std::mem::MaybeUninit;

use super::any_bytes::AnyBytes;

/// Every size is a multiple of this, so that a field of any type may be added at the end without a gap before it.
pub(crate) const GRAIN: usize = 8;

/// A struct of the ABI.
///
/// # Safety
/// [`abi_struct!`] implements it, and checks: the fields follow each other without padding, and any bytes are a value
/// of each; the size is a multiple of 8.
pub unsafe trait AbiStruct: AnyBytes {
    /// What C calls it.
    const NAME: &'static str;
    /// Its size in the first version that had it: where the first field that was added later begins.
    const FIRST_SIZE: usize = size_of::<Self>();
}

/// A struct of the ABI that begins with its size.
///
/// # Safety
/// [`abi_struct!`] implements it, and checks that the first field is `struct_size: u32`.
pub unsafe trait SizedStruct: AbiStruct {
    /// The defaults that `_init` gives it. `struct_size` is 0.
    fn initial() -> Self {
        // SAFETY: any initialised bytes are a value of an `AnyBytes`.
        unsafe { MaybeUninit::zeroed().assume_init() }
    }
}

/// The size of a field, by a function that takes its address. The field's type must take any bytes.
pub(crate) const fn field_size<S, F: AnyBytes>(_field: fn(&S) -> &F) -> usize {
    size_of::<F>()
}

/// Makes an ABI struct of a `repr(C)` struct: `abi_struct!(name { fields in their order })`.
///
/// - `element name {..}`: one without `struct_size`, which comes in arrays.
/// - `name {..}`: begins with `struct_size`; its `_init` makes the rest zero.
/// - `name {field: default, ..}`: begins with `struct_size`; its `_init` gives those defaults. `, let x = ...;` may go
///   before the brace.
/// - `#[added(field)]`: that field, and those behind it, were not in the first version.
macro_rules! abi_struct {
    ($(#[added($added:ident)])? element $name:ident $(<$life:lifetime>)? { $($field:ident),* $(,)? }) => {
        const _: () = {
            let mut end = 0;
            $(
                assert!(std::mem::offset_of!($name, $field) == end, "padding, or another order than declared");
                end += $crate::ffi::abi_struct::field_size(|value: &$name| &value.$field);
            )*
            assert!(end == size_of::<$name>(), "padding at the end, or a field is missing");
            assert!(end.is_multiple_of($crate::ffi::abi_struct::GRAIN));
        };
        // SAFETY: the assertions above: fields that take any bytes fill the struct from its first byte to its last.
        unsafe impl $crate::ffi::any_bytes::AnyBytes for $name $(<$life>)? {}
        // SAFETY: the assertions above: no padding, and a size that is a multiple of 8.
        unsafe impl $crate::ffi::abi_struct::AbiStruct for $name $(<$life>)? {
            const NAME: &'static str = stringify!($name);
            $(const FIRST_SIZE: usize = std::mem::offset_of!($name, $added);)?
        }
    };
    ($(#[added($added:ident)])? $name:ident $(<$life:lifetime>)? { $($field:ident),* $(,)? }) => {
        abi_struct!($(#[added($added)])? element $name $(<$life>)? { struct_size, $($field),* });
        // SAFETY: `struct_size` is the first field, as asserted above, and a `u32`, as this function checks.
        unsafe impl $crate::ffi::abi_struct::SizedStruct for $name $(<$life>)? {}
        const _: fn($name) -> u32 = |value| value.struct_size;
    };
    ($(#[added($added:ident)])? $name:ident $(<$life:lifetime>)? $(, let $local:ident = $of:expr;)? {
        $($field:ident: $default:expr),* $(,)?
    }) => {
        abi_struct!($(#[added($added)])? element $name $(<$life>)? { struct_size, $($field),* });
        // SAFETY: `struct_size` is the first field, as asserted above, and a `u32`, as this function checks.
        unsafe impl $crate::ffi::abi_struct::SizedStruct for $name $(<$life>)? {
            fn initial() -> Self {
                $(let $local = $of;)?
                $name { struct_size: 0_u32, $($field: $default),* }
            }
        }
    };
}
pub(crate) use abi_struct;
