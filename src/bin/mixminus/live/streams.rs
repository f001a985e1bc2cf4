//! The streams to and from the cards, opened anew when a device has gone.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{Error, ErrorKind, Host, Stream};
use mixminus::{Engine, ParticipantId, SampleRate};

use super::Args;
use super::cards::{self, Way};
use super::formats;
use super::pump::Pump;
use crate::fail::Failure;

/// Loudspeakers that have not called for so long do not pace the room any more: busy systems are late by less.
const LATE: Duration = Duration::from_millis(200);

/// A stream whose card has not called for so long has gone, even if the system has not told.
const STALLED: Duration = Duration::from_secs(3);

/// How often a device that has gone is looked for.
const RETRY: Duration = Duration::from_secs(1);

/// What a stream's callbacks tell.
#[derive(Debug, Default)]
pub struct CallbackState {
    calls: AtomicU64,
    /// How long sound is on its way between the card and the callback, as the system says, µs.
    delay_us: AtomicU32,
    gone: AtomicBool,
    breaks: AtomicU32,
}

impl CallbackState {
    fn record_call(&self, delay: Duration) {
        self.delay_us.store(delay.as_micros().min(u128::from(u32::MAX)) as u32, Ordering::Relaxed);
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    fn note(&self, error: &Error) {
        match error.kind() {
            ErrorKind::Xrun => _ = self.breaks.fetch_add(1, Ordering::Relaxed),
            ErrorKind::RealtimeDenied => (),
            _ => self.gone.store(true, Ordering::Relaxed),
        }
    }
}

/// How it is with a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamState {
    /// It was opened, and its card has not called yet.
    Opening,
    /// Its card calls.
    Runs,
    /// Its card has not called for a while.
    Late,
    /// There is no card.
    Gone,
}

/// One direction.
struct Direction {
    way: Way,
    wanted: Option<String>,
    stream: Option<Stream>,
    callback: Arc<CallbackState>,
    /// The calls that were seen last, and when there were more than before.
    seen: (u64, Instant),
    tried: Instant,
    name: String,
    /// Why it cannot be opened again, as it was told last.
    trouble: String,
}

/// Both directions.
pub struct Streams {
    host: Host,
    rate: SampleRate,
    engine: Arc<Engine>,
    you: ParticipantId,
    pump: Arc<Mutex<Pump>>,
    directions: [Direction; 2],
    /// How often a stream was opened again.
    pub reopened: u32,
}

impl Direction {
    fn state(&self) -> StreamState {
        match self.stream {
            None => StreamState::Gone,
            Some(_) if self.callback.calls.load(Ordering::Relaxed) == 0 => StreamState::Opening,
            Some(_) if self.seen.1.elapsed() < LATE => StreamState::Runs,
            Some(_) => StreamState::Late,
        }
    }
}

impl Streams {
    /// Opens both.
    pub fn open(
        args: &Args,
        host: Host,
        rate: SampleRate,
        engine: Arc<Engine>,
        you: ParticipantId,
        pump: Arc<Mutex<Pump>>,
    ) -> Result<Streams, Failure> {
        let now = Instant::now();
        let direction = |way, wanted: &Option<String>| Direction {
            way,
            wanted: wanted.clone(),
            stream: None,
            callback: Arc::default(),
            seen: (0, now),
            tried: now,
            name: String::new(),
            trouble: String::new(),
        };
        let directions = [direction(Way::In, &args.input), direction(Way::Out, &args.output)];
        let mut streams = Streams { host, rate, engine, you, pump, directions, reopened: 0 };
        for at in 0..2 {
            streams.start(at, false)?;
        }
        Ok(streams)
    }

