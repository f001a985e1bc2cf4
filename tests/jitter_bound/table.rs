//! Prints how far jitter buffers are from the bound: `table [SECONDS [SEEDS [FIRST SEED]]]`.

mod bound;
mod buffers;
#[path = "../support/common.rs"]
mod common;
mod heard;
mod result;
mod traces;

use buffers::Buffer;

fn main() {
    let number = |at, usual| std::env::args().nth(at).map_or(usual, |text| text.parse().expect("a number"));
    let (seconds, seeds, first) = (number(1, 300), number(2, 3), number(3, 20_001));
    let seeds: Vec<u64> = (first..first + seeds).map(|seed| seed as u64).collect();
    for buffer in [Buffer::Adaptive, Buffer::Fixed(20), Buffer::Fixed(60), Buffer::Fixed(100)] {
        let results = result::measure(&seeds, seconds, |trace| buffers::play(trace, buffer).0);
        println!("{buffer:?}");
        result::print(&results);
    }
}
