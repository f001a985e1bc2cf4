//! Telephone events (RFC 4733) as they arrive: reordered, repeated, with gaps. Finds out which packets belong to
//! one press.
//!
//! An event is identified by its number and the RTP timestamp of its start. An event that lasts longer than the
//! duration field can express continues in a further segment; the segment's timestamp is the end of the segment before
//! it (section 2.5.1.3).

use crate::control::os::fallible::filled;
use crate::error::{Error, Result, Status};
use crate::units::DtmfDigit;

/// A packet of a telephone event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TelephoneEvent {
    /// The event number; 0 … 15 are the digits 0-9, *, #, A-D.
    pub event: u32,
    /// The end bit.
    pub end: bool,
    /// The volume, 0 … 63, −dBm0.
    pub volume: u32,
    /// The duration so far, 0 … 65,535, in timestamp units.
    pub duration: u32,
    /// The RTP timestamp of the packet: the start of the event or of its segment.
    pub timestamp: u32,
    /// The SSRC of the packet, or always 0. A different SSRC means a different stream, with timestamps of its own.
    pub ssrc: u32,
    /// The rate of the timestamp, 1,000 … 192,000 Hz; 0 means 8,000.
    pub clock_rate: u32,
}

/// The event number of a hook flash.
const FLASH: u32 = 16;

/// How many events are remembered. Packets of older ones are ignored.
const REMEMBERED: usize = 16;

/// The longest duration that a packet can express, which is the length of a segment that another one follows.
const LONGEST: u32 = 0xFFFF;

/// The most segments of an event that may be lost in a row.
const SEGMENTS_LOST: u32 = 8;

/// A timestamp further back than this belongs to a stream that has restarted, seconds.
const BACKWARD_S: u32 = 60;

/// The fields of a packet that identify its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PacketFields {
    event: u8,
    /// The event has ended.
    pub end: bool,
    duration: u16,
    timestamp: u32,
    ssrc: u32,
    /// The rate of the timestamp.
    pub clock_rate: u32,
}

/// What a packet means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packet {
    /// Nothing new.
    Nothing,
    /// A press begins and gets a number. If the packet has the end bit, it ends, too.
    Begins {
        /// Its number, not 0.
        id: u64,
        /// Its duration, timestamp units.
        duration: u64,
    },
    /// A press continues, or ends if the packet has the end bit.
    Updates {
        /// Its number.
        id: u64,
        /// Its duration, timestamp units.
        duration: u64,
    },
}

/// A remembered event.
#[derive(Clone, Copy, Debug)]
struct KnownEvent {
    /// Its start, as far as is known.
    first: u32,
    /// The start of its last segment.
    last: u32,
    /// The longest duration of that segment so far.
    duration: u16,
    event: u8,
    /// An end packet has arrived.
    ended: bool,
    /// It no longer counts: it has ended, or a conference has begun since.
    closed: bool,
    id: u32,
}

/// The telephone events of one participant.
#[derive(Clone, Debug)]
pub struct TelephoneEvents {
    /// Empty before the first packet, then of [`REMEMBERED`] entries.
    seen: Vec<Option<KnownEvent>>,
    ssrc: u32,
    /// The latest timestamp.
    newest: u32,
    /// The latest timestamp of a forgotten event.
    forgotten: Option<u32>,
    /// The number of the last press.
    id: u32,
}

impl TelephoneEvent {
    /// Checks the fields. Returns the digit, and the fields that identify the event.
    pub fn check(&self) -> Result<(DtmfDigit, PacketFields)> {
        let fields = [
            ("event", self.event, 0, 255),
            ("volume", self.volume, 0, 63),
            ("duration", self.duration, 0, LONGEST),
        ];
        let clock_rate = if self.clock_rate == 0 { 8_000 } else { self.clock_rate };
        for (name, value, low, high) in fields.into_iter().chain([("clock_rate", clock_rate, 1_000, 192_000)])
        {
            crate::control::config::in_range(name, value, low, high)?;
        }
        let name = b"0123456789*#ABCD".get(self.event as usize);
        let Some(key) = name.and_then(|name| DtmfDigit::from_char((*name).into())) else {
            let what = if self.event == FLASH { " (flash)" } else { "" };
            let detail = format!("event: {}{what}, must be 0 to 15 (a DTMF digit)", self.event);
            return Err(Error::new(Status::Unsupported, detail));
        };
        let heading = PacketFields {
            event: self.event as u8,
            end: self.end,
            duration: self.duration as u16,
            timestamp: self.timestamp,
            ssrc: self.ssrc,
            clock_rate,
        };
        Ok((key, heading))
    }
}

impl TelephoneEvents {
    /// No events.
    pub const NONE: TelephoneEvents =
        TelephoneEvents { seen: Vec::new(), ssrc: 0, newest: 0, forgotten: None, id: 0 };

