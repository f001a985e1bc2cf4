//! Boxes, slices and rings whose pages are all faulted in when they are made.

use crate::control::os::fallible::{
    boxed, collected, filled as filled_unless_refused, ring as ring_unless_refused,
};
use crate::error::Result;
use rtrb::{Consumer, Producer};
use std::mem::MaybeUninit;

/// The smallest page size of any supported machine, bytes.
const PAGE: usize = 4096;

/// Bytes of a ring beyond its elements: two cache-padded positions and the allocator's rounding.
const RING_OVERHEAD: usize = 384;

/// A boxed value.
pub fn faulted_in_box<T>(value: T) -> Result<Box<T>> {
    let mut memory = boxed(value)?;
    fault_in(std::slice::from_mut(&mut *memory));
    Ok(memory)
}

/// `count` times `value`.
pub fn filled<T: Copy>(count: usize, value: T) -> Result<Box<[T]>> {
    Ok(faulted_in(filled_unless_refused(count, value)?))
}

/// `count` elements.
pub fn each<T>(count: usize, mut make: impl FnMut() -> Result<T>) -> Result<Box<[T]>> {
    Ok(faulted_in(collected(count, |_| make())?))
}

/// An empty ring.
pub fn ring<T>(capacity: usize) -> Result<(Producer<T>, Consumer<T>)> {
    let (mut producer, consumer) = ring_unless_refused(capacity)?;
    if let Ok(mut chunk) = producer.write_chunk_uninit(capacity) {
        let (first, second) = chunk.as_mut_slices();
        fault_in(first);
        fault_in(second);
    }
    Ok((producer, consumer))
}

/// Bytes of a ring.
pub const fn ring_bytes<T>(capacity: usize) -> usize {
    capacity * size_of::<T>() + RING_OVERHEAD
}

/// Fills a ring with `value` and empties it, so that all its elements are initialised.
pub fn write_once<T: Copy>((producer, consumer): &mut (Producer<T>, Consumer<T>), value: T) {
    let capacity = producer.buffer().capacity();
    if let Ok(chunk) = producer.write_chunk_uninit(capacity) {
        chunk.fill_from_iter(std::iter::repeat(value));
    }
    if let Ok(chunk) = consumer.read_chunk(capacity) {
        chunk.commit_all();
    }
}

/// Faults in a slice.
fn faulted_in<T>(mut memory: Box<[T]>) -> Box<[T]> {
    fault_in(&mut memory);
    memory
}

/// Reads and writes one byte of each page. The compiler and the system may have left pages of zeros to be made at
/// the first access.
fn fault_in<T>(memory: &mut [T]) {
    let start = memory.as_mut_ptr().cast::<MaybeUninit<u8>>();
    for at in (0..size_of_val(memory)).step_by(PAGE) {
        // SAFETY: `at` is below the size of `memory`, which is borrowed exclusively. The byte is written back as it
        // was read, as MaybeUninit, so padding and uninitialised bytes are allowed.
        unsafe {
            let byte = start.add(at);
            byte.write_volatile(byte.read_volatile());
        }
    }
}
