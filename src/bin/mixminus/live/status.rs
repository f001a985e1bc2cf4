//! The state that the screen and the final report show: who talks, DTMF digits, delays, ticks.

use std::collections::{BTreeSet, VecDeque};

use mixminus::{EndReason, Event, EventKind, ParticipantId};
use serde_json::{Value, json};

use super::room::Room;
use super::streams::Streams;

/// Event lines that are kept.
const LINES: usize = 8;

/// DTMF digits that are kept.
const DIGITS: usize = 24;

/// Samples of the delay, one per second, in the means of the beginning and of the end.
const DELAY_SAMPLES: usize = 10;

/// The state.
#[derive(Debug, Default)]
pub struct Status {
    /// Participants that talk.
    pub talking: BTreeSet<ParticipantId>,
    /// Detected DTMF digits, each with the participant's name.
    pub digits: VecDeque<String>,
    /// Event lines.
    pub lines: VecDeque<String>,
    /// Event lines that were not printed yet.
    pub news: Vec<String>,
    /// Delays within the engine, ms: the first ones, the last ones, the longest.
    first: Vec<f64>,
    last: VecDeque<f64>,
    longest: f64,
    pressed: u64,
}

impl Status {
    /// Adds an event line.
    pub fn add_line(&mut self, line: String) {
        self.lines.push_back(line.clone());
        if self.lines.len() > LINES {
            self.lines.pop_front();
        }
        self.news.push(line);
    }

    /// Handles an event. Returns true if the user has left the room.
    pub fn note(&mut self, room: &Room, event: &Event) -> bool {
        let who = event.participant;
        let name = room.name_of(who).unwrap_or("a former participant").to_owned();
        match event.kind {
            EventKind::TalkStarted => _ = self.talking.insert(who),
            EventKind::TalkStopped => _ = self.talking.remove(&who),
            EventKind::Joined => self.add_line(format!("{name} joined")),
            EventKind::Left => {
                self.talking.remove(&who);
                self.add_line(format!("{name} left{}", why(event.reason)));
                return who == room.members[0].who;
            }
            EventKind::DtmfBegan => {
                if let Some(press) = event.dtmf {
                    self.pressed += 1;
                    self.digits.push_back(format!("{} ({name})", press.digit.to_char()));
                    if self.digits.len() > DIGITS {
                        self.digits.pop_front();
                    }
                    self.add_line(format!("digit {} from {name}", press.digit.to_char()));
                }
            }
            EventKind::Gap => self.add_line(format!("{} events were lost", event.value)),
            EventKind::Stopped => self.add_line("the engine has stopped".into()),
            _ => (),
        }
        false
    }

    /// Adds the delay within the engine, once per second; 0: not known yet.
    pub fn delay(&mut self, ms: f64) {
        if ms <= 0.0 {
            return;
        }
        if self.first.len() < DELAY_SAMPLES {
            self.first.push(ms);
        }
        self.last.push_back(ms);
        if self.last.len() > DELAY_SAMPLES {
            self.last.pop_front();
        }
        self.longest = self.longest.max(ms);
    }

    /// The final report.
    pub fn json(&self, room: &Room, streams: &Streams, rate: u32, seconds: f64, other_ticks: u64) -> Value {
        let you = room.engine.participant_stats(room.members[0].who).unwrap_or_default();
        let stats = room.engine.stats();
        let mean = |values: &mut dyn Iterator<Item = &f64>| {
            let values: Vec<f64> = values.copied().collect();
            values.iter().sum::<f64>() / values.len().max(1) as f64
        };
        let [microphone, loudspeakers] = streams.delays_ms();
        let last = mean(&mut self.last.iter());
        let [input, output] = streams.names();
        json!({
            "input": input,
            "output": output,
            "rate": rate,
            "seconds": seconds,
            "ticks": stats.ticks,
            "ticks_without_loudspeakers": other_ticks,
            "tick_us_mean": stats.tick_ns_total as f64 / 1e3 / stats.ticks.max(1) as f64,
            "tick_us_max": stats.tick_ns_max as f64 / 1e3,
            "delay_ms": {
                "microphone": microphone,
                "engine_first": mean(&mut self.first.iter()),
                "engine_last": last,
                "engine_max": self.longest,
                "loudspeakers": loudspeakers,
                "mouth_to_ear": microphone + last + loudspeakers,
            },
            "microphone": {
                "samples": you.written, "lost": you.write_refused, "underruns": you.underruns,
                "trims": you.trims, "trimmed_samples": you.trimmed,
            },
            "xruns": streams.xruns(),
            "reopened": streams.reopened,
            "dtmf": self.pressed,
        })
    }
}

/// The reason of a leave, to follow "… left".
fn why(reason: EndReason) -> &'static str {
    match reason {
        EndReason::HangUp => ": hung up",
        EndReason::EngineStopped => ": the engine has stopped",
        EndReason::RoomClosed => ": the room was closed",
        EndReason::Removed => ": removed",
        EndReason::TimeLimit => ": time limit",
        EndReason::Terminator => ": terminator",
        EndReason::Signal => ": interrupted by a signal",
        _ => "",
    }
}
