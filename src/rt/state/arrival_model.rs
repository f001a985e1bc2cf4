//! Learns from the arrivals of packets how much delay a line needs.
//!
//! No clock is read: time is the first sample of the frame of the tick, in samples. The *lag* of a packet is the time of the
//! tick that first sees it minus its media time. The *offset* of a line is the time of the tick minus the media time that
//! it plays, so a packet comes in time if its lag is at most the offset. The *floor* is the least lag of the last 29 to 32
//! packets: it follows another route and a clock that drifts. 19 offsets above the floor compete: each packet charges each
//! of them its delay, and a price if it would have come too late. Costs are forgotten exponentially. The cheapest is the
//! target.

use crate::rt::frame::AudioFormat;

/// Packets of a minimum, and minima that make the floor.
const GROUP: u8 = 4;
const GROUPS: usize = 8;

/// Candidates of so many whole ticks above the floor.
const STEPS: usize = 15;
/// Candidates of the mean deviation above the floor, times these.
const MULTIPLES: [u32; 4] = [2, 3, 4, 6];
const CANDIDATES: usize = STEPS + MULTIPLES.len();

/// What a late packet costs: as much as so many ms of delay of one packet. 2000: 1 % of late packets is worth 20 ms.
const PRICE_MS: u32 = 2000;

/// From a packet this far above the floor nothing is learnt: the line has stalled.
const STALL_MS: u32 = 200;

/// The mean deviation forgets 1/16 a packet.
const DEVIATION_SHIFT: u32 = 4;
/// Costs forget 1/2048 a packet, and 1/8 in the beginning.
const COST_SHIFT: u32 = 11;
const FIRST_COST_SHIFT: u32 = 3;

/// What the costs are in the beginning counts as much as so many packets.
const FIRST_PACKETS: u32 = 8;

/// Costs and deviations have so many binary places.
const PLACES: u32 = 8;

/// What is known of the arrivals on a line.
#[derive(Clone, Copy, Debug)]
pub struct ArrivalModel {
    /// The least lags of groups of packets, samples; the newest is at `group`.
    minima: [i64; GROUPS],
    /// What each candidate costs, samples.
    costs: [u32; CANDIDATES],
    /// The mean deviation of lags above the floor, samples.
    deviation: u32,
    /// The target above the floor, samples.
    reserve: u32,
    /// Packets that were learnt from.
    learnt: u32,
    /// 2^32 / samples of a frame, rounded up.
    per_frame: u32,
    group: u8,
    in_group: u8,
}

impl ArrivalModel {
    /// What fills the memory before it is used.
    pub const BLANK: ArrivalModel = ArrivalModel {
        minima: [i64::MAX; GROUPS],
        costs: [0; CANDIDATES],
        deviation: 0,
        reserve: 0,
        learnt: 0,
        per_frame: 0,
        group: 0,
        in_group: 0,
    };

    /// Nothing is known of a line of that format; its `reserve` until it has learnt something, samples.
    pub fn new(format: &AudioFormat, reserve: u32) -> ArrivalModel {
        let frame = u32::try_from(format.frame).unwrap_or(u32::MAX);
        let price = format.rate.samples_in_ms(PRICE_MS) as u32;
        // As if a quarter of some packets had come late without a reserve, and an eighth as many with each frame of it.
        let mut costs = [price << PLACES; CANDIDATES];
        for (cost, step) in costs.iter_mut().take(STEPS).zip(0..) {
            *cost = (step * frame + (price >> (3 * step + 2).min(31))) << PLACES;
        }
        ArrivalModel {
            costs,
            learnt: FIRST_PACKETS,
            reserve,
            per_frame: u32::MAX.checked_div(frame).unwrap_or(0).saturating_add(1),
            ..ArrivalModel::BLANK
        }
    }

    /// The media times of all packets from now on are so many samples later than they were.
    pub fn shift(&mut self, by: i64) {
        for least in self.minima.iter_mut().filter(|least| **least != i64::MAX) {
            *least = least.saturating_sub(by);
        }
    }

    /// Packets from now on have media times of another origin: earlier lags say nothing.
    pub fn forget_floor(&mut self) {
        (self.minima, self.in_group) = ([i64::MAX; GROUPS], 0);
    }

