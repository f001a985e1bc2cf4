//! The engine's events as lines of JSON.

use std::fmt::Debug;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use mixminus::{
    DtmfDigit, EndReason, Engine, Event, EventKind, FrameLen, ParticipantId, RoomId, STATE_DEAF,
    STATE_DTMF_DETECTED, STATE_DTMF_GENERATED, STATE_DTMF_SUPPRESSED, STATE_HELD, STATE_MUTED, STATE_TALKING,
};
use serde_json::{Map, Value};

use super::names::{Names, RoomName};
use super::outputs::Staging;
use crate::fail::Failure;

/// How many events are taken from the engine at once.
const BATCH: usize = 256;

/// Writes events to a file as they come.
#[derive(Debug)]
pub struct EventLog {
    path: PathBuf,
    out: BufWriter<File>,
    frame_ms: u64,
    /// The names.
    pub names: Names,
    /// The tick in which the recordings begin.
    first_tick: u64,
    room_ended: bool,
}

impl EventLog {
    /// A log at `path`.
    pub fn create(path: PathBuf, frame: FrameLen, names: Names) -> std::io::Result<EventLog> {
        let out = BufWriter::new(File::create_new(&path)?);
        Ok(EventLog {
            path,
            out,
            frame_ms: frame.ms().into(),
            names,
            first_tick: u64::MAX,
            room_ended: false,
        })
    }

    /// Writes all events that wait in the engine.
    pub fn drain(&mut self, engine: &Engine, staging: &Staging) -> Result<(), Failure> {
        let mut events = [Event::default(); BATCH];
        loop {
            let count = engine.poll(&mut events)?;
            for event in &events[..count] {
                self.room_ended |= event.kind == EventKind::RoomEnded;
                let line = Value::Object(self.fields(event));
                writeln!(self.out, "{line}").map_err(|error| staging.failure(&self.path, error))?;
            }
            if count < BATCH {
                return Ok(());
            }
        }
    }

    /// Writes a line of another kind: `fields` with the time of its `tick`.
    pub fn note(&mut self, mut fields: Map<String, Value>, staging: &Staging) -> Result<(), Failure> {
        let tick = fields.get("tick").and_then(Value::as_u64).unwrap_or(0);
        fields.insert("ms".into(), (tick.saturating_sub(self.first_tick) * self.frame_ms).into());
        let line = Value::Object(fields);
        writeln!(self.out, "{line}").map_err(|error| staging.failure(&self.path, error))
    }

    /// From now on `ms` counts from the beginning of this tick; before, it is 0.
    pub fn begin_at(&mut self, tick: u64) {
        self.first_tick = tick;
    }

    /// Returns true if the end of the room has been reported.
    pub fn room_ended(&self) -> bool {
        self.room_ended
    }

    /// Writes what is left; the file is then whole.
    pub fn finish(mut self, staging: &Staging) -> Result<(), Failure> {
        self.out.flush().map_err(|error| staging.failure(&self.path, error))
    }

