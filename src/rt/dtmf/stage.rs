//! The DTMF stage of a participant's input: DTMF is detected in the audio or injected by the host, removed from the
//! audio, or made audible.

use super::held_presses::{Held, HeldPresses, report};
use super::injected_tone::InjectedTone;
use super::press::{PressReport, Presses, SAME_PRESS_MS};
use super::press_events::PressEvents;
use super::terminator::{PreviousTerminator, Terminator, TerminatorDetector, TerminatorPress};
use crate::dsp::Kernels;
use crate::dsp::dtmf::receiver::{Detection, DtmfEvent, Receiver};
use crate::dsp::dtmf::suppress::{MAX_DELAY, Suppressor};
use crate::rt::message::event::DtmfSource;
use crate::rt::message::reported_press::{PressEnd, ReportedPress, TelephoneEventUpdate};
use crate::rt::message::settings::DtmfSettings;
use crate::units::{DtmfDigit, SampleRate};

/// After this many silent frames the delay line is empty and no fade is running: 20 ms of delay in frames of 10 ms,
/// twice.
const QUIET_FRAMES: u8 = 5;

/// The DTMF state of a participant: first the fields that only a press needs, then those that every frame needs. `H` is
/// the memory of the suppressor's delay line, which comes last.
#[derive(Debug)]
#[repr(C)]
pub struct DtmfStage<H: ?Sized = [i16]> {
    /// The presses that the host holds.
    held: HeldPresses,
    injected_tone: InjectedTone,
    presses: Presses,
    receiver: Receiver,
    rate: SampleRate,
    settings: DtmfSettings,
    /// Silent frames in a row.
    quiet: u8,
    /// The largest time between the two sources of a press, samples.
    both_ways: i64,
    /// The host holds presses.
    has_held: bool,
    /// `injected_tone` has a tone or a pause to play.
    is_sounding: bool,
    /// Where the stream of this join began, once it has.
    stream: Option<i64>,
    /// Finds the press that ends the conference.
    terminator: TerminatorDetector,
    /// The press that ended the last conference, which the other source may still report.
    previous_terminator: Option<PreviousTerminator>,
    suppressor: Suppressor<H>,
}

/// The uncertainty of the onset of a press, milliseconds.
const ONSET_MS: u32 = 5;

impl<const N: usize> DtmfStage<[i16; N]> {
    /// Nothing detected, and everything switched off. The audio may be delayed by `N` samples.
    pub fn new(rate: SampleRate) -> DtmfStage<[i16; N]> {
        DtmfStage {
            rate,
            settings: DtmfSettings::NONE,
            receiver: Receiver::new(rate),
            suppressor: Suppressor::within(rate, 0),
            quiet: 0,
            presses: Presses::new(0),
            both_ways: 0,
            held: HeldPresses::NONE,
            has_held: false,
            is_sounding: false,
            stream: None,
            injected_tone: InjectedTone::new(rate),
            terminator: TerminatorDetector::OPEN,
            previous_terminator: None,
        }
    }
}

impl DtmfStage {
    /// The same state in memory for the longest delay.
    pub fn to_longest(&self) -> DtmfStage<[i16; MAX_DELAY]> {
        DtmfStage {
            held: self.held.clone(),
            injected_tone: self.injected_tone.clone(),
            presses: self.presses.clone(),
            receiver: self.receiver.clone(),
            rate: self.rate,
            settings: self.settings,
            quiet: self.quiet,
            both_ways: self.both_ways,
            has_held: self.has_held,
            is_sounding: self.is_sounding,
            stream: self.stream,
            terminator: self.terminator,
            previous_terminator: self.previous_terminator,
            suppressor: self.suppressor.to_longest(),
        }
    }

    /// Begins another stream. It is delayed by `look_ahead_ms` if tones are suppressed. Its audio may wait in the
    /// in-ring for `prefill` samples, while injected digits arrive at once. `terminator` ends the conference. If the
    /// participant `is_new`, nothing of an earlier join is kept.
    pub fn reset(
        &mut self,
        settings: DtmfSettings,
        look_ahead_ms: u32,
        prefill: u32,
        terminator: Option<Terminator>,
        is_new: bool,
    ) {
        let slack = self.rate.samples_in_ms(ONSET_MS) as i64;
        self.terminator =
            TerminatorDetector::new(terminator, self.previous_terminator.take().filter(|_| !is_new), slack);
        self.settings = settings;
        self.receiver.reset();
        self.suppressor.restart(self.rate, if settings.play { 0 } else { look_ahead_ms });
        self.quiet = 0;
        self.both_ways = self.rate.samples_in_ms(SAME_PRESS_MS) as i64 + i64::from(prefill);
        if is_new {
            self.presses = Presses::new(self.both_ways);
        } else {
            self.presses.join(self.both_ways);
        }
        self.held = HeldPresses::NONE;
        self.has_held = false;
        self.stream = None;
        self.injected_tone = InjectedTone::new(self.rate);
        self.is_sounding = false;
    }