    /// A packet has come with that lag, in samples.
    pub fn learn(&mut self, format: &AudioFormat, lag: i64) {
        self.note_least(lag);
        let Ok(above) = u32::try_from(lag.saturating_sub(self.floor())) else { return };
        if above > format.rate.samples_in_ms(STALL_MS) as u32 {
            return;
        }
        let distance = (above << PLACES).wrapping_sub(self.deviation) as i32;
        self.deviation = self.deviation.wrapping_add_signed(distance >> DEVIATION_SHIFT);
        self.learnt = self.learnt.saturating_add(1);
        let shift = self.learnt.ilog2().clamp(FIRST_COST_SHIFT, COST_SHIFT);
        let price = format.rate.samples_in_ms(PRICE_MS) as u32;
        let (frame, deviation) = (format.frame as u32, self.deviation);
        let steps = (0..).map(|step| step * frame).take(STEPS);
        let per_frame = u64::from(self.per_frame);
        let whole = |samples: u32| ((u64::from(samples + frame - 1) * per_frame) >> 32) as u32 * frame;
        let multiples = MULTIPLES.iter().map(|multiple| whole((multiple * deviation) >> PLACES));
        // Another reserve has to be cheaper by an eighth of a frame: each change is a step, and costs are noisy.
        let (mut least, mut cheapest) = (u32::MAX, self.reserve);
        for (cost, reserve) in self.costs.iter_mut().zip(steps.chain(multiples)) {
            let charge = reserve + if above > reserve { price } else { 0 };
            let distance = (charge << PLACES).wrapping_sub(*cost) as i32;
            *cost = cost.wrapping_add_signed(distance >> shift);
            let change = if reserve == self.reserve { 0 } else { (frame / 8) << PLACES };
            if *cost + change < least {
                (least, cheapest) = (*cost + change, reserve);
            }
        }
        self.reserve = cheapest;
    }

    /// Counts a lag in the minima.
    fn note_least(&mut self, lag: i64) {
        if self.in_group == GROUP {
            self.in_group = 0;
            self.group = (self.group + 1) % GROUPS as u8;
        }
        if let Some(least) = self.minima.get_mut(usize::from(self.group)) {
            *least = if self.in_group == 0 { lag } else { lag.min(*least) };
        }
        self.in_group += 1;
    }

    /// The least lag of the last packets; `i64::MAX` before the first.
    pub fn floor(&self) -> i64 {
        self.minima.iter().copied().fold(i64::MAX, i64::min)
    }

    /// The reserve to play with, samples above the floor.
    pub fn reserve(&self) -> u32 {
        self.reserve
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use crate::rt::frame::TickClock;
    use crate::rt::index::RateIndex;
    use crate::units::{FrameLen, SampleRate};
    use proptest::prelude::*;

    fn format(frame_len: FrameLen, rate: SampleRate) -> AudioFormat {
        AudioFormat::new(TickClock { frame_len }, rate, RateIndex::OWN)
    }

    /// Some numbers that look random, the same everywhere.
    fn numbers() -> impl FnMut(i64) -> i64 {
        let mut state = 1_u64;
        move |end| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as i64) % end
        }
    }

    proptest! {
        #[test]
        fn the_floor_is_the_least_of_the_last_29_to_32(lags in proptest::collection::vec(-5_000..5_000_i64, 1..200)) {
            let format = format(FrameLen::Ms10, SampleRate::Hz8000);
            let mut model = ArrivalModel::new(&format, 160);
            for (at, lag) in lags.iter().enumerate() {
                model.learn(&format, *lag);
                let most = at % 4 + 1 + 28;
                let from = (at + 1).saturating_sub(most);
                prop_assert_eq!(model.floor(), lags[from..=at].iter().copied().min().unwrap());
            }
        }
    }

    #[test]
    fn the_reserve_is_what_the_lags_need() {
        for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
            for rate in [SampleRate::Hz8000, SampleRate::Hz48000] {
                for frames in [0, 1, 3, 6] {
                    let format = format(frame_len, rate);
                    let mut model = ArrivalModel::new(&format, 160);
                    let mut number = numbers();
                    for _ in 0..20_000 {
                        model.learn(&format, 1_000_000 + number(frames + 1) * format.frame as i64);
                    }
                    assert_eq!(model.reserve() as i64, frames * format.frame as i64);
                    assert_eq!(model.floor(), 1_000_000);
                }
            }
        }
    }

    /// One late packet in a hundred is worth 20 ms: five are worth a reserve of 40 ms, one in a thousand is not.
    #[test]
    fn late_packets_have_a_price() {
        for (one_in, frames) in [(20, 4), (1_000, 0)] {
            let format = format(FrameLen::Ms10, SampleRate::Hz8000);
            let mut model = ArrivalModel::new(&format, 0);
            let mut number = numbers();
            let mut reserves = Vec::new();
            for at in 0..40_000 {
                model.learn(&format, if number(one_in) == 0 { 320 } else { 0 });
                if at > 10_000 {
                    reserves.push(model.reserve() / 80);
                }
            }
            let near = reserves.iter().filter(|reserve| **reserve == frames).count();
            assert!(near * 10 > reserves.len() * 7, "one in {one_in}: {near} of {}", reserves.len());
        }
    }

    #[test]
    fn nothing_is_learnt_from_a_stall_and_a_shift_moves_the_floor() {
        let format = format(FrameLen::Ms20, SampleRate::Hz16000);
        let mut model = ArrivalModel::new(&format, 320);
        (0..5_000).for_each(|_| model.learn(&format, 0));
        let before = model;
        (0..20).for_each(|at| model.learn(&format, 40_000 - at * 320));
        assert_eq!(
            (model.costs, model.deviation, model.reserve),
            (before.costs, before.deviation, before.reserve)
        );
        model.shift(100);
        assert_eq!(model.floor(), -100);
        model.forget_floor();
        model.learn(&format, 77);
        assert_eq!(model.floor(), 77);
    }
}
