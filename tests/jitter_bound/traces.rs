//! Traces of packets as networks deliver them, each made from a seed.
#![allow(dead_code)]

use crate::common::Random;

/// Samples of a packet: 20 ms at 8 kHz.
pub const PACKET: usize = 160;
/// Milliseconds of a packet.
const PACKET_MS: f64 = 20.0;

/// A packet of 20 ms.
#[derive(Clone, Copy, Debug)]
pub struct Packet {
    /// The media time of its first sample, in samples.
    pub media: usize,
    /// When it was sent, ms on the receiver's clock.
    pub sent_ms: f64,
    /// When it arrived, ms; `None`: lost on the way.
    pub arrived_ms: Option<f64>,
    /// It is part of a talkspurt.
    pub is_speech: bool,
    /// The sender has paused before it without sending.
    pub starts_talkspurt: bool,
}

/// A kind of line.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name, as the table has it.
    pub name: &'static str,
    network: Network,
    /// The sender's clock against the receiver's, ppm.
    drift_ppm: f64,
    /// The sender sends nothing in pauses.
    dtx: bool,
    /// Packets that are lost, percent, in bursts of that mean length.
    loss: (f64, f64),
}

/// How long packets take beyond the least.
#[derive(Clone, Copy, Debug)]
enum Network {
    /// Exponentially distributed with that mean in ms, in order.
    Queue(f64),
    /// Evenly distributed from 0 to so many ms, packet by packet: in any order.
    Reordering(f64),
    /// As a queue with that mean; so many percent take so many ms more, and are overtaken.
    Overtaken { mean: f64, percent: f64, more: f64 },
    /// A cell's grants every so many ms, and retransmissions of 8 ms with that probability, in percent, up to 4 times.
    Cell { grant: f64, retransmits: f64 },
    /// As `Cell`, and fades: for 100 to 400 ms, every so many seconds on average, all takes 20 to 80 ms more.
    CellFading { every_s: f64 },
    /// A queue, and holds of such lengths, ms, every so many seconds on average: what is held comes at once.
    Holds { mean: f64, every_s: f64, from: f64, to: f64 },
    /// A queue that fills up to so many ms in so many seconds and drains, again and again.
    Congestion { most: f64, cycle_s: f64 },
    /// A queue that others fill by bursts: each adds up to so many ms, and drains by a part of 1 in `drain`.
    CrossTraffic { most: f64, percent: f64, drain: f64 },
    /// A queue, and another route every so many seconds, up to so many ms longer than the shortest.
    Routes { mean: f64, every_s: f64, most: f64 },
    /// A queue, and every so many seconds nothing for two seconds.
    Stalls { mean: f64, every_s: f64 },
    /// A queue whose mean changes between two values every so many seconds.
    Changing { calm: f64, busy: f64, every_s: f64 },
    /// A long tail: Pareto of that scale in ms, with that exponent, at most 300 ms.
    LongTail { scale: f64, exponent: f64 },
}

