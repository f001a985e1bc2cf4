//! The way of a line's packets to the engine, in virtual time: the sender's clock, losses, delays, and the order in which
//! packets arrive. All of it is drawn from a seed, in integers, so it is the same everywhere.

pub mod impairments;
mod losses;

use std::collections::BTreeMap;

use mixminus::{FrameLen, SampleRate, WriteInfo};

use self::impairments::Impairments;
use self::losses::Losses;
use crate::random::Random;

/// The loudest sample of a packet that DTX does not send: −60 dBFS.
const SILENT_PEAK: u16 = 32;

/// Tells the seed of delays from that of losses, so that a line loses the same packets whatever its jitter.
const JITTER_SEED: u64 = 0x6a69_7474_6572;

/// A packet.
#[derive(Debug)]
pub struct Packet {
    /// What it carries.
    pub samples: Vec<i16>,
    /// What the engine gets to know of it.
    pub info: WriteInfo,
}

/// How many packets there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PacketCounts {
    /// Sent, those lost on the way included.
    pub sent: u64,
    /// Lost on the way.
    pub lost: u64,
}

/// The network of a line.
#[derive(Debug)]
pub struct Network {
    impairments: Impairments,
    /// Packets have timestamps; else each write says how much was lost before it.
    has_timestamps: bool,
    rate: SampleRate,
    packet_samples: usize,
    tick_ns: u64,
    /// Time since the line began.
    now_ns: u64,
    /// Packets that the sender's clock has completed.
    complete: u64,
    losses: Losses,
    delays: Random,
    /// When the last packet arrives, of those that may not be overtaken.
    last_arrival_ns: u64,
    /// By arrival, then in the order of sending.
    on_the_way: BTreeMap<(u64, u64), Packet>,
    /// Samples that [`Network::lose`] still loses.
    lose_samples: u64,
    /// Samples lost before the next packet.
    lost_before: u32,
    /// Ticks for which nothing arrives.
    stall: u64,
    /// DTX has kept the last packet back.
    is_paused: bool,
    counts: PacketCounts,
}

impl Network {
    /// The network of a line at `rate`; `None`: one that impairs nothing, with a packet a tick and no timestamps.
    pub fn new(rate: SampleRate, frame_len: FrameLen, impairments: Option<Impairments>) -> Network {
        let has_timestamps = impairments.is_some();
        let impairments = impairments.unwrap_or(Impairments::none(frame_len.ms()));
        Network {
            impairments,
            has_timestamps,
            rate,
            packet_samples: rate.samples_in_ms(impairments.packet_ms),
            tick_ns: u64::from(frame_len.ms()) * 1_000_000,
            now_ns: 0,
            complete: 0,
            losses: Losses::new(&impairments),
            delays: Random(u64::from(impairments.seed) ^ JITTER_SEED),
            last_arrival_ns: 0,
            on_the_way: BTreeMap::new(),
            lose_samples: 0,
            lost_before: 0,
            stall: 0,
            is_paused: false,
            counts: PacketCounts::default(),
        }
    }

    /// The packets of the next so many samples are lost.
    pub fn lose(&mut self, samples: u64) {
        self.lose_samples += samples;
    }

    /// Nothing arrives for so many ticks; then all that waits does.
    pub fn stall(&mut self, ticks: u64) {
        self.stall += ticks;
    }

    /// Packets are at another rate from now on; those that are on the way at the old one are lost.
    pub fn set_rate(&mut self, rate: SampleRate) {
        let converted = |samples: u64| samples * u64::from(rate.hz()) / u64::from(self.rate.hz());
        self.lose_samples = converted(self.lose_samples);
        let on_the_way = self.on_the_way.values().map(|packet| packet.samples.len() as u64).sum();
        let lost_before = u64::from(self.lost_before).saturating_add(on_the_way);
        self.lost_before = u32::try_from(converted(lost_before)).unwrap_or(u32::MAX);
        self.counts.lost += self.on_the_way.len() as u64;
        self.on_the_way.clear();
        self.rate = rate;
        self.packet_samples = rate.samples_in_ms(self.impairments.packet_ms);
    }

    /// How many packets there were so far.
    pub fn counts(&self) -> PacketCounts {
        self.counts
    }

