//! The mix of a room: the sum of all contributions, and the sum without its own for each contributor.

use crate::rt::state::shared::Shared;
use crate::rt::state::worker::Worker;

/// Sums all contributions, and writes to each contributor's output the sum without its own. Returns true if the sum
/// was beyond 16 bits.
pub fn mix_minus(shared: &Shared, worker: &mut Worker, contributors: usize) -> bool {
    let lines = shared.geometry.frame_lines;
    // SAFETY: `contributors` frames lie packed at the front of `contributions`, and as many outputs were set, each to
    // a frame in an out-ring of this room's members, which is ours until it is published, or to `discard`, which
    // nobody reads. There are at most 4096 (a room's members and a tick's commands).
    unsafe {
        shared.kernels.mix(
            worker.contributions.as_ptr(),
            lines,
            contributors,
            lines,
            worker.outputs.as_ptr(),
            worker.common.as_mut_ptr(),
        )
    }
}
