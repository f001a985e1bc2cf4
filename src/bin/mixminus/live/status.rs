//! What is known of the room for the screen and for the end: who talks, what was pressed, delays, ticks.

use std::collections::{BTreeSet, VecDeque};

use mixminus::{EndReason, Event, EventKind, ParticipantId};
use serde_json::{Value, json};

use super::room::Room;
use super::streams::Streams;

/// Lines of what has happened that are kept.
const LINES: usize = 8;

/// Keys that are kept.
const KEYS: usize = 24;

/// How many looks the means at the beginning and at the end are of, one a second.
const LOOKS: usize = 10;

/// What is known.
#[derive(Debug, Default)]
pub struct Status {
    /// Who talks.
    pub talking: BTreeSet<ParticipantId>,
    /// Keys as they were heard, with who pressed them.
    pub keys: VecDeque<String>,
    /// What has happened.
    pub lines: VecDeque<String>,
    /// What has happened and was not taken yet.
    pub news: Vec<String>,
    /// Delays within the engine, ms: the first ones, the last ones, the longest.
    first: Vec<f64>,
    last: VecDeque<f64>,
    longest: f64,
    pressed: u64,
}

impl Status {
    /// Something has happened.
    pub fn tell(&mut self, line: String) {
        self.lines.push_back(line.clone());
        if self.lines.len() > LINES {
            self.lines.pop_front();
        }
        self.news.push(line);
    }

    /// Takes an event; answers whether the one at the card has left.
    pub fn note(&mut self, room: &Room, event: &Event) -> bool {
        let who = event.participant;
        let name = room.name_of(who).unwrap_or("one who has gone").to_owned();
        match event.kind {
            EventKind::TalkStarted => _ = self.talking.insert(who),
            EventKind::TalkStopped => _ = self.talking.remove(&who),
            EventKind::Joined => self.tell(format!("{name} joined")),
            EventKind::Left => {
                self.talking.remove(&who);
                self.tell(format!("{name} left{}", why(event.reason)));
                return who == room.members[0].who;
            }
            EventKind::DtmfBegan => {
                if let Some(press) = event.dtmf {
                    self.pressed += 1;
                    self.keys.push_back(format!("{} ({name})", press.digit.to_char()));
                    if self.keys.len() > KEYS {
                        self.keys.pop_front();
                    }
                    self.tell(format!("key {} by {name}", press.digit.to_char()));
                }
            }
            EventKind::Gap => self.tell(format!("{} events were lost", event.value)),
            EventKind::Stopped => self.tell("the engine has stopped".into()),
            _ => (),
        }
        false
    }

    /// Takes the delay within the engine, once a second; 0: nothing is known yet.
    pub fn delay(&mut self, ms: f64) {
        if ms <= 0.0 {
            return;
        }
        if self.first.len() < LOOKS {
            self.first.push(ms);
        }
        self.last.push_back(ms);
        if self.last.len() > LOOKS {
            self.last.pop_front();
        }
        self.longest = self.longest.max(ms);
    }

    /// How it went.
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
                "samples": you.written, "lost": you.write_refused, "ran_dry": you.underruns,
                "cuts": you.trims, "cut_samples": you.trimmed,
            },
            "breaks": streams.breaks(),
            "reopened": streams.reopened,
            "keys": self.pressed,
        })
    }
}

/// Why one has left, after that it has.
fn why(reason: EndReason) -> &'static str {
    match reason {
        EndReason::HangUp => ": hung up",
        EndReason::EngineStopped => ": the engine has stopped",
        EndReason::RoomClosed => ": the room was closed",
        EndReason::Removed => ": removed",
        EndReason::TimeLimit => ": its time is over",
        EndReason::Terminator => ": by its key",
        EndReason::Signal => ": interrupted by a signal",
        _ => "",
    }
}
