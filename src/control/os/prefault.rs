//! Memory whose pages are there before it is used: boxes, slices and rings, each page touched once.

use crate::control::os::fallible::{
    boxed, collected, filled as filled_unless_refused, ring as ring_unless_refused,
};
use crate::error::Result;
use rtrb::{Consumer, Producer};
use std::mem::MaybeUninit;

/// The smallest page of any machine that this runs on, bytes: each one is touched.
const PAGE: usize = 4096;

/// What a ring takes beyond its elements: two cache-padded positions and the allocator's rounding.
const RING_OVERHEAD: usize = 384;

/// `value` in memory of its own, which is there.
pub fn faulted_in_box<T>(value: T) -> Result<Box<T>> {
    let mut memory = boxed(value)?;
    fault_in(std::slice::from_mut(&mut *memory));
    Ok(memory)
}

/// `count` times `value`, in memory that is there.
pub fn filled<T: Copy>(count: usize, value: T) -> Result<Box<[T]>> {
    Ok(faulted_in(filled_unless_refused(count, value)?))
}

/// `count` elements, in memory that is there.
pub fn each<T>(count: usize, mut make: impl FnMut() -> Result<T>) -> Result<Box<[T]>> {
    Ok(faulted_in(collected(count, |_| make())?))
}

/// An empty ring, in memory that is there.
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

/// Writes a ring full of `value` and empties it, so that all its elements are initialised.
pub fn write_once<T: Copy>((producer, consumer): &mut (Producer<T>, Consumer<T>), value: T) {
    let capacity = producer.buffer().capacity();
    if let Ok(chunk) = producer.write_chunk_uninit(capacity) {
        chunk.fill_from_iter(std::iter::repeat(value));
    }
    if let Ok(chunk) = consumer.read_chunk(capacity) {
        chunk.commit_all();
    }
}

/// The same memory, all of its pages there.
fn faulted_in<T>(mut memory: Box<[T]>) -> Box<[T]> {
    fault_in(&mut memory);
    memory
}

/// Writes to each page of `memory` what it holds. The compiler and the system may have left zeros for the first
/// touch to make.
fn fault_in<T>(memory: &mut [T]) {
    let start = memory.as_mut_ptr().cast::<MaybeUninit<u8>>();
    for at in (0..size_of_val(memory)).step_by(PAGE) {
        // SAFETY: the byte lies in `memory`, which is borrowed exclusively, and keeps its value.
        unsafe {
            let byte = start.add(at);
            byte.write_volatile(byte.read_volatile());
        }
    }
}
