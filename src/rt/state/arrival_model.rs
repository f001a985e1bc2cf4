//! Learns from the arrivals of packets how much delay a line needs.
//!
//! No clock is read: time is the first sample of the frame of the tick, in samples. The *lag* of a packet is the time of the
//! tick that first sees it minus its media time. The *offset* of a line is the time of the tick minus the media time that
//! it plays, so a packet comes in time if its lag is at most the offset. The *floor* is the least lag of the last 29 to 32
//! packets: it follows another route and a clock that drifts. 19 offsets above the floor compete: each packet charges each
//! of them its delay, and a price if it would have come too late. Costs are forgotten exponentially. The cheapest is the
//! target. The price rises while more than 0.9 % of the packets are late, and falls while fewer are.

use crate::rt::frame::AudioFormat;

/// Packets of a minimum, and minima that make the floor.
const GROUP: u8 = 4;
const GROUPS: usize = 8;

/// Candidates of so many whole ticks above the floor.
const STEPS: usize = 15;
/// Candidates of the mean deviation above the floor, times these.
const MULTIPLES: [u32; 4] = [2, 3, 4, 6];
/// Places of the first: as many as whole vectors of four have. The last of them is no candidate.
const STEP_PLACES: usize = STEPS.next_multiple_of(4);
/// What tells candidates apart below their cost, which has less than 26 bits. The last one is never the least.
const NUMBER_BITS: u32 = 5;
const STEP_NUMBERS: [i32; STEP_PLACES] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, i32::MAX];
const MULTIPLE_NUMBERS: [i32; MULTIPLES.len()] = [16, 17, 18, 19];

/// What a late packet costs in the beginning: as much as so many ms of delay of one packet. 2000: 1 % of late packets is
/// worth 20 ms.
const FIRST_PRICE_MS: u32 = 2000;
/// Between which prices it moves. The most is bounded by the bits of a cost.
const LEAST_PRICE_MS: u32 = 600;
const MOST_PRICE_MS: u32 = 5000;
/// The price has so many binary digits behind the point.
const PRICE_FRACTION: u32 = 6;
/// By how much it rises with a packet that comes too late for the target, and falls with another: it stays where it is if
/// 0.9 % are late.
const PRICE_RISE: u32 = 150 << PRICE_FRACTION;
const PRICE_FALL: u32 = PRICE_RISE * 9 / 1000;

/// From a packet this far above the floor nothing is learnt: the line has stalled.
const STALL_MS: u32 = 200;

/// The mean deviation rises by 1/8 of the distance with a packet that deviates more, and falls by 1/32 with another.
const RISE_SHIFT: u32 = 3;
const FALL_SHIFT: u32 = 5;
/// Costs forget 1/2048 a packet, and 1/8 in the beginning.
const COST_SHIFT: u32 = 11;
const FIRST_COST_SHIFT: u32 = 3;

/// What the costs are in the beginning counts as much as so many packets.
const FIRST_PACKETS: u32 = 8;

/// Another reserve has to be cheaper by so many eighths of a frame: each change is a step, and costs are noisy.
const CHANGE_EIGHTHS: i32 = 3;

/// Costs and deviations have so many binary digits behind the point.
const FRACTION: u32 = 8;

/// What is known of the arrivals on a line. Every packet touches all of it.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ArrivalModel {
    /// What each candidate costs, samples: whole ticks, and multiples of the deviation.
    step_costs: [i32; STEP_PLACES],
    multiple_costs: [i32; MULTIPLES.len()],
    /// The least lags of groups of packets, samples; the newest is at `group`.
    minima: [i64; GROUPS],
    /// The mean deviation of lags above the floor, samples.
    deviation: u32,
    /// The target above the floor, samples.
    reserve: u32,
    /// Packets that were learnt from.
    learnt: u32,
    /// 2^32 / samples of a frame, rounded up.
    per_frame: u32,
    /// What a late packet costs now, ms with [`PRICE_FRACTION`].
    price: u32,
    group: u8,
    in_group: u8,
}

impl ArrivalModel {
    /// What fills the memory before it is used.
    pub const BLANK: ArrivalModel = ArrivalModel {
        step_costs: [0; STEP_PLACES],
        multiple_costs: [0; MULTIPLES.len()],
        minima: [i64::MAX; GROUPS],
        deviation: 0,
        reserve: 0,
        learnt: 0,
        per_frame: 0,
        price: 0,
        group: 0,
        in_group: 0,
    };

