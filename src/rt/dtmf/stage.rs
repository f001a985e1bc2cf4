//! A participant's keys, as the tick holds them: heard in its audio, injected by the host, kept from the others or
//! made audible to them.

use super::injected_tone::InjectedTone;
use super::press::{PressReport, Presses, SAME_PRESS_MS};
use super::press_events::{HELD, PressEvents};
use super::terminator::{PreviousTerminator, Terminator, TerminatorDetector, TerminatorPress};
use crate::dsp::Kernels;
use crate::dsp::dtmf::receiver::{Detection, DtmfEvent, Receiver};
use crate::dsp::dtmf::suppress::Suppressor;
use crate::dsp::tone::dtmf_tone::ToneLevel;
use crate::rt::message::event::DtmfSource;
use crate::rt::message::settings::DtmfSettings;
use crate::units::{DtmfDigit, SampleRate};

/// After so many silent frames nothing is left in the delay, and no fade is on: 20 ms of delay in frames of 10, and as
/// much again.
const QUIET_FRAMES: u8 = 5;

/// How a press that the host reports ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressEnd {
    /// By the host's word. One such press is down at a time: the next ends it.
    UntilEnd,
    /// After `limit`, which is its whole duration. The next ends it too.
    Whole,
    /// A telephone event: by its own packets only.
    Event {
        /// How long it has been down, its packets say, samples.
        duration: u32,
        /// Its end has come with the first packet.
        ended: bool,
    },
}

/// A key that the host says is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedPress {
    /// Which press it is; 0: the one that lasts until its end.
    pub id: u64,
    /// Which key.
    pub digit: DtmfDigit,
    /// Its level, thousandths of dBm0 a tone.
    pub level_mdbm0: i32,
    /// The same, to be made audible.
    pub loudness: ToneLevel,
    /// It ends by itself after so many samples, unless it is begun again.
    pub limit: u32,
    /// How it ends.
    pub end: PressEnd,
}

/// What a further packet of a telephone event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TelephoneEventUpdate {
    /// Which press it is.
    pub id: u64,
    /// How long it has been down, samples.
    pub duration: u32,
    /// It has ended; else it ends by itself after so many samples.
    pub limit: Option<u32>,
}

/// A key that is down.
#[derive(Clone, Copy, Debug)]
struct Held {
    injected: ReportedPress,
    /// Where it ends by itself.
    ends: i64,
    /// Where the host has spoken of it last.
    seen: i64,
}

/// The keys of a participant: what each frame of one who is heard needs, then what only presses do.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct DtmfStage {
    receiver: Receiver,
    rate: SampleRate,
    settings: DtmfSettings,
    /// Silent frames in a row.
    quiet: u8,
    /// By how much the two ways by which a press comes may be apart, samples.
    both_ways: i64,
    /// How many keys the host says are down.
    held_count: u8,
    /// `sound` has something to do.
    is_sounding: bool,
    /// Where the stream of this join has begun, once it has.
    stream: Option<i64>,
    /// Which press ends the conference.
    terminator: TerminatorDetector,
    /// The press that has ended the last one, of which the other way may still tell.
    previous_terminator: Option<PreviousTerminator>,
    suppressor: Suppressor,
    presses: Presses,
    /// The keys that the host says are down, oldest first.
    held: [Option<Held>; HELD],
    injected_tone: InjectedTone,
}

/// By how much the onset of a press may be wrong, milliseconds.
const ONSET_MS: u32 = 5;

impl DtmfStage {
    /// Nothing heard, nothing switched on.
    pub fn new(rate: SampleRate) -> DtmfStage {
        DtmfStage {
            rate,
            settings: DtmfSettings::NONE,
            receiver: Receiver::new(rate),
            suppressor: Suppressor::new(rate, 0),
            quiet: 0,
            presses: Presses::new(0),
            both_ways: 0,
            held: [None; HELD],
            held_count: 0,
            is_sounding: false,
            stream: None,
            injected_tone: InjectedTone::new(rate),
            terminator: TerminatorDetector::OPEN,
            previous_terminator: None,
        }
    }

