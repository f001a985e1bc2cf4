//! Memory that may be refused: boxes, lists and rings whose making returns `OutOfMemory` instead of ending the process.

use super::reserve;
use crate::error::{Error, Result, Status};
use rtrb::{Consumer, Producer, RingBuffer};
use std::alloc::Layout;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// What a call returns that the system has refused memory.
pub fn out_of_memory() -> Error {
    Status::OutOfMemory.into()
}

/// An empty list with room for exactly `count` elements.
pub fn list<T>(count: usize) -> Result<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(|_| out_of_memory())?;
    Ok(list)
}

/// `count` elements, made one after the other.
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

/// How many entries each growing table has room for when a control call begins: more than one call adds, and than calls
/// are in progress at once.
pub const AHEAD: usize = 64;

/// A list that grows to `most` elements: room for [`AHEAD`] more of them.
pub fn room_in_list<T>(list: &mut Vec<T>, most: usize) -> Result<()> {
    let (len, capacity) = (list.len(), list.capacity());
    let needed = (len + AHEAD).min(most);
    if capacity >= needed {
        return Ok(());
    }
    // So that no half of it is ever in two places.
    let wanted = if capacity > most / 4 { most } else { needed.max(2 * capacity) };
    list.try_reserve_exact(wanted - len).map_err(|_| out_of_memory())
}

/// Bytes that such a list takes at most, as it grows.
pub const fn list_bytes<T>(most: usize) -> u64 {
    (most * size_of::<T>()) as u64 * 3 / 2
}

/// A map that grows: room for [`AHEAD`] more entries.
pub fn room_in_map<K: Eq + Hash, V>(map: &mut HashMap<K, V>) -> Result<()> {
    map.try_reserve(AHEAD).map_err(|_| out_of_memory())
}

/// Bytes that such a map takes at most for that many entries, as it grows.
pub const fn map_bytes<K, V>(most: usize) -> u64 {
    let buckets = ((most + AHEAD) * 8 / 7).next_power_of_two();
    (buckets * (size_of::<(K, V)>() + 1) + 64) as u64 * 3 / 2
}

/// Bytes of a value that is shared, with its counters.
pub const fn arc_bytes<T>() -> usize {
    size_of::<T>() + 2 * size_of::<usize>()
}

/// The numbers `from` to `to` − 1 in a queue with room for `count` elements.
pub fn numbers(from: u32, to: u32, count: usize) -> Result<VecDeque<u32>> {
    let mut numbers = queue(count)?;
    numbers.extend(from..to);
    Ok(numbers)
}

/// An empty queue with room for `count` elements.
pub fn queue<T>(count: usize) -> Result<VecDeque<T>> {
    let mut queue = VecDeque::new();
    queue.try_reserve_exact(count).map_err(|_| out_of_memory())?;
    Ok(queue)
}

/// `value` in memory of its own.
pub fn boxed<T>(value: T) -> Result<Box<T>> {
    let mut one = list(1)?;
    one.push(value);
    let slice: Box<[T]> = one.into_boxed_slice();
    // SAFETY: the slice has one element, so it is that element's memory, of the same size and alignment.
    Ok(unsafe { Box::from_raw(Box::into_raw(slice).cast::<T>()) })
}

/// An empty ring of `capacity` elements.
pub fn ring<T>(capacity: usize) -> Result<(Producer<T>, Consumer<T>)> {
    let layout = Layout::array::<T>(capacity).map_err(|_| out_of_memory())?;
    // rtrb has no call that may fail: it gets the memory that was set aside for it. A small ring is safe without: if what was
    // there a moment ago is gone, the reserve has it. So it takes the place of the memory that is given back here, and the
    // rings of a participant lie close to each other.
    let aside = reserve::set_aside(layout).ok_or_else(out_of_memory)?;
    let _aside = (layout.size() > reserve::LARGEST).then_some(aside);
    Ok(RingBuffer::new(capacity))
}