    /// One event: only the fields that its kind speaks of.
    fn fields(&mut self, event: &Event) -> Map<String, Value> {
        let names = &mut self.names;
        let mut fields = Map::new();
        let mut set = |key: &str, value: Value| fields.insert(key.into(), value);
        set("sequence", event.sequence.into());
        set("tick", event.tick.into());
        set("ms", (event.tick.saturating_sub(self.first_tick) * self.frame_ms).into());
        set("event", snake_case(event.kind).into());
        let is_of_participant = event.participant != ParticipantId::NONE;
        if is_of_participant {
            set("participant", names.participant(event.user));
            set("state", states(event.state).into());
        }
        if event.room != RoomId::NONE {
            let RoomName { account, environment, id } = names.room(event.room);
            set("room", id.into());
            if !is_of_participant {
                set("account", account.into());
                set("environment", environment.into());
            }
        }
        if event.reason != EndReason::None {
            set("reason", snake_case(event.reason).into());
        }
        match (event.kind, event.reason) {
            (EventKind::Moved, _) => set("from", names.room(RoomId(event.value as u64)).id.into()),
            (EventKind::Left, EndReason::Removed) => {
                names.take_removal(event.participant).and_then(|text| set("text", text.into()))
            }
            (EventKind::Left, EndReason::Terminator) => {
                let key = u8::try_from(event.value).ok().map(char::from).and_then(DtmfDigit::from_char);
                set("key", key.map(|key| key.to_char().to_string()).into())
            }
            (EventKind::Left, EndReason::Signal) | (EventKind::Signal, _) => {
                set("signal", names.signal(event.value))
            }
            (EventKind::PlayEnded, _) => {
                names.take_sound(event.value).and_then(|sound| set("sound", sound.into()))
            }
            _ => None,
        };
        match event.kind {
            // What else is a handle is text: numbers of 64 bits do not survive every reader of JSON.
            EventKind::RecordingStarted
            | EventKind::RecordingStopped
            | EventKind::RecordingFailed
            | EventKind::RecordingRecovered => set("recording", format!("{:#x}", event.value).into()),
            EventKind::Moved => None,
            _ if event.value == 0 => None,
            _ => set("value", event.value.into()),
        };
        if let Some(end) = event.play_end {
            set("end", snake_case(end).into());
        }
        if let Some(press) = event.dtmf {
            set("key", press.digit.to_char().to_string().into());
            set("source", snake_case(press.source).into());
            set("position", press.position.into());
            set("duration", press.duration.into());
            set("level_mdbm0", press.level_mdbm0.into());
            set("twist_mdb", press.twist_mdb.into());
        }
        if let Some(outcome) = event.signal {
            set("outcome", snake_case(outcome).into());
        }
        if event.resent {
            set("resent", true.into());
        }
        fields
    }
}

/// The flags of a participant, by name.
fn states(flags: u32) -> Vec<&'static str> {
    [
        (STATE_MUTED, "muted"),
        (STATE_DEAF, "deaf"),
        (STATE_TALKING, "talking"),
        (STATE_DTMF_DETECTED, "dtmf_detected"),
        (STATE_DTMF_SUPPRESSED, "dtmf_suppressed"),
        (STATE_DTMF_GENERATED, "dtmf_generated"),
        (STATE_HELD, "held"),
    ]
    .into_iter()
    .filter(|(flag, _)| flags & flag != 0)
    .map(|(_, name)| name)
    .collect()
}

/// The name of an enum's variant as JSON has it: `TalkStarted` is `talk_started`.
fn snake_case(variant: impl Debug) -> String {
    let mut name = String::new();
    for letter in format!("{variant:?}").chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_reasons_are_in_snake_case() {
        assert_eq!(snake_case(EventKind::RoomOpened), "room_opened");
        assert_eq!(snake_case(EventKind::Left), "left");
        assert_eq!(snake_case(EndReason::HangUp), "hang_up");
    }

    #[test]
    fn an_event_has_only_the_fields_that_it_speaks_of() {
        let path = std::env::temp_dir().join(format!("mixminus-events-{}", std::process::id()));
        let names = Names::new(vec!["room".into(), "ann \"a\"".into()]);
        let mut log = EventLog::create(path.clone(), FrameLen::Ms20, names).unwrap();
        std::fs::remove_file(path).unwrap();
        let opened = Event { sequence: 1, tick: 1, kind: EventKind::RoomOpened, ..Event::default() };
        assert_eq!(
            Value::Object(log.fields(&opened)).to_string(),
            r#"{"event":"room_opened","ms":0,"sequence":1,"tick":1}"#
        );
        log.begin_at(2);
        let left = Event {
            sequence: 7,
            tick: 3,
            kind: EventKind::Left,
            reason: EndReason::RoomClosed,
            participant: ParticipantId(9),
            user: 1,
            state: STATE_MUTED | STATE_TALKING,
            resent: true,
            ..Event::default()
        };
        assert_eq!(
            Value::Object(log.fields(&left)).to_string(),
            r#"{"event":"left","ms":20,"participant":"ann \"a\"","reason":"room_closed","resent":true,"#
                .to_owned()
                + r#""sequence":7,"state":["muted","talking"],"tick":3}"#
        );
    }
}
