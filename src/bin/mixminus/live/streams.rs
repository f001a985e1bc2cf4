//! The streams of both cards, which are opened again when a device disappears.

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

/// Loudspeakers without a callback for so long do not drive the engine any more. Busy systems are late by less.
const LATE: Duration = Duration::from_millis(200);

/// A stream without a callback for so long has failed, even if the system reports no error.
const STALLED: Duration = Duration::from_secs(3);

/// The interval of attempts to open a device again.
const RETRY: Duration = Duration::from_secs(1);

/// What the callbacks of a stream report.
#[derive(Debug, Default)]
pub struct CallbackState {
    calls: AtomicU64,
    /// The delay between card and callback, as the system reports it, µs.
    delay_us: AtomicU32,
    gone: AtomicBool,
    xruns: AtomicU32,
}

impl CallbackState {
    fn record_call(&self, delay: Duration) {
        self.delay_us.store(delay.as_micros().min(u128::from(u32::MAX)) as u32, Ordering::Relaxed);
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    fn note(&self, error: &Error) {
        match error.kind() {
            ErrorKind::Xrun => _ = self.xruns.fetch_add(1, Ordering::Relaxed),
            ErrorKind::RealtimeDenied => (),
            _ => self.gone.store(true, Ordering::Relaxed),
        }
    }
}

/// The state of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamState {
    /// Open, no callback yet.
    Opening,
    /// Callbacks arrive.
    Runs,
    /// No callback for a while.
    Late,
    /// No device.
    Gone,
}

/// The stream of one direction.
struct Direction {
    way: Way,
    wanted: Option<String>,
    stream: Option<Stream>,
    callback: Arc<CallbackState>,
    /// The number of callbacks when last checked, and when it last changed.
    seen: (u64, Instant),
    tried: Instant,
    name: String,
    /// Why it cannot be opened again, as reported last.
    trouble: String,
}

/// The streams of both directions.
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

    /// Opens a direction: the requested device; if `any`, the default device if that is not available.
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
                    // Never waited for: where the control direction has the pump, since the card was thought gone, this
                    // is silence.
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
    fn restart(&mut self, at: usize) -> Result<(), Failure> {
        self.host = cpal::host_from_id(self.host.id()).map_err(|error| Failure::Run(error.to_string()))?;
        self.start(at, true)
    }

    /// Checks both streams and opens failed ones again. Returns lines to display.
    pub fn maintain(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for at in 0..2 {
            let direction = &mut self.directions[at];
            let now = Instant::now();
            let calls = direction.callback.calls.load(Ordering::Relaxed);
            if calls != direction.seen.0 {
                direction.seen = (calls, now);
            }
            let stalled = now - direction.seen.1 > STALLED;
            if direction.stream.is_some() && (stalled || direction.callback.gone.load(Ordering::Relaxed)) {
                lines.push(format!("{} has gone", direction.name));
                // Some systems wait for a device that is gone as they close it.
                let stream = direction.stream.take();
                std::thread::spawn(move || drop(stream));
            }
            if direction.stream.is_none() && now - direction.tried > RETRY {
                direction.tried = now;
                let outcome = self.start(at, true).or_else(|_| self.restart(at));
                let direction = &mut self.directions[at];
                let trouble = outcome.err().map(|failure| failure.to_string()).unwrap_or_default();
                if trouble.is_empty() {
                    self.reopened += 1;
                    lines.push(format!("now using {}", direction.name));
                } else if trouble != direction.trouble {
                    lines.push(format!("trying to open {} again: {trouble}", direction.name));
                }
                direction.trouble = trouble;
            }
        }
        lines
    }

    /// Returns true if the loudspeakers drive the engine.
    pub fn paces(&self) -> bool {
        let out = &self.directions[1];
        out.stream.is_some() && out.seen.1.elapsed() < LATE
    }

    /// The states of both streams.
    pub fn states(&self) -> [StreamState; 2] {
        [self.directions[0].state(), self.directions[1].state()]
    }

    /// The program continues after a stop: missing callbacks of that time do not count.
    pub fn go_on(&mut self) {
        self.directions.iter_mut().for_each(|direction| direction.seen.1 = Instant::now());
    }

    /// The names of both devices.
    pub fn names(&self) -> [&str; 2] {
        [&self.directions[0].name, &self.directions[1].name]
    }

    /// The delays from the microphone to its callback, and from the other callback to the loudspeakers, as the system
    /// reports them, milliseconds.
    pub fn delays_ms(&self) -> [f64; 2] {
        [0, 1].map(|at| f64::from(self.directions[at].callback.delay_us.load(Ordering::Relaxed)) / 1e3)
    }

    /// The number of xruns that the system has reported.
    pub fn xruns(&self) -> u32 {
        self.directions.iter().map(|direction| direction.callback.xruns.load(Ordering::Relaxed)).sum()
    }
}
