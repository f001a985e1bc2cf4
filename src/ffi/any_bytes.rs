//! Types of which any bytes are a value, so that a host can fill them with whatever it likes.

use std::ffi::c_void;

/// A field of an ABI struct, or an element of an array that a host passes.
///
/// # Safety
/// `repr(C)`, `repr(transparent)` or a primitive; any initialised bytes are a value of the type, and a value has no
/// padding bytes.
pub unsafe trait AnyBytes: Copy {}

macro_rules! primitives {
    ($($primitive:ty),*) => {
        $(
            // SAFETY: a number or a raw pointer: any bytes are a value, none is padding.
            unsafe impl AnyBytes for $primitive {}
        )*
    };
}

primitives!(u8, i8, i16, u32, i32, u64, i64, usize, f32, *mut c_void);

// SAFETY: elements without padding lie next to each other without padding, and any bytes are a value of each.
unsafe impl<T: AnyBytes, const N: usize> AnyBytes for [T; N] {}

macro_rules! functions {
    ($(($($parameter:ident),*)),*) => {
        $(
            // SAFETY: a nullable function pointer: zero is `None`; what is not zero is the host's function, which only
            // an unsafe call runs.
            unsafe impl<R, $($parameter),*> AnyBytes for Option<unsafe extern "C" fn($($parameter),*) -> R> {}
        )*
    };
}

functions!((A), (A, B), (A, B, C), (A, B, C, D));