    /// A tick passes: the sender sends what its clock has completed, taken from `speak`. Returns what has arrived, in its
    /// order.
    pub fn tick(&mut self, mut speak: impl FnMut(&mut [i16])) -> Vec<Packet> {
        self.now_ns += self.tick_ns;
        loop {
            let sent_ns = self.end_ns(self.complete);
            if sent_ns > self.now_ns {
                break;
            }
            let mut samples = vec![0; self.packet_samples];
            speak(&mut samples);
            self.send(self.complete, sent_ns, samples);
            self.complete += 1;
        }
        if self.stall > 0 {
            self.stall -= 1;
            return Vec::new();
        }
        let later = self.on_the_way.split_off(&(self.now_ns + 1, 0));
        std::mem::replace(&mut self.on_the_way, later).into_values().collect()
    }

    /// When the sender's clock has completed a packet, in nanoseconds of the engine's.
    fn end_ns(&self, number: u64) -> u64 {
        let samples = u128::from(number + 1) * self.packet_samples as u128;
        let ticking = (1_000_000_000 + i64::from(self.impairments.drift_ppb)).unsigned_abs();
        let per_second = u128::from(self.rate.hz()) * u128::from(ticking);
        (samples * 1_000_000_000 * 1_000_000_000 / per_second) as u64
    }

    fn send(&mut self, number: u64, sent_ns: u64, samples: Vec<i16>) {
        let length = samples.len() as u64;
        if self.impairments.dtx && samples.iter().all(|sample| sample.unsigned_abs() <= SILENT_PEAK) {
            self.is_paused = true;
            return;
        }
        self.counts.sent += 1;
        let starts_talkspurt = std::mem::take(&mut self.is_paused);
        let is_lost = self.losses.next_is_lost() || self.lose_samples > 0;
        let arrival_ns = self.arrival_ns(sent_ns);
        if is_lost {
            self.counts.lost += 1;
            self.lose_samples = self.lose_samples.saturating_sub(length);
            self.lost_before = self.lost_before.saturating_add(length as u32);
            return;
        }
        let info = if self.has_timestamps {
            WriteInfo { timestamp: Some(number * length), starts_talkspurt, lost: 0 }
        } else {
            WriteInfo { lost: std::mem::take(&mut self.lost_before), ..WriteInfo::default() }
        };
        self.on_the_way.insert((arrival_ns, number), Packet { samples, info });
    }

    /// When a packet arrives. Lost packets have a delay, too, so that others have the same whatever is lost.
    fn arrival_ns(&mut self, sent_ns: u64) -> u64 {
        let most_ns = u64::from(self.impairments.jitter_ms) * 1_000_000;
        let arrival_ns = sent_ns + self.delays.below(most_ns + 1);
        if self.impairments.reorder {
            return arrival_ns;
        }
        self.last_arrival_ns = self.last_arrival_ns.max(arrival_ns);
        self.last_arrival_ns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Impairments = Impairments { seed: 3, ..Impairments::none(20) };

    /// The timestamps that arrive in each tick.
    fn arrivals(impairments: Impairments, ticks: usize, sample: i16) -> Vec<Vec<u64>> {
        let mut network = Network::new(SampleRate::Hz8000, FrameLen::Ms20, Some(impairments));
        let mut tick = || network.tick(|samples| samples.fill(sample));
        let timestamps = |packets: Vec<Packet>| packets.iter().filter_map(|one| one.info.timestamp).collect();
        (0..ticks).map(|_| timestamps(tick())).collect()
    }

    #[test]
    fn without_impairments_each_tick_has_its_packet() {
        let due: Vec<Vec<u64>> = (0..500).map(|tick| vec![tick * 160]).collect();
        assert_eq!(arrivals(PLAIN, 500, 1000), due);
        assert!(arrivals(Impairments { dtx: true, ..PLAIN }, 500, 32).concat().is_empty());
    }

    #[test]
    fn jitter_keeps_the_order_unless_packets_may_overtake() {
        for reorder in [false, true] {
            let found = arrivals(Impairments { jitter_ms: 60, reorder, ..PLAIN }, 2000, 1000);
            for (tick, timestamp) in
                (0..).zip(&found).flat_map(|(tick, all)| all.iter().map(move |t| (tick, t)))
            {
                let delay: u64 = tick - timestamp / 160;
                assert!(delay <= 3, "{delay} ticks");
            }
            assert_eq!(found.concat().is_sorted(), !reorder);
            assert!(found.concat().len() >= 1997);
        }
    }

    #[test]
    fn a_fast_clock_sends_more() {
        for (drift_ppb, due) in [(-500_000, 49_975), (0, 50_000), (500_000, 50_025)] {
            assert_eq!(arrivals(Impairments { drift_ppb, ..PLAIN }, 50_000, 1000).concat().len(), due);
        }
    }
}