    /// Another stream begins, which is delayed by `look_ahead_ms` if its tones are kept from the others. Its audio may
    /// lie in the in-ring for `prefill` samples, while what is injected comes at once. `terminator` ends the conference.
    /// Of a participant that `is_new` there is no past.
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
        self.suppressor = Suppressor::new(self.rate, if settings.play { 0 } else { look_ahead_ms });
        self.quiet = 0;
        self.both_ways = self.rate.samples_in_ms(SAME_PRESS_MS) as i64 + i64::from(prefill);
        if is_new {
            self.presses = Presses::new(self.both_ways);
        } else {
            self.presses.join(self.both_ways);
        }
        self.held = [None; HELD];
        self.held_count = 0;
        self.stream = None;
        self.injected_tone = InjectedTone::new(self.rate);
        self.is_sounding = false;
    }

    /// The participant leaves its room at `now`.
    pub fn leave(&mut self, now: i64) {
        self.presses.leave(now);
    }

    /// They are another participant's, who is in no room yet: what the next stream would remember of the last is gone.
    pub fn forget(&mut self) {
        self.previous_terminator = None;
        self.presses = Presses::new(self.both_ways);
    }

    /// Switches what is done from `now` on; the delay stays. A press of which nobody will hear the end ends.
    pub fn change(&mut self, to: DtmfSettings, now: i64, events: &mut PressEvents) {
        let from = core::mem::replace(&mut self.settings, to);
        if from.detect && !to.detect {
            self.presses.let_go(DtmfSource::InBand, now, events);
        }
        if !from.needs_receiver() && to.needs_receiver() && !self.terminator.is_set() {
            self.receiver.reset();
        }
        if from.play && !to.play && self.delay() == 0 {
            self.suppressor = Suppressor::new(self.rate, 0);
        }
        if !to.is_generated() {
            self.stop_injected_tone();
        }
    }

    /// What is done about them.
    pub fn settings(&self) -> DtmfSettings {
        self.settings
    }

    /// How late the participant's audio is for the sake of suppression, samples.
    pub fn delay(&self) -> usize {
        self.suppressor.delay()
    }

    /// How many bytes from the beginning on each frame needs of one who is `delay` samples late.
    pub fn bytes_of_a_frame(delay: usize) -> usize {
        core::mem::offset_of!(DtmfStage, suppressor) + Suppressor::bytes_of_a_frame(delay)
    }

    /// Whether the participant's frames must come by here: else they are as the line sent them.
    pub fn is_needed(&self) -> bool {
        self.is_detecting() || self.delay() > 0 || self.held_count > 0 || self.is_sounding
    }

    /// Whether the receiver is needed.
    fn is_detecting(&self) -> bool {
        self.settings.needs_receiver() || self.terminator.is_set()
    }

    /// The terminator, if it was pressed; told once, at `now`.
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

    /// The host says that a key is down, from `now` on.
    pub fn begin(&mut self, injected: &ReportedPress, now: i64, events: &mut PressEvents) {
        let ends = now + i64::from(injected.limit);
        let again = |held: &&mut Held| {
            injected.end == PressEnd::UntilEnd
                && held.injected.id == 0
                && held.injected.digit == injected.digit
        };
        if let Some(held) = self.held.iter_mut().flatten().find(again) {
            (held.ends, held.seen) = (ends, now);
            return;
        }
        let is_event = matches!(injected.end, PressEnd::Event { .. });
        if !is_event {
            self.release(now, events, |held| !matches!(held.injected.end, PressEnd::Event { .. }));
        }
        if usize::from(self.held_count) == HELD {
            let oldest = self.held.iter().flatten().next().map(|held| held.injected.id);
            self.release(now, events, |held| Some(held.injected.id) == oldest);
        }
        if let Some(place) = self.held.iter_mut().find(|place| place.is_none()) {
            *place = Some(Held { injected: *injected, ends, seen: now });
            self.held_count += 1;
        }
        // What the room hears in the audio already is not made a second time.
        if self.presses.begin(injected.at(now), events) {
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
            self.release(now, events, |held| held.injected.id == injected.id);
        }
    }

    /// The host says that the key is up that lasts until its end, at `now`. One that it has not said to be down is passed
    /// over: ends are sent again and again.
    pub fn end(&mut self, digit: DtmfDigit, now: i64, events: &mut PressEvents) {
        self.release(now, events, |held| held.injected.id == 0 && held.injected.digit == digit);
    }

    /// A further packet of a telephone event. One that has ended is passed over.
    pub fn update(&mut self, update: &TelephoneEventUpdate, now: i64, events: &mut PressEvents) {
        let Some(held) = self.held.iter_mut().flatten().find(|held| held.injected.id == update.id) else {
            return;
        };
        let PressEnd::Event { duration, .. } = &mut held.injected.end else { return };
        *duration = update.duration.max(*duration);
        held.seen = now;
        match update.limit {
            Some(limit) => held.ends = now + i64::from(limit),
            None => self.release(now, events, |held| held.injected.id == update.id),
        }
    }

    /// Those of the host's keys that are `over` are up, at `at` or where they ended by themselves before.
    fn release(&mut self, at: i64, events: &mut PressEvents, over: impl Fn(&Held) -> bool) {
        for place in &mut self.held {
            let Some(held) = place.take_if(|held| over(held)) else { continue };
            self.held_count = self.held_count.saturating_sub(1);
            self.injected_tone.end(held.injected.id);
            let (at, duration) = match held.injected.end {
                PressEnd::UntilEnd => (at.min(held.ends), None),
                PressEnd::Whole => (at.min(held.ends), Some(held.injected.limit)),
                // Of one whose end is lost nothing is known since its last packet.
                PressEnd::Event { duration, .. } => (at.min(held.seen), Some(duration)),
            };
            self.presses.end(held.injected.at(at), duration, events);
        }
        // The oldest stays first.
        let mut kept = [None; HELD];
        for (place, held) in kept.iter_mut().zip(self.held.into_iter().flatten()) {
            *place = Some(held);
        }
        self.held = kept;
    }

    /// No injected key is to be heard any more.
    fn stop_injected_tone(&mut self) {
        self.injected_tone.stop();
        self.is_sounding = self.injected_tone.is_busy();
    }

    /// Listens to a frame as the line sent it, whose first sample is at `start`; what became of keys is report. `is_cut`: the
    /// participant leaves, and what of the frame is not there is not the line's: no key ends in it.
    pub fn detect(
        &mut self,
        kernels: &Kernels,
        frame: &[i16],
        silent: bool,
        start: i64,
        is_cut: bool,
        events: &mut PressEvents,
    ) -> Detection {
        if self.held_count > 0 {
            // Their ends were lost, or they have none.
            self.release(start, events, |held| held.ends <= start);
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

    /// Delays a frame that was listened to, and takes the tones out of it that others are not to hear. Answers whether
    /// it is silent now, as it was if `silent`.
    pub fn suppress(&mut self, frame: &mut [i16], detection: &Detection, silent: bool) -> bool {
        let quiet = silent && detection.tone_from.is_none();
        self.quiet = if quiet { self.quiet.saturating_add(1) } else { 0 };
        if self.quiet > QUIET_FRAMES || (self.settings.play && self.delay() == 0) {
            return silent;
        }
        self.suppressor.pass(frame, detection, !self.settings.play);
        false
    }

    /// Adds the tone of a key that came beside the audio, if others are to hear it; answers whether it did.
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
                if with_stream && self.presses.goes_on(digit, report.at, self.rate.samples_in_ms(1) as i64) {
                    return;
                }
                let new = self.presses.begin(report, events);
                if new {
                    self.terminator.press(digit, report.at, true);
                }
                let is_held = |held: &Held| held.injected.digit == digit;
                if !new && self.held.iter().flatten().any(is_held) {
                    // The room hears it from now on as it is.
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

impl ReportedPress {
    /// As the presses take it, at `at`.
    fn at(&self, at: i64) -> PressReport {
        let ReportedPress { id, digit, level_mdbm0, .. } = *self;
        PressReport { source: DtmfSource::OutOfBand, digit, at, level_mdbm0, twist_mdb: 0, id }
    }
}