    /// Opens a direction: the device that was asked for, or, once that has gone, whatever the system has.
    fn start(&mut self, at: usize, any: bool) -> Result<(), Failure> {
        let Direction { way, wanted, .. } = &self.directions[at];
        let way = *way;
        let device = cards::device(&self.host, wanted.as_deref(), way)
            .or_else(|failure| if any { cards::device(&self.host, None, way) } else { Err(failure) })?;
        let name = cards::name(&device);
        let refused = |error: Error| Failure::Run(format!("{name} cannot be used: {error}"));
        let choice = cards::choose(&device, way, self.rate)?
            .ok_or_else(|| Failure::Run(format!("{name} does not have {} Hz", self.rate.hz())))?;
        let callback = Arc::new(CallbackState::default());
        let channels = usize::from(choice.config.channels);
        let (beat, note) = (callback.clone(), callback.clone());
        let on_error = move |error: Error| note.note(&error);
        let stream = match way {
            Way::In => {
                let (engine, you) = (self.engine.clone(), self.you);
                let callback = move |data: &cpal::Data, info: &cpal::InputCallbackInfo| {
                    let times = info.timestamp();
                    beat.record_call(times.callback.saturating_duration_since(times.capture));
                    // While the room is not ticked, what does not fit is lost.
                    formats::record(data, channels, &mut |said| _ = engine.write(you, said));
                };
                device.build_input_stream_raw(choice.config, choice.format, callback, on_error, None)
            }
            Way::Out => {
                let pump = self.pump.clone();
                let callback = move |data: &mut cpal::Data, info: &cpal::OutputCallbackInfo| {
                    let times = info.timestamp();
                    beat.record_call(times.playback.saturating_duration_since(times.callback));
                    // Never waited for: where the control direction has the pump, since the card was thought gone, this is
                    // silence.
                    let mut pump = pump.try_lock();
                    formats::play(data, channels, &mut |out| match &mut pump {
                        Ok(pump) => pump.fill(out),
                        Err(_) => out.fill(0),
                    });
                };
                device.build_output_stream_raw(choice.config, choice.format, callback, on_error, None)
            }
        };
        let stream = stream.map_err(refused)?;
        stream.play().map_err(refused)?;
        let now = Instant::now();
        let direction = &mut self.directions[at];
        (direction.stream, direction.callback, direction.seen, direction.name) =
            (Some(stream), callback, (0, now), name);
        Ok(())
    }

    /// The same, with a new connection to the sound system, since the old one may have been to a server that is gone.
    fn start_anew(&mut self, at: usize) -> Result<(), Failure> {
        self.host = cpal::host_from_id(self.host.id()).map_err(|error| Failure::Run(error.to_string()))?;
        self.start(at, true)
    }

    /// Looks after both; answers what there is to tell.
    pub fn maintain(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        for at in 0..2 {
            let direction = &mut self.directions[at];
            let now = Instant::now();
            let calls = direction.callback.calls.load(Ordering::Relaxed);
            if calls != direction.seen.0 {
                direction.seen = (calls, now);
            }
            let stalled = now - direction.seen.1 > STALLED;
            if direction.stream.is_some() && (stalled || direction.callback.gone.load(Ordering::Relaxed)) {
                told.push(format!("{} has gone", direction.name));
                // Some systems wait for a device that is gone as they close it.
                let stream = direction.stream.take();
                std::thread::spawn(move || drop(stream));
            }
            if direction.stream.is_none() && now - direction.tried > RETRY {
                direction.tried = now;
                let outcome = self.start(at, true).or_else(|_| self.start_anew(at));
                let direction = &mut self.directions[at];
                let trouble = outcome.err().map(|failure| failure.to_string()).unwrap_or_default();
                if trouble.is_empty() {
                    self.reopened += 1;
                    told.push(format!("{} is used now", direction.name));
                } else if trouble != direction.trouble {
                    told.push(format!("{} is looked for again: {trouble}", direction.name));
                }
                direction.trouble = trouble;
            }
        }
        told
    }

    /// Whether the loudspeakers pace the room.
    pub fn paces(&self) -> bool {
        let out = &self.directions[1];
        out.stream.is_some() && out.seen.1.elapsed() < LATE
    }

    /// How it is with both.
    pub fn states(&self) -> [StreamState; 2] {
        [self.directions[0].state(), self.directions[1].state()]
    }

    /// The program was stopped, and goes on: what the cards have not done meanwhile does not count.
    pub fn go_on(&mut self) {
        self.directions.iter_mut().for_each(|direction| direction.seen.1 = Instant::now());
    }

    /// The names of both devices.
    pub fn names(&self) -> [&str; 2] {
        [&self.directions[0].name, &self.directions[1].name]
    }

    /// How long sound is on its way from the microphone to its callback, and from the other callback to the
    /// loudspeakers, as the system says, milliseconds.
    pub fn delays_ms(&self) -> [f64; 2] {
        [0, 1].map(|at| f64::from(self.directions[at].callback.delay_us.load(Ordering::Relaxed)) / 1e3)
    }

    /// How often the system has told that a card had nothing to play, or nowhere to record to.
    pub fn breaks(&self) -> u32 {
        self.directions.iter().map(|direction| direction.callback.breaks.load(Ordering::Relaxed)).sum()
    }
}
