//! A participant's keys, as the tick holds them: heard in its audio, injected by the host, kept from the others or
//! made audible to them.

use super::command::KeySwitches;
use super::event::{EventKind, KeyPress, KeySource};
use super::gate::{Echo, Gate, Hit, Terminator};
use super::press::{Presses, SAME_PRESS_MS, Told};
use super::sound::Sound;
use crate::dsp::Kernels;
use crate::dsp::dtmf::{Detector, Heard, Notice};
use crate::dsp::suppress::Suppressor;
use crate::dsp::tone::Loudness;
use crate::units::{Key, SampleRate};

/// After so many silent frames nothing is left in the delay, and no fade is on: 20 ms of delay in frames of 10, and as
/// much again.
const QUIET_FRAMES: u8 = 5;

/// A key that the host says is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Injected {
    /// Which.
    pub key: Key,
    /// Its level, thousandths of dBm0 a tone.
    pub level_mdbm0: i32,
    /// The same, to be made audible.
    pub loudness: Loudness,
    /// It ends by itself after so many samples, unless it is begun again.
    pub limit: u32,
}

/// The keys of a participant: what each frame of one who is heard needs, then what only presses do.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Keys {
    detector: Detector,
    rate: SampleRate,
    switches: KeySwitches,
    /// Silent frames in a row.
    quiet: u8,
    /// By how much the two ways by which a press comes may be apart, samples.
    both_ways: i64,
    /// The key that the host says is down, and where it ends by itself.
    injected: Option<(Key, i64)>,
    sound: Sound,
    /// Which press ends the conference.
    gate: Gate,
    /// The press that has ended the last one, of which the other way may still tell.
    echo: Option<Echo>,
    suppressor: Suppressor,
    presses: Presses,
}

/// By how much the onset of a press may be wrong, milliseconds.
const ONSET_MS: u32 = 5;

impl Keys {
    /// Nothing heard, nothing switched on.
    pub fn new(rate: SampleRate) -> Keys {
        Keys {
            rate,
            switches: KeySwitches::NONE,
            detector: Detector::new(rate),
            suppressor: Suppressor::new(rate, 0),
            quiet: 0,
            presses: Presses::new(0),
            both_ways: 0,
            injected: None,
            sound: Sound::new(rate),
            gate: Gate::OPEN,
            echo: None,
        }
    }

    /// Another stream begins, which is delayed by `look_ahead_ms` if its tones are kept from the others. Its audio may
    /// lie in the in-ring for `prefill` samples, while what is injected comes at once. `terminator` ends the conference.
    /// Of a participant that `is_new` there is no past.
    pub fn reset(
        &mut self,
        switches: KeySwitches,
        look_ahead_ms: u32,
        prefill: u32,
        terminator: Option<Terminator>,
        is_new: bool,
    ) {
        let slack = self.rate.samples_in_ms(ONSET_MS) as i64;
        self.gate = Gate::new(terminator, self.echo.take().filter(|_| !is_new), slack);
        self.switches = switches;
        self.detector.reset();
        self.suppressor = Suppressor::new(self.rate, if switches.play { 0 } else { look_ahead_ms });
        self.quiet = 0;
        self.both_ways = self.rate.samples_in_ms(SAME_PRESS_MS) as i64 + i64::from(prefill);
        self.presses = Presses::new(self.both_ways);
        self.injected = None;
        self.sound = Sound::new(self.rate);
    }

    /// They are another participant's, who is in no room yet: what the next stream would remember of the last is gone.
    pub fn forget(&mut self) {
        self.echo = None;
    }

    /// Switches what is done from `now` on; the delay stays. A press of which nobody will hear the end ends.
    pub fn switch(&mut self, to: KeySwitches, now: i64, tell: &mut dyn FnMut(EventKind, KeyPress)) {
        let from = core::mem::replace(&mut self.switches, to);
        if from.detect && !to.detect {
            self.presses.let_go(KeySource::InBand, now, tell);
        }
        if !from.listen() && to.listen() && !self.gate.is_set() {
            self.detector.reset();
        }
        if from.play && !to.play && self.delay() == 0 {
            self.suppressor = Suppressor::new(self.rate, 0);
        }
        if !to.is_sounded() {
            self.sound.stop();
        }
    }

    /// What is done about them.
    pub fn switches(&self) -> KeySwitches {
        self.switches
    }

    /// How late the participant's audio is for the sake of suppression, samples.
    pub fn delay(&self) -> usize {
        self.suppressor.delay()
    }

    /// How many bytes from the beginning on each frame needs of one who is `delay` samples late.
    pub fn bytes_of_a_frame(delay: usize) -> usize {
        core::mem::offset_of!(Keys, suppressor) + Suppressor::bytes_of_a_frame(delay)
    }