    /// The participant leaves its room at `now`.
    pub fn leave(&mut self, now: i64) {
        self.presses.leave(now);
    }

    /// The slot goes to another participant, which is in no room yet: forgets what the next stream would remember of
    /// the last one.
    pub fn forget(&mut self) {
        self.previous_terminator = None;
        self.presses = Presses::new(self.both_ways);
    }

    /// Changes the settings from `now` on; the delay stays. A press ends if its end will not be detected any more.
    pub fn change(&mut self, to: DtmfSettings, now: i64, events: &mut PressEvents) {
        let from = core::mem::replace(&mut self.settings, to);
        if from.detect && !to.detect {
            self.presses.release_all(DtmfSource::InBand, now, events);
        }
        if !from.needs_receiver() && to.needs_receiver() && !self.terminator.is_set() {
            self.receiver.reset();
        }
        if from.play && !to.play && self.delay() == 0 {
            self.suppressor.restart(self.rate, 0);
        }
        if !to.is_generated() {
            self.stop_injected_tone();
        }
    }

    /// The current settings.
    pub fn settings(&self) -> DtmfSettings {
        self.settings
    }

    /// The delay of the participant's audio for DTMF suppression, samples.
    pub fn delay(&self) -> usize {
        self.suppressor.delay()
    }

    /// Drops the samples that were delayed and have not passed yet.
    pub fn drop_delayed(&mut self) {
        self.suppressor.drop_held();
    }

    /// The bytes of the struct that each frame uses at a delay of `delay` samples: the first, and how many.
    pub fn bytes_of_a_frame(&self, delay: usize) -> (*const u8, usize) {
        let before = core::mem::offset_of!(DtmfStage<[i16; 0]>, receiver);
        let up_to = core::mem::offset_of!(DtmfStage<[i16; 0]>, suppressor)
            + Suppressor::<[i16; 0]>::bytes_of_a_frame(delay);
        ((&raw const self.receiver).cast(), up_to - before)
    }

    /// Returns true if frames must pass through this stage; else they stay as the line sent them.
    pub fn is_needed(&self) -> bool {
        self.is_detecting() || self.delay() > 0 || self.has_held || self.is_sounding
    }

    /// Returns true if the receiver is needed.
    fn is_detecting(&self) -> bool {
        self.settings.needs_receiver() || self.terminator.is_set()
    }

    /// Returns the terminator digit if it was pressed, once; `now` is the present position.
    pub fn take_terminator(&mut self, now: i64) -> Option<DtmfDigit> {
        let TerminatorPress { digit, in_audio } = self.terminator.take_hit()?;
        self.previous_terminator =
            Some(PreviousTerminator { digit, in_audio: !in_audio, until: now + self.both_ways });
        Some(digit)
    }

    /// The first frame of the stream begins at `start`.
    pub fn begin_stream(&mut self, start: i64) {
        self.stream = self.stream.or(Some(start));
        self.terminator.begin_stream(start);
    }

    /// The host reports that a digit begins at `now`.
    pub fn begin(&mut self, injected: &ReportedPress, now: i64, events: &mut PressEvents) {
        if self.held.prolong(injected, now) {
            return;
        }
        if !matches!(injected.end, PressEnd::Event { .. }) {
            self.release(now, events, |held| !held.is_event());
        }
        if let Some(oldest) = self.held.surplus() {
            self.release(now, events, |held| held.id() == oldest);
        }
        self.held.add(injected, now);
        self.has_held = true;
        // A digit that is in the audio already is not generated a second time.
        if self.presses.begin(report(injected, now), events) {
            self.terminator.press(injected.digit, now, false);
            if self.settings.is_generated() {
                let longest = self.rate.hz();
                let length = match injected.end {
                    PressEnd::Whole => Some(injected.limit),
                    PressEnd::Event { duration, ended: true } => Some(duration.min(longest)),
                    PressEnd::UntilEnd | PressEnd::Event { .. } => None,
                };
                self.injected_tone.begin(injected.id, injected.digit, injected.loudness, length);
                self.is_sounding = true;
            }
        }
        if let PressEnd::Event { ended: true, .. } = injected.end {
            self.release(now, events, |held| held.id() == injected.id);
        }
    }

