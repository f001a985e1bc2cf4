//! Allocations that return `OutOfMemory` when the system refuses them: boxes, lists, maps and rings.

use super::reserve;
use crate::error::{Error, Result, Status};
use rtrb::{Consumer, Producer, RingBuffer};
use std::alloc::Layout;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::Arc;

/// The error of a refused allocation.
pub fn out_of_memory() -> Error {
    Status::OutOfMemory.into()
}

/// An empty list with capacity for exactly `count` elements.
pub fn list<T>(count: usize) -> Result<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(|_| out_of_memory())?;
    Ok(list)
}

/// `count` elements, made in order.
pub fn collected<T>(count: usize, mut make: impl FnMut(usize) -> Result<T>) -> Result<Box<[T]>> {
    let mut all = list(count)?;
    for index in 0..count {
        all.push(make(index)?);
    }
    Ok(all.into_boxed_slice())
}

/// `count` times `value`.
pub fn filled<T: Copy>(count: usize, value: T) -> Result<Box<[T]>> {
    let mut all = list(count)?;
    all.resize(count, value);
    Ok(all.into_boxed_slice())
}

/// The capacity that each growing table reserves before a control call: more entries than one call adds, and than
/// there are calls in progress.
pub const AHEAD: usize = 64;

/// Reserves capacity for [`AHEAD`] more elements in a list that grows to `most`.
pub fn reserve_in_list<T>(list: &mut Vec<T>, most: usize) -> Result<()> {
    let (len, capacity) = (list.len(), list.capacity());
    let needed = (len + AHEAD).min(most);
    if capacity >= needed {
        return Ok(());
    }
    // Near the end it grows to its full size at once, so that it is not copied again.
    let wanted = if capacity > most / 4 { most } else { needed.max(2 * capacity) };
    list.try_reserve_exact(wanted - len).map_err(|_| out_of_memory())
}

/// Bytes that such a list takes at most while it grows.
pub const fn list_bytes<T>(most: usize) -> u64 {
    (most * size_of::<T>()) as u64 * 3 / 2
}

/// Reserves capacity for [`AHEAD`] more entries in a map.
pub fn reserve_in_map<K: Eq + Hash, V>(map: &mut HashMap<K, V>) -> Result<()> {
    map.try_reserve(AHEAD).map_err(|_| out_of_memory())
}

/// Bytes that such a map takes at most for `most` entries, while it grows.
pub const fn map_bytes<K, V>(most: usize) -> u64 {
    let buckets = ((most + AHEAD) * 8 / 7).next_power_of_two();
    (buckets * (size_of::<(K, V)>() + 1) + 64) as u64 * 3 / 2
}

/// Bytes of an `Arc` and its counters.
pub const fn arc_bytes<T>() -> usize {
    size_of::<T>() + (2 * size_of::<usize>()).next_multiple_of(align_of::<T>())
}

/// A queue of the numbers `from` to `to` − 1, with capacity for `count` elements.
pub fn numbers(from: u32, to: u32, count: usize) -> Result<VecDeque<u32>> {
    let mut numbers = queue(count)?;
    numbers.extend(from..to);
    Ok(numbers)
}

/// An empty queue with capacity for `count` elements.
pub fn queue<T>(count: usize) -> Result<VecDeque<T>> {
    let mut queue = VecDeque::new();
    queue.try_reserve_exact(count).map_err(|_| out_of_memory())?;
    Ok(queue)
}

/// A boxed value.
pub fn boxed<T>(value: T) -> Result<Box<T>> {
    let mut one = list(1)?;
    one.push(value);
    let slice: Box<[T]> = one.into_boxed_slice();
    // SAFETY: the slice came from a Vec with one element, so its memory has the size and alignment of that element,
    // and `into_raw` gave up its ownership.
    Ok(unsafe { Box::from_raw(Box::into_raw(slice).cast::<T>()) })
}

/// A value with several owners.
pub fn shared<T>(value: T) -> Result<Arc<T>> {
    // `Arc` has no constructor that can fail. What it takes is small: if the memory has gone meanwhile, the reserve has it.
    let layout = Layout::new::<T>();
    let _ = reserve::set_aside(layout).ok_or_else(out_of_memory)?;
    Ok(Arc::new(value))
}

/// An empty ring of `capacity` elements.
pub fn ring<T>(capacity: usize) -> Result<(Producer<T>, Consumer<T>)> {
    let layout = Layout::array::<T>(capacity).map_err(|_| out_of_memory())?;
    // rtrb has no constructor that can fail. It gets the memory that is set aside here. A small ring needs no check:
    // if the memory has gone meanwhile, the reserve has it. The ring takes the place of the memory that is freed here,
    // so the rings of a participant lie close together.
    let aside = reserve::set_aside(layout).ok_or_else(out_of_memory)?;
    let _aside = (layout.size() > reserve::LARGEST).then_some(aside);
    Ok(RingBuffer::new(capacity))
}