    /// Whether the participant's frames must come by here: else they are as the line sent them.
    pub fn is_needed(&self) -> bool {
        self.listens() || self.delay() > 0 || self.injected.is_some() || self.sound.is_busy()
    }

    /// Whether the receiver is needed.
    fn listens(&self) -> bool {
        self.switches.listen() || self.gate.is_set()
    }

    /// The terminator, if it was pressed; told once, at `now`.
    pub fn take_terminator(&mut self, now: i64) -> Option<Key> {
        let Hit { key, in_audio } = self.gate.take_hit()?;
        self.echo = Some(Echo { key, in_audio: !in_audio, until: now + self.both_ways });
        Some(key)
    }

    /// The first frame of the stream begins at `start`.
    pub fn hear_stream(&mut self, start: i64) {
        self.gate.hear_stream(start);
    }

    /// The host says that a key is down, from `now` on.
    pub fn begin(&mut self, injected: &Injected, now: i64, tell: &mut dyn FnMut(EventKind, KeyPress)) {
        let Injected { key, level_mdbm0, loudness, limit } = *injected;
        let ends = now + i64::from(limit);
        if let Some((held, last)) = &mut self.injected
            && *held == key
        {
            *last = ends;
            return;
        }
        self.injected = Some((key, ends));
        let told = Told { source: KeySource::OutOfBand, key, at: now, level_mdbm0, twist_mdb: 0 };
        // What the room hears in the audio already is not made a second time.
        if self.presses.begin(told, tell) {
            self.gate.press(key, now, false);
            if self.switches.is_sounded() {
                self.sound.begin(key, loudness);
            }
        }
    }

    /// The host says that a key is up, at `now`. One that it has not said to be down is passed over: ends are sent
    /// again and again.
    pub fn end(&mut self, key: Key, now: i64, tell: &mut dyn FnMut(EventKind, KeyPress)) {
        if self.injected.is_some_and(|(held, _)| held == key) {
            self.injected = None;
            self.sound.end();
            self.presses.let_go(KeySource::OutOfBand, now, tell);
        }
    }

    /// Listens to a frame as the line sent it, whose first sample is at `start`; what became of keys is told.
    pub fn listen(
        &mut self,
        kernels: &Kernels,
        frame: &[i16],
        silent: bool,
        start: i64,
        tell: &mut dyn FnMut(EventKind, KeyPress),
    ) -> Heard {
        if let Some((key, ends)) = self.injected
            && ends <= start
        {
            // Its end was lost.
            self.end(key, ends, tell);
        }
        if !self.listens() {
            return Heard::default();
        }
        let heard = self.detector.hear(kernels, frame, silent);
        for notice in heard.notices.into_iter().flatten() {
            if self.switches.detect {
                self.note(notice, start, tell);
            } else if let Notice::Began { key, onset, .. } = notice {
                self.gate.press(key, start + i64::from(onset), true);
            }
        }
        heard
    }

    /// Delays a frame that was listened to, and takes the tones out of it that others are not to hear. Answers whether
    /// it is silent now, as it was if `silent`.
    pub fn suppress(&mut self, frame: &mut [i16], heard: &Heard, silent: bool) -> bool {
        let quiet = silent && heard.tone_from.is_none();
        self.quiet = if quiet { self.quiet.saturating_add(1) } else { 0 };
        if self.quiet > QUIET_FRAMES || (self.switches.play && self.delay() == 0) {
            return silent;
        }
        self.suppressor.pass(frame, heard, !self.switches.play);
        false
    }

    /// Adds the tone of a key that came beside the audio, if others are to hear it; answers whether it did.
    pub fn sound(&mut self, frame: &mut [i16]) -> bool {
        self.sound.is_busy() && self.sound.lay(frame)
    }

    fn note(&mut self, notice: Notice, start: i64, tell: &mut dyn FnMut(EventKind, KeyPress)) {
        let source = KeySource::InBand;
        match notice {
            Notice::Began { key, onset, level_mdbm0, twist_mdb } => {
                let told = Told { source, key, at: start + i64::from(onset), level_mdbm0, twist_mdb };
                let new = self.presses.begin(told, tell);
                if new {
                    self.gate.press(key, told.at, true);
                }
                if !new && self.injected.is_some_and(|(held, _)| held == key) {
                    // The room hears it from now on as it is.
                    self.sound.stop();
                }
            }
            Notice::Ended { key, end, duration, level_mdbm0, twist_mdb } => {
                let told = Told { source, key, at: start + i64::from(end), level_mdbm0, twist_mdb };
                self.presses.end(told, duration, tell);
            }
        }
    }
}
