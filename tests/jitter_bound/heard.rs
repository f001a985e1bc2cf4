//! What a listener hears of a trace, and when: found in the audio, packet by packet.
#![allow(dead_code)]

use crate::bound::{Played, TICK, TICK_MS, fastest};
use crate::common::Random;
use crate::traces::{PACKET, Packet};
use std::collections::HashMap;

/// Samples in a millisecond.
const MS: f64 = 8.0;
/// Samples that are looked for at once.
const WINDOW: usize = 8;
/// One window of so many samples is looked for.
const ANCHOR: usize = 16;

/// What is said in a trace: voiced sounds of changing pitch, and faint noise in pauses. No eight samples come twice.
pub fn said(trace: &[Packet], seed: u64) -> Vec<i16> {
    let len = trace.last().map_or(0, |packet| packet.media + PACKET);
    let mut random = Random(seed);
    let mut audio: Vec<i16> = (0..len).map(|_| random.below(25) as i16 - 12).collect();
    let (mut period, mut phase, mut was_speech) = (50, 0, false);
    let (mut one, mut two) = (0.0_f64, 0.0_f64);
    for packet in trace {
        if packet.is_speech && (!was_speech || random.percent(10)) {
            period = 30 + random.below(60);
        }
        was_speech = packet.is_speech;
        if !packet.is_speech {
            continue;
        }
        for sample in &mut audio[packet.media..packet.media + PACKET] {
            // Pulses through a resonance at 600 Hz.
            let pulse = if phase == 0 { 9_000.0 } else { 0.0 };
            phase = (phase + 1) % period;
            (one, two) = (pulse + 1.69 * one - 0.9 * two, one);
            *sample = (*sample * 4).saturating_add((one / 4.0) as i16);
        }
    }
    audio
}

/// When an anchor was heard: the first and the last time, in samples.
type Times = Option<(usize, usize)>;

/// How a trace was played of which `said` was heard as `heard`, which begins with tick 0.
pub fn judge(trace: &[Packet], said: &[i16], heard: &[i16]) -> Played {
    judge_part(trace, trace, said, heard)
}

/// How a part of the packets of a trace was played.
pub fn judge_part(trace: &[Packet], part: &[Packet], said: &[i16], heard: &[i16]) -> Played {
    let fastest = fastest(trace);
    let anchors = find_anchors(said, heard);
    let mut played = Played::default();
    // The offset that was in force last, and the media time up to which it was.
    let mut before: Option<(i64, usize)> = None;
    for packet in part {
        let own = packet.media / ANCHOR..(packet.media + PACKET) / ANCHOR;
        let times: Vec<(usize, usize, usize)> =
            own.filter_map(|at| anchors[at].map(|(first, last)| (at * ANCHOR, first, last))).collect();
        if let Some(arrived_ms) = packet.arrived_ms
            && packet.is_speech
        {
            // The time of the tick that sees it first, less its media time.
            let lag = ((arrived_ms / TICK_MS).ceil() as usize * TICK) as i64 - packet.media as i64;
            let known =
                before.filter(|(_, media)| !packet.starts_talkspurt && packet.media - media < 4 * PACKET);
            let is_late = times.is_empty() || known.is_some_and(|(offset, _)| lag > offset);
            played.packets += 1;
            played.late += usize::from(is_late);
            if !is_late {
                let offsets = times.iter().map(|(media, first, _)| (*first as f64 - *media as f64) / MS);
                let offset = offsets.sum::<f64>() / times.len() as f64;
                let delay = offset + packet.media as f64 / MS - packet.sent_ms - fastest;
                played.delay_ms += delay;
                played.worst_ms = played.worst_ms.max(delay);
            }
        }
        if let Some((media, _, last)) = times.last() {
            before = Some((*last as i64 - *media as i64, *media));
        }
    }
    played
}

/// Finds where each [`ANCHOR`]th window of what was said was heard.
fn find_anchors(said: &[i16], heard: &[i16]) -> Vec<Times> {
    let key = |samples: &[i16]| samples.iter().fold(0_u128, |key, x| key << 16 | u128::from(*x as u16));
    let mut places = HashMap::new();
    for at in 0..said.len() / ANCHOR {
        places.insert(key(&said[at * ANCHOR..at * ANCHOR + WINDOW]), at);
    }
    let mut times: Vec<Times> = vec![None; said.len() / ANCHOR];
    for (at, window) in heard.windows(WINDOW).enumerate() {
        if let Some(place) = places.get(&key(window)) {
            let time = &mut times[*place];
            *time = Some((time.map_or(at, |(first, _)| first), at));
        }
    }
    times
}
