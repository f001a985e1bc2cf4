//! What happens to the packets of a line on their way to the engine.
//!
//! Needs the standard library alone: the parser of scenarios takes it along where it is fuzzed.

use std::ops::RangeInclusive;

/// The longest delay of a packet, milliseconds.
pub const JITTER_MS: RangeInclusive<u32> = 0..=1000;

/// The share of lost packets, percent. Beyond half, a burst of one packet could not be followed by one that comes.
pub const LOSS_PERCENT: RangeInclusive<f64> = 0.0..=50.0;

/// The mean length of a burst of losses, packets.
pub const BURST: RangeInclusive<f64> = 1.0..=100.0;

/// By how much a sender's clock may be fast, or slow, ppm.
pub const MAX_DRIFT_PPM: f64 = 500.0;

/// The length of a packet, milliseconds.
pub const PACKET_MS: RangeInclusive<u32> = 10..=100;

/// What happens to the packets of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impairments {
    /// By which all is drawn.
    pub seed: u32,
    /// The longest delay, milliseconds.
    pub jitter_ms: u32,
    /// May packets overtake others?
    pub reorder: bool,
    /// The share of lost packets, in thousand millionths: 0 to half.
    pub loss_ppb: u32,
    /// The mean length of a burst of losses, in thousandths of a packet; `None`: losses are independent.
    pub burst_thousandths: Option<u32>,
    /// By how much the sender's clock is fast, in thousand millionths.
    pub drift_ppb: i32,
    /// Are there no packets in silence?
    pub dtx: bool,
    /// The length of a packet, milliseconds.
    pub packet_ms: u32,
}

impl Impairments {
    /// None, for packets of that length.
    pub const fn none(packet_ms: u32) -> Impairments {
        Impairments {
            seed: 0,
            jitter_ms: 0,
            reorder: false,
            loss_ppb: 0,
            burst_thousandths: None,
            drift_ppb: 0,
            dtx: false,
            packet_ms,
        }
    }
}

/// A share of `percent` in thousand millionths.
pub fn loss_ppb(percent: f64) -> u32 {
    (percent * 1e7).round() as u32
}

/// A burst of so many packets in thousandths.
pub fn burst_thousandths(packets: f64) -> u32 {
    (packets * 1e3).round() as u32
}

/// A drift of `ppm` in thousand millionths.
pub fn drift_ppb(ppm: f64) -> i32 {
    (ppm * 1e3).round() as i32
}

/// Returns true if packets of that length are a whole number of samples at a rate.
pub fn are_whole(packet_ms: u32, rate_hz: u32) -> bool {
    (rate_hz * packet_ms).is_multiple_of(1000)
}