    /// A number for a press from another source.
    pub fn next_id(&mut self) -> u64 {
        self.new_id().into()
    }

    fn new_id(&mut self) -> u32 {
        self.id = self.id.wrapping_add(1).max(1);
        self.id
    }

    /// A conference begins, or there is none: presses in progress do not count in it.
    pub fn close(&mut self) {
        self.seen.iter_mut().flatten().for_each(|seen| seen.closed = true);
    }

    /// Bytes that it takes from the first packet on.
    pub const LATER_BYTES: usize = REMEMBERED * size_of::<Option<KnownEvent>>();

    /// Takes a packet. `OutOfMemory`, and nothing has changed, if there is no memory for the first.
    pub fn take(&mut self, packet: &PacketFields) -> Result<Packet> {
        if self.seen.is_empty() {
            self.seen = filled(REMEMBERED, None)?.into_vec();
        }
        self.follow_stream(packet);
        if let Some(seen) = self.seen.iter_mut().flatten().find(|seen| seen.takes(packet)) {
            return Ok(seen.note(packet));
        }
        if self.forgotten.is_some_and(|forgotten| after(forgotten, packet.timestamp) >= 0) {
            return Ok(Packet::Nothing);
        }
        let id = self.new_id();
        let PacketFields { event, end, duration, timestamp, .. } = *packet;
        let seen =
            KnownEvent { first: timestamp, last: timestamp, duration, event, ended: end, closed: end, id };
        self.remember(seen);
        Ok(Packet::Begins { id: id.into(), duration: duration.into() })
    }

    /// Forgets all events if the packet belongs to another stream.
    fn follow_stream(&mut self, packet: &PacketFields) {
        let ahead = after(packet.timestamp, self.newest);
        let is_none = self.seen.iter().all(Option::is_none);
        let back = i64::from(BACKWARD_S) * i64::from(packet.clock_rate);
        if is_none || packet.ssrc != self.ssrc || i64::from(ahead) < -back {
            self.seen.fill(None);
            (self.ssrc, self.newest, self.forgotten) = (packet.ssrc, packet.timestamp, None);
        } else if ahead > 0 {
            self.newest = packet.timestamp;
        }
    }

    /// Remembers an event, in place of the oldest if all entries are used.
    fn remember(&mut self, seen: KnownEvent) {
        let newest = self.newest;
        let age = |place: &&mut Option<KnownEvent>| match place {
            None => i64::MAX,
            Some(seen) => i64::from(after(newest, seen.last)),
        };
        let Some(place) = self.seen.iter_mut().max_by_key(age) else { return };
        if let Some(old) = place.replace(seen) {
            let later = |forgotten: &u32| after(*forgotten, old.last) > 0;
            self.forgotten = Some(self.forgotten.filter(later).unwrap_or(old.last));
        }
    }
}

impl KnownEvent {
    /// Returns true if the packet belongs to this event.
    fn takes(&self, packet: &PacketFields) -> bool {
        let PacketFields { event, end, duration, timestamp, .. } = *packet;
        if event != self.event {
            return false;
        }
        let (from_first, from_last) = (after(timestamp, self.first), after(timestamp, self.last));
        if from_first >= 0 && from_last <= 0 {
            return true;
        }
        let whole = |units: i32| units > 0 && follows(units as u32);
        if from_last > 0 {
            // A further segment.
            let exact = i64::from(from_last) == i64::from(self.duration);
            return !self.ended && (exact || whole(from_last));
        }
        // A segment before the first that came.
        !end && (i64::from(-from_first) == i64::from(duration) || whole(-from_first))
    }

    /// Takes a packet of this event.
    fn note(&mut self, packet: &PacketFields) -> Packet {
        let PacketFields { end, duration, timestamp, .. } = *packet;
        if after(timestamp, self.first) < 0 {
            self.first = timestamp;
        } else if after(timestamp, self.last) > 0 {
            (self.last, self.duration) = (timestamp, duration);
        } else if timestamp == self.last {
            self.duration = self.duration.max(duration);
        }
        self.ended |= end;
        if self.closed {
            return Packet::Nothing;
        }
        self.closed = end;
        let whole = u64::from(self.last.wrapping_sub(self.first)) + u64::from(self.duration);
        Packet::Updates { id: self.id.into(), duration: whole }
    }
}

/// Returns true if a segment may follow one that began `units` earlier.
fn follows(units: u32) -> bool {
    units.is_multiple_of(LONGEST) && units / LONGEST <= SEGMENTS_LOST + 1
}

/// How far a timestamp lies after another. Timestamps wrap around.
fn after(timestamp: u32, other: u32) -> i32 {
    timestamp.wrapping_sub(other) as i32
}