/// All kinds.
pub fn kinds() -> Vec<Kind> {
    use Network::*;
    let kind = |name, network| Kind { name, network, drift_ppm: 0.0, dtx: false, loss: (0.0, 1.0) };
    let wifi = Holds { mean: 2.0, every_s: 4.0, from: 20.0, to: 60.0 };
    vec![
        kind("LAN, quiet", Queue(0.2)),
        kind("LAN, busy", Queue(2.0)),
        kind("internet, calm", Queue(4.0)),
        kind("internet, busy", Queue(10.0)),
        kind("internet, long tail", LongTail { scale: 2.0, exponent: 1.5 }),
        kind("LTE", Cell { grant: 10.0, retransmits: 10.0 }),
        kind("LTE, weak", Cell { grant: 10.0, retransmits: 40.0 }),
        kind("LTE, fading", CellFading { every_s: 6.0 }),
        kind("Wi-Fi", wifi),
        kind("Wi-Fi, holds", Holds { mean: 3.0, every_s: 5.0, from: 40.0, to: 120.0 }),
        kind("Wi-Fi, long holds", Holds { mean: 3.0, every_s: 8.0, from: 100.0, to: 300.0 }),
        kind("cross traffic", CrossTraffic { most: 40.0, percent: 4.0, drain: 4.0 }),
        kind("congestion", Congestion { most: 80.0, cycle_s: 8.0 }),
        kind("congestion, heavy", Congestion { most: 200.0, cycle_s: 20.0 }),
        kind("route changes", Routes { mean: 2.0, every_s: 20.0, most: 80.0 }),
        kind("stalls of 2 s", Stalls { mean: 3.0, every_s: 50.0 }),
        kind("reordering, 20 ms", Reordering(20.0)),
        kind("reordering, 40 ms", Reordering(40.0)),
        kind("overtaken, 5 %", Overtaken { mean: 2.0, percent: 5.0, more: 45.0 }),
        Kind { loss: (5.0, 1.0), ..kind("loss, 5 %", Queue(4.0)) },
        Kind { loss: (10.0, 3.0), ..kind("loss, 10 % in bursts", Queue(6.0)) },
        Kind { drift_ppm: 300.0, ..kind("drift +300 ppm", Queue(2.0)) },
        Kind { drift_ppm: -300.0, ..kind("drift -300 ppm", Queue(6.0)) },
        Kind { dtx: true, ..kind("DTX, internet", Queue(5.0)) },
        Kind { dtx: true, loss: (2.0, 1.0), ..kind("DTX, Wi-Fi", wifi) },
        kind("changing", Changing { calm: 1.0, busy: 15.0, every_s: 15.0 }),
    ]
}

impl Kind {
    /// The same with a sender that sends nothing in pauses.
    pub fn with_dtx(self) -> Kind {
        Kind { dtx: true, ..self }
    }

    /// The same with a network that loses so many percent, one by one.
    pub fn with_loss(self, percent: f64) -> Kind {
        Kind { loss: (percent, 1.0), ..self }
    }

    /// The same with a sender whose clock differs.
    pub fn with_drift(self, drift_ppm: f64) -> Kind {
        Kind { drift_ppm, ..self }
    }

    /// A trace of so many seconds.
    pub fn trace(&self, seed: u64, seconds: usize) -> Vec<Packet> {
        let mut draw = Draw(Random(seed ^ 0x5eed_0000));
        // The sender's phase against the ticks.
        let phase = 5_000.0 + draw.part() * PACKET_MS;
        let speaks = talkspurts(&mut draw, seconds * 50);
        let mut way =
            Way { network: self.network, draw, now: 0.0, more: 0.0, until: 0.0, next: 0.0, is_on: false };
        let (mut was_lost, mut newest, mut is_quiet) = (false, 0.0_f64, false);
        let mut packets = Vec::new();
        for (at, is_speech) in speaks.into_iter().enumerate() {
            if self.dtx && !is_speech {
                is_quiet = true;
                continue;
            }
            let sent_ms = phase + at as f64 * PACKET_MS * (1.0 + self.drift_ppm * 1e-6);
            let arrives = sent_ms + 20.0 + way.takes(sent_ms);
            let arrives = if way.is_in_order() { arrives.max(newest) } else { arrives };
            newest = newest.max(arrives);
            let (percent, burst) = self.loss;
            // A burst goes on with a probability that gives its mean length.
            let part =
                if was_lost { 1.0 - 1.0 / burst } else { percent / 100.0 / burst / (1.0 - percent / 100.0) };
            was_lost = way.draw.part() < part;
            packets.push(Packet {
                media: at * PACKET,
                sent_ms,
                arrived_ms: (!was_lost).then_some(arrives),
                is_speech,
                starts_talkspurt: std::mem::take(&mut is_quiet),
            });
        }
        packets
    }
}

/// Which packets are speech: talkspurts of 1.3 s and pauses of 1 s on average, none below 200 ms.
fn talkspurts(draw: &mut Draw, packets: usize) -> Vec<bool> {
    let mut speaks = Vec::new();
    while speaks.len() < packets {
        for (is_speech, mean_ms) in [(true, 1_100.0), (false, 800.0)] {
            let count = ((200.0 + draw.exponential(mean_ms)) / PACKET_MS) as usize;
            speaks.extend(std::iter::repeat_n(is_speech, count));
        }
    }
    speaks.truncate(packets);
    speaks
}