    /// Nothing is known of a line of that format; its `reserve` until it has learnt something, samples.
    pub fn new(format: &AudioFormat, reserve: u32) -> ArrivalModel {
        let frame = u32::try_from(format.frame).unwrap_or(u32::MAX);
        let price = format.rate.samples_in_ms(FIRST_PRICE_MS) as u32;
        // As if a quarter of some packets had come late without a reserve, and an eighth as many with each frame of it.
        let mut step_costs = [0; STEP_PLACES];
        for (cost, step) in step_costs.iter_mut().zip(0..) {
            *cost = ((step * frame + (price >> (3 * step + 2).min(31))) << FRACTION) as i32;
        }
        ArrivalModel {
            step_costs,
            multiple_costs: [(price << FRACTION) as i32; MULTIPLES.len()],
            learnt: FIRST_PACKETS,
            reserve,
            price: FIRST_PRICE_MS << PRICE_FRACTION,
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
        self.learnt = self.learnt.saturating_add(1);
        let price = if above > self.reserve { self.price + PRICE_RISE } else { self.price - PRICE_FALL };
        self.price = price.clamp(LEAST_PRICE_MS << PRICE_FRACTION, MOST_PRICE_MS << PRICE_FRACTION);
        self.charge(format, above as i32);
    }

    /// Charges all candidates for a packet so far `above` the floor. The cheapest is the reserve.
    ///
    /// The multiples are those of the deviation before this packet: that is what it would have met.
    ///
    /// All are treated alike and without a branch, so that the compiler treats several at once.
    #[inline(always)]
    fn charge(&mut self, format: &AudioFormat, above: i32) {
        let (frame, price) =
            (format.frame as i32, format.rate.samples_in_ms(self.price >> PRICE_FRACTION) as i32);
        let shift = self.learnt.ilog2().clamp(FIRST_COST_SHIFT, COST_SHIFT);
        let (now, change) = (self.reserve as i32, ((frame * CHANGE_EIGHTHS) >> 3) << FRACTION);
        let charge = |cost: &mut i32, reserve: i32, number: i32| {
            let charge = reserve + if above > reserve { price } else { 0 };
            *cost += ((charge << FRACTION) - *cost) >> shift;
            let value = *cost + if reserve == now { 0 } else { change };
            (value << NUMBER_BITS) | number
        };
        let mut least = i32::MAX;
        for ((cost, number), step) in self.step_costs.iter_mut().zip(STEP_NUMBERS).zip(0..) {
            least = least.min(charge(cost, step * frame, number));
        }
        let multiples = MULTIPLES.map(|multiple| whole(multiple * self.deviation, frame, self.per_frame));
        for ((cost, number), reserve) in self.multiple_costs.iter_mut().zip(MULTIPLE_NUMBERS).zip(multiples) {
            least = least.min(charge(cost, reserve, number));
        }
        // Of candidates that cost the same the first.
        let number = least & ((1 << NUMBER_BITS) - 1);
        self.deviate(above as u32);
        let multiple = MULTIPLES.get((number as usize).wrapping_sub(STEP_PLACES));
        let reserve = |multiple: &u32| whole(multiple * self.deviation, frame, self.per_frame);
        self.reserve = multiple.map_or(number * frame, reserve) as u32;
    }

    /// Counts a packet so far `above` the floor in the mean deviation.
    fn deviate(&mut self, above: u32) {
        let distance = (above << FRACTION).wrapping_sub(self.deviation) as i32;
        let shift = if distance > 0 { RISE_SHIFT } else { FALL_SHIFT };
        self.deviation = self.deviation.wrapping_add_signed(distance >> shift);
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

/// Rounds up to whole frames, without a division: `samples`, with a fraction, in frames of which `per_frame` is 2^32 / `frame`.
#[inline(always)]
fn whole(samples: u32, frame: i32, per_frame: u32) -> i32 {
    let samples = u64::from(samples >> FRACTION) + u64::from(frame as u32 - 1);
    ((samples * u64::from(per_frame)) >> 32) as i32 * frame
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use crate::rt::frame::TickClock;
    use crate::rt::index::RateIndex;
    use crate::units::{FrameLen, SampleRate};
    use proptest::prelude::*;
    use std::cmp::Ordering;

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

    /// Candidates one by one, by the definition.
    struct Plain {
        costs: Vec<i64>,
        deviation: i64,
        reserve: i64,
        learnt: u32,
        /// 1/64 ms.
        price: i64,
    }

    impl Plain {
        fn reserves(&self, frame: i64) -> Vec<i64> {
            let multiples =
                [2, 3, 4, 6].map(|times| (((times * self.deviation) >> 8) as u64).div_ceil(frame as u64));
            let frames = (0..15).chain(multiples.map(|frames| frames as i64));
            frames.map(|frames| frames * frame).collect()
        }

        fn learn(&mut self, frame: i64, rate: SampleRate, above: i64) {
            self.learnt += 1;
            self.price += if above > self.reserve { 9_600 } else { -86 };
            self.price = self.price.clamp(600 * 64, 5_000 * 64);
            let price = rate.samples_in_ms((self.price / 64) as u32) as i64;
            let reserves = self.reserves(frame);
            let mut values = Vec::new();
            for (cost, reserve) in self.costs.iter_mut().zip(&reserves) {
                let charge = reserve + if above > *reserve { price } else { 0 };
                *cost += ((charge << 8) - *cost) >> self.learnt.ilog2().clamp(3, 11);
                values.push(*cost + if *reserve == self.reserve { 0 } else { (frame * 3 / 8) << 8 });
            }
            let least = values.iter().min().unwrap();
            let cheapest = values.iter().position(|value| value == least).unwrap();
            let distance = (above << 8) - self.deviation;
            self.deviation += distance >> if distance > 0 { 3 } else { 5 };
            self.reserve = self.reserves(frame)[cheapest];
        }
    }

    proptest! {
        #[test]
        fn all_candidates_at_once_are_each_alone(
            lags in proptest::collection::vec((0_i64..30, 0..9_700_i64), 1..400),
            rate in proptest::sample::select(SampleRate::ALL.to_vec()),
            prefill in 0_u32..2_000,
        ) {
            let format = format(FrameLen::Ms20, rate);
            let (frame, price) = (format.frame as i64, rate.samples_in_ms(2_000) as i64);
            let mut model = ArrivalModel::new(&format, prefill);
            let first = (0..15).map(|step| (step * frame + (price >> (3 * step + 2).min(31))) << 8);
            let mut plain = Plain {
                costs: first.chain([price << 8; 4]).collect(),
                deviation: 0,
                reserve: prefill.into(),
                learnt: 8,
                price: 2_000 * 64,
            };
            for (rare, far) in lags {
                // Most are near: a few frames above the floor, which is 0.
                model.learn(&format, 0);
                plain.learn(frame, rate, 0);
                let lag = if rare == 0 { far } else { rare * frame / 8 };
                model.learn(&format, lag);
                if lag <= rate.samples_in_ms(200) as i64 {
                    plain.learn(frame, rate, lag);
                }
                prop_assert_eq!(i64::from(model.reserve()), plain.reserve);
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

    /// Five late packets in a hundred are worth a reserve of 40 ms, one in a thousand is not.
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

    /// Where the first price does not pay for a reserve with which few are late, it rises until it does. Where few are late
    /// it falls.
    #[test]
    fn the_price_follows_the_share_of_late_packets() {
        let format = format(FrameLen::Ms10, SampleRate::Hz8000);
        for (most, price) in [(80, Ordering::Less), (1_000, Ordering::Greater)] {
            let mut model = ArrivalModel::new(&format, 0);
            let (mut number, mut late) = (numbers(), 0);
            for at in 0..40_000 {
                let lag = if number(20) == 0 { number(most) } else { 0 };
                late += usize::from(at >= 20_000 && lag > i64::from(model.reserve()));
                model.learn(&format, lag);
            }
            assert!(late < 220, "{late} of 20000 are late");
            assert_eq!(model.price.cmp(&(FIRST_PRICE_MS << PRICE_FRACTION)), price, "{}", model.price);
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
            (model.step_costs, model.multiple_costs, model.deviation, model.reserve, model.price),
            (before.step_costs, before.multiple_costs, before.deviation, before.reserve, before.price)
        );
        model.shift(100);
        assert_eq!(model.floor(), -100);
        model.forget_floor();
        model.learn(&format, 77);
        assert_eq!(model.floor(), 77);
    }
}
