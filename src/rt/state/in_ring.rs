//! Looking into an in-ring.

use rtrb::Consumer;

/// Copies samples out of a ring, from `skip` on, without taking them.
pub fn peek(ring: &mut Consumer<i16>, skip: usize, out: &mut [i16]) {
    let Ok(chunk) = ring.read_chunk(skip + out.len()) else { return };
    let (first, second) = chunk.as_slices();
    let from_first = first.get(skip..).unwrap_or_default();
    let from_second = second.get(skip.saturating_sub(first.len())..).unwrap_or_default();
    out.iter_mut().zip(from_first).for_each(|(to, from)| *to = *from);
    out.iter_mut().skip(from_first.len()).zip(from_second).for_each(|(to, from)| *to = *from);
}
