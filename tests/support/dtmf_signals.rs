//! What the tests of keys share: a room of two, keys as sines by floating point, and how loud a frequency is.
#![allow(dead_code)]

use mixminus::{
    DtmfDigit, DtmfSource, Engine, EngineConfig, Event, EventKind, FrameLen, JoinOptions, KeyPress,
    ParticipantConfig, ParticipantId, SampleRate,
};
use std::f64::consts::TAU;

/// A sine of full scale, thousandths of dBm0.
const FULL_SCALE_MDBM0: f64 = 3_140.0;

pub const ROWS: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
pub const COLUMNS: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];

/// The key of that name.
pub fn key(name: char) -> DtmfDigit {
    DtmfDigit::from_char(name).unwrap()
}

/// A room in which one speaks and one listens, on the host's clock, without a prefill.
pub struct Call {
    pub engine: Engine,
    pub speaker: ParticipantId,
    pub listener: ParticipantId,
    pub frame: usize,
    /// Ticks until the speaker's first frame.
    pub first: u64,
}

/// DTMF events, as (began?, key, source, position, duration).
pub type ReportedPress = (bool, char, DtmfSource, u64, u32);

impl Call {
    /// The speaker joins with `options` before the next tick; the listener has heard silence.
    pub fn new(rate: SampleRate, frame_len: FrameLen, options: &JoinOptions<'_>) -> Call {
        let config = EngineConfig {
            sample_rate: rate,
            frame_len,
            max_participants: 4,
            max_rooms: 2,
            prefill_ms: 0,
            ..EngineConfig::default()
        };
        Call::with(&config, options)
    }

    pub fn with(config: &EngineConfig, options: &JoinOptions<'_>) -> Call {
        let engine = Engine::new(config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 1, ..ParticipantConfig::default() };
        let (speaker, listener) =
            (engine.participant_new(&call).unwrap(), engine.participant_new(&call).unwrap());
        engine.join(listener, &JoinOptions::without_dtmf(options.conference_id)).unwrap();
        let first = engine.tick().unwrap();
        engine.join(speaker, options).unwrap();
        let call = Call { engine, speaker, listener, frame: config.frame_samples(), first };
        call.hear(call.listener);
        call.events();
        call
    }

    /// Says a frame, ticks, and answers what the listener hears.
    pub fn say(&self, samples: &[i16]) -> Vec<i16> {
        self.engine.write(self.speaker, samples).unwrap();
        self.tick()
    }

    /// Ticks, and answers what the listener hears.
    pub fn tick(&self) -> Vec<i16> {
        self.engine.tick().unwrap();
        self.hear(self.listener)
    }

    pub fn hear(&self, who: ParticipantId) -> Vec<i16> {
        let mut heard = vec![0; self.frame];
        self.engine.read(who, &mut heard).unwrap();
        heard
    }

    /// Says all, frame by frame, and answers all that the listener hears.
    pub fn say_all(&self, samples: &[i16]) -> Vec<i16> {
        let mut heard = Vec::new();
        for frame in samples.chunks(self.frame) {
            let mut whole = frame.to_vec();
            whole.resize(self.frame, 0);
            heard.extend(self.say(&whole));
        }
        heard
    }

    /// All events that wait.
    pub fn events(&self) -> Vec<Event> {
        let mut events = [Event::default(); 256];
        let count = self.engine.poll(&mut events).unwrap();
        events[..count].to_vec()
    }

    /// What events tell of keys.
    pub fn presses(&self) -> Vec<(Event, KeyPress)> {
        self.events().into_iter().filter_map(|event| Some((event, event.dtmf?))).collect()
    }

    /// The same, in short.
    pub fn reported(&self) -> Vec<ReportedPress> {
        let each = |(event, press): (Event, KeyPress)| {
            let began = event.kind == EventKind::DtmfBegan;
            assert_eq!(event.participant, self.speaker);
            (began, press.digit.to_char(), press.source, press.position, press.duration)
        };
        self.presses().into_iter().map(each).collect()
    }
}

/// The tones of a key, each at `dbm0`, without edges.
pub fn tones(rate: SampleRate, name: char, dbm0: f64, samples: usize) -> Vec<i16> {
    let peak = 32_768.0 * 10_f64.powf((dbm0 - FULL_SCALE_MDBM0 / 1e3) / 20.0);
    let (row, column) = (ROWS[key(name).row()], COLUMNS[key(name).column()]);
    let sample = |i: usize| {
        let turn = TAU * i as f64 / f64::from(rate.hz());
        (peak * ((row * turn).sin() + (column * turn).sin())).round() as i16
    };
    (0..samples).map(sample).collect()
}

/// The level of one frequency in dBm0, by a discrete Fourier transform with a Hann window.
pub fn level_of(rate: SampleRate, samples: &[i16], hz: f64) -> f64 {
    let (mut re, mut im, mut weight) = (0.0, 0.0, 0.0);
    for (i, x) in samples.iter().enumerate() {
        let window = 0.5 - 0.5 * (TAU * (i as f64 + 0.5) / samples.len() as f64).cos();
        let turn = TAU * hz * i as f64 / f64::from(rate.hz());
        re += window * f64::from(*x) * turn.cos();
        im += window * f64::from(*x) * turn.sin();
        weight += window;
    }
    20.0 * (2.0 * re.hypot(im) / weight / 32_768.0).max(1e-9).log10() + FULL_SCALE_MDBM0 / 1e3
}

/// The key whose tones `samples` hold, each within half a decibel of `dbm0` and all others 30 dB below; none else.
pub fn heard_key(rate: SampleRate, samples: &[i16], dbm0: f64) -> Option<char> {
    let place = |tones: [f64; 4]| {
        let levels = tones.map(|hz| level_of(rate, samples, hz));
        let at = (0..4).find(|&at| (levels[at] - dbm0).abs() < 0.5)?;
        (0..4).all(|other| other == at || levels[other] < dbm0 - 30.0).then_some(at)
    };
    Some(DtmfDigit::at(place(ROWS)?, place(COLUMNS)?).to_char())
}

/// Where sound begins and ends: stretches louder than a few units, apart by more than `gap` samples.
pub fn stretches(samples: &[i16], gap: usize) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (i, _) in samples.iter().enumerate().filter(|(_, x)| x.abs() > 8) {
        match found.last_mut() {
            Some((_, end)) if i - *end <= gap => *end = i + 1,
            _ => found.push((i, i + 1)),
        }
    }
    found
}
