//! Plays the traces through the crate `neteq`, and prints how far it is from the bound:
//! `mixminus-jitter-rival [SECONDS [SEEDS [FIRST SEED]]]`.

#[path = "../../bound.rs"]
mod bound;
#[path = "../../../support/common.rs"]
mod common;
#[path = "../../heard.rs"]
mod heard;
#[path = "../../result.rs"]
mod result;
#[path = "../../traces.rs"]
mod traces;

use bound::{Played, TICK, TICK_MS};
use neteq::codec::AudioDecoder;
use neteq::{AudioPacket, NetEq, NetEqConfig, RtpHeader};
use std::time::Duration;
use traces::{PACKET, Packet};

const RATE_HZ: u32 = 8_000;

/// Linear samples in, the same samples out.
#[derive(Debug)]
struct Linear;

impl AudioDecoder for Linear {
    fn sample_rate(&self) -> u32 {
        RATE_HZ
    }

    fn channels(&self) -> u8 {
        1
    }

    fn decode(&mut self, encoded: &[u8]) -> neteq::Result<Vec<f32>> {
        let sample = |two: &[u8]| f32::from(i16::from_le_bytes([two[0], two[1]])) / 32_768.0;
        Ok(encoded.chunks(2).map(sample).collect())
    }
}

fn play(trace: &[Packet]) -> Played {
    let said = heard::said(trace, 1);
    let config = NetEqConfig { sample_rate: RATE_HZ, ..NetEqConfig::default() };
    web_time::set_now(Duration::ZERO);
    let mut buffer = NetEq::new(config).expect("a buffer");
    buffer.register_decoder(0, Box::new(Linear));
    let mut arriving: Vec<(u16, &Packet)> = (0..)
        .zip(trace)
        .map(|(number, packet)| (number as u16, packet))
        .filter(|(_, packet)| packet.arrived_ms.is_some())
        .collect();
    arriving.sort_by(|one, other| one.1.arrived_ms.partial_cmp(&other.1.arrived_ms).expect("a number"));
    let mut arriving = arriving.into_iter().peekable();
    let ticks = (trace.last().map_or(0.0, |packet| packet.sent_ms) / TICK_MS) as usize + 50;
    let mut heard = Vec::new();
    for tick in 0..ticks {
        let now = tick as f64 * TICK_MS;
        while let Some((number, packet)) =
            arriving.next_if(|(_, packet)| packet.arrived_ms.is_some_and(|at| at <= now))
        {
            web_time::set_now(Duration::from_secs_f64(packet.arrived_ms.unwrap_or(now) / 1000.0));
            let header = RtpHeader::new(number, packet.media as u32, 1, 0, packet.starts_talkspurt);
            let samples = &said[packet.media..packet.media + PACKET];
            let payload = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
            let _ = buffer.insert_packet(AudioPacket::new(header, payload, RATE_HZ, 1, 20));
        }
        web_time::set_now(Duration::from_secs_f64(now / 1000.0));
        let frame = buffer.get_audio().map(|frame| frame.samples).unwrap_or_default();
        heard.extend(frame.iter().map(|x| (x * 32_768.0) as i16));
        heard.resize((tick + 1) * TICK, 0);
    }
    heard::judge(trace, &said, &heard)
}

fn main() {
    let number = |at, usual| std::env::args().nth(at).map_or(usual, |text| text.parse().expect("a number"));
    let (seconds, seeds, first) = (number(1, 300), number(2, 3), number(3, 20_001));
    let seeds: Vec<u64> = (first..first + seeds).map(|seed| seed as u64).collect();
    println!("the crate neteq");
    result::print(&result::measure(&seeds, seconds, play));
}