/// Random numbers of distributions.
#[derive(Debug)]
struct Draw(Random);

impl Draw {
    /// From 0 to 1, without 1.
    fn part(&mut self) -> f64 {
        (self.0.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + self.part() * (to - from)
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.part()).ln()
    }
}

/// The way of the packets of a trace.
#[derive(Debug)]
struct Way {
    network: Network,
    draw: Draw,
    /// When the last packet was sent.
    now: f64,
    /// What a packet takes in addition, while something lasts.
    more: f64,
    /// Until when it lasts, and when it begins next.
    until: f64,
    next: f64,
    is_on: bool,
}

impl Way {
    fn is_in_order(&self) -> bool {
        !matches!(self.network, Network::Reordering(_) | Network::Overtaken { .. })
    }

    /// Returns true once each `every_s` seconds on average.
    fn begins(&mut self, now: f64, every_s: f64) -> bool {
        if self.next == 0.0 {
            self.next = now + self.draw.exponential(every_s * 1000.0);
        }
        let begins = now >= self.next;
        if begins {
            self.next = now + self.draw.exponential(every_s * 1000.0);
        }
        begins
    }

    /// How long a packet that is sent at `now` takes beyond the least, ms.
    fn takes(&mut self, now: f64) -> f64 {
        let since = now - std::mem::replace(&mut self.now, now);
        match self.network {
            Network::Queue(mean) => self.draw.exponential(mean),
            Network::Reordering(most) => self.draw.between(0.0, most),
            Network::Overtaken { mean, percent, more } => {
                let more = if self.draw.part() * 100.0 < percent { more * self.draw.part() } else { 0.0 };
                self.draw.exponential(mean) + more
            }
            Network::Cell { grant, retransmits } => self.cell(now, grant, retransmits),
            Network::CellFading { every_s } => {
                if self.begins(now, every_s) {
                    (self.until, self.more) =
                        (now + self.draw.between(100.0, 400.0), self.draw.between(20.0, 80.0));
                }
                let more = if now < self.until { self.more * self.draw.part() } else { 0.0 };
                self.cell(now, 10.0, 10.0) + more
            }
            Network::Holds { mean, every_s, from, to } => {
                if self.begins(now, every_s) {
                    self.until = now + self.draw.between(from, to);
                }
                (self.until - now).max(0.0) + self.draw.exponential(mean)
            }
            Network::Congestion { most, cycle_s } => {
                let part = now / 1000.0 / cycle_s % 1.0;
                let fill = if part < 0.7 { (part / 0.7).powi(2) } else { 1.0 - (part - 0.7) / 0.3 };
                fill * most + self.draw.exponential(1.0 + fill * most / 10.0)
            }
            Network::CrossTraffic { most, percent, drain } => {
                if self.draw.part() * 100.0 < percent {
                    self.more += self.draw.between(0.0, most);
                }
                self.more = (self.more - since / drain).max(0.0);
                self.more + self.draw.exponential(1.0)
            }
            Network::Routes { mean, every_s, most } => {
                if self.begins(now, every_s) {
                    self.more = self.draw.between(0.0, most);
                }
                self.more + self.draw.exponential(mean)
            }
            Network::Stalls { mean, every_s } => {
                if self.begins(now, every_s) {
                    self.until = now + 2_000.0;
                }
                (self.until - now).max(0.0) + self.draw.exponential(mean)
            }
            Network::Changing { calm, busy, every_s } => {
                if self.begins(now, every_s) {
                    self.is_on = !self.is_on;
                }
                self.draw.exponential(if self.is_on { busy } else { calm })
            }
            Network::LongTail { scale, exponent } => {
                (scale * ((1.0 - self.draw.part()).powf(-1.0 / exponent) - 1.0)).min(300.0)
            }
        }
    }

    fn cell(&mut self, now: f64, grant: f64, retransmits: f64) -> f64 {
        let waits = grant - now % grant;
        let again = (0..4).take_while(|_| self.draw.part() * 100.0 < retransmits).count();
        waits + 8.0 * again as f64
    }
}