    /// The host reports at `now` the end of a press that lasts until its end. It is ignored if no such press is held,
    /// because hosts repeat ends.
    pub fn end(&mut self, digit: DtmfDigit, now: i64, events: &mut PressEvents) {
        self.release(now, events, |held| held.ends_with(digit));
    }

    /// Handles a further packet of a telephone event. It is ignored if the event has ended.
    pub fn update(&mut self, update: &TelephoneEventUpdate, now: i64, events: &mut PressEvents) {
        if self.held.update(update, now) {
            self.release(now, events, |held| held.id() == update.id);
        }
    }

    /// Ends the host's presses for which `is_over` returns true, at `at` or at their own limit if that was earlier.
    fn release(&mut self, at: i64, events: &mut PressEvents, is_over: impl Fn(&Held) -> bool) {
        for held in self.held.take(is_over) {
            self.injected_tone.end(held.id());
            let (end, duration) = held.end(at);
            self.presses.end(end, duration, events);
        }
        self.has_held = !self.held.is_empty();
    }

    /// Stops the tones of injected digits.
    fn stop_injected_tone(&mut self) {
        self.injected_tone.stop();
        self.is_sounding = self.injected_tone.is_busy();
    }

    /// Scans a frame for DTMF, as the line sent it; its first sample is at `start`. Adds what it finds to `events`.
    /// `is_cut`: the participant leaves and the rest of the frame is missing, so no digit ends in it.
    pub fn detect(
        &mut self,
        kernels: &Kernels,
        frame: &[i16],
        silent: bool,
        start: i64,
        is_cut: bool,
        events: &mut PressEvents,
    ) -> Detection {
        if self.has_held {
            // Their ends were lost, or they have a limit.
            self.release(start, events, |held| held.is_over(start));
        }
        if !self.is_detecting() {
            return Detection::default();
        }
        let detection = self.receiver.scan(kernels, frame, silent);
        for event in detection.events.into_iter().flatten() {
            if is_cut && matches!(event, DtmfEvent::Ended { .. }) {
                continue;
            }
            if self.settings.detect {
                self.note(event, start, events);
            } else if let DtmfEvent::Began { digit, onset, .. } = event {
                self.terminator.press(digit, start + i64::from(onset), true);
            }
        }
        detection
    }

    /// Delays a scanned frame and removes the tones that the others must not get. Returns true if the frame is silent
    /// now; `silent` says if it was silent before.
    pub fn suppress(&mut self, frame: &mut [i16], detection: &Detection, silent: bool) -> bool {
        let quiet = silent && detection.tone_from.is_none();
        self.quiet = if quiet { self.quiet.saturating_add(1) } else { 0 };
        if self.quiet > QUIET_FRAMES || (self.settings.play && self.delay() == 0) {
            return silent;
        }
        self.suppressor.pass(frame, detection, !self.settings.play);
        false
    }

    /// Adds the tone of an injected digit, if it is to be audible. Returns true if it added anything.
    pub fn generate(&mut self, frame: &mut [i16]) -> bool {
        if !self.is_sounding {
            return false;
        }
        let sounded = self.injected_tone.add_to(frame);
        self.is_sounding = self.injected_tone.is_busy();
        sounded
    }

    fn note(&mut self, event: DtmfEvent, start: i64, events: &mut PressEvents) {
        let source = DtmfSource::InBand;
        match event {
            DtmfEvent::Began { digit, onset, level_mdbm0, twist_mdb } => {
                let report = PressReport {
                    source,
                    digit,
                    at: start + i64::from(onset),
                    level_mdbm0,
                    twist_mdb,
                    id: 0,
                };
                let slack = self.rate.samples_in_ms(ONSET_MS) as i64;
                let with_stream = self.stream.is_some_and(|stream| report.at <= stream + slack);
                if with_stream && self.presses.continues(digit, report.at, self.rate.samples_in_ms(1) as i64)
                {
                    return;
                }
                let new = self.presses.begin(report, events);
                if new {
                    self.terminator.press(digit, report.at, true);
                }
                if !new && self.held.has(digit) {
                    // From now on the room gets the tone from the audio.
                    self.stop_injected_tone();
                }
            }
            DtmfEvent::Ended { digit, end, duration, level_mdbm0, twist_mdb } => {
                let report =
                    PressReport { source, digit, at: start + i64::from(end), level_mdbm0, twist_mdb, id: 0 };
                self.presses.end(report, Some(duration), events);
            }
        }
    }
}
