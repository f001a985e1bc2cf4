//! Participants: made, joined with any options, moved, signalled, taken out, freed.

use super::{NAMES, Whole, answered};
use crate::abi::{
    self, ConferenceEnd, DEFAULT_MS, Grown, JoinOptions, ParticipantConfig, TelephoneEvent, Text,
};
use std::ptr;

/// What a call may be refused with that starts a conference.
pub const OF_JOINS: [i32; 12] = [
    abi::INVALID_ARGUMENT,
    abi::STRUCT_SIZE,
    abi::ALREADY_IN_ROOM,
    abi::BUSY,
    abi::ROOM_FULL,
    abi::ROOM_LOCKED,
    abi::TOO_MANY_ROOMS,
    abi::QUOTA_EXCEEDED,
    abi::QUEUE_FULL,
    abi::SESSION_EXPIRED,
    abi::HUNG_UP,
    abi::INTERRUPTED,
];

/// What a call may be refused with that changes someone who is in a room.
pub const OF_SETTINGS: [i32; 5] =
    [abi::INVALID_ARGUMENT, abi::NOT_IN_ROOM, abi::QUEUE_FULL, abi::SESSION_EXPIRED, abi::HUNG_UP];

/// Names as a host hands them over.
pub fn texts() -> [Text; 5] {
    NAMES.map(|name| Text { bytes: name.as_ptr(), length: name.len() })
}

impl Whole<'_> {
    pub(super) fn new_participant(&mut self) {
        let mut config = Grown::<ParticipantConfig>::new();
        self.size(&mut config);
        let (account, environment) = (self.name(), self.name());
        let c = &mut config.value;
        (c.account, c.account_len) = (account.as_ptr(), account.len());
        (c.environment, c.environment_len) = (environment.as_ptr(), environment.len());
        let mut made = 7;
        // SAFETY: the engine lives; the struct is as long as it says, its names too.
        let status = unsafe { abi::mixminus_participant_new(self.engine, &config.value, &mut made) };
        let others =
            [abi::INVALID_ARGUMENT, abi::STRUCT_SIZE, abi::TOO_MANY_PARTICIPANTS, abi::QUOTA_EXCEEDED];
        assert_eq!(answered(status, &others), made != 0);
        if made != 0 {
            assert!(!self.people.contains(&made));
            self.people.push(made);
        }
    }

    pub(super) fn free(&mut self) {
        let person = self.person();
        // SAFETY: the engine lives.
        answered(unsafe { abi::mixminus_participant_free(self.engine, person) }, &[]);
    }

    pub(super) fn hang_up(&mut self) {
        let person = self.person();
        // SAFETY: the engine lives.
        answered(unsafe { abi::mixminus_participant_hang_up(self.engine, person) }, &[]);
    }

    pub(super) fn remove(&mut self) {
        let (person, text) = (self.person(), self.name());
        let others = [abi::NOT_IN_ROOM, abi::INVALID_ARGUMENT];
        // SAFETY: the engine lives; the text is as long as it says.
        let status = unsafe {
            if self.input.seldom(2) {
                abi::mixminus_participant_leave(self.engine, person)
            } else {
                abi::mixminus_participant_remove(self.engine, person, text.as_ptr(), text.len())
            }
        };
        answered(status, &others);
    }

    /// Any options. Of the names that signals may have, those in `texts` from some place on are allowed.
    pub(super) fn options(&mut self, texts: &[Text; 5]) -> Grown<JoinOptions> {
        let mut options = Grown::<JoinOptions>::new();
        self.size(&mut options);
        let id = self.name();
        let o = &mut options.value;
        (o.conference_id, o.conference_id_len) = (id.as_ptr(), id.len());
        if self.input.seldom(4) {
            return options;
        }
        o.mute = self.number(&[0, 0, 1]);
        o.deaf = self.number(&[0, 0, 1]);
        o.gain_mdb = self.number(&[0, 6000, -6000_i32 as u32, 24_000]) as i32;
        o.prefill_ms = self.number(&[DEFAULT_MS, 0, 40]);
        o.cap_ms = self.number(&[DEFAULT_MS, DEFAULT_MS, 60]);
        o.talk_events = self.number(&[0, 1]);
        o.detect_dtmf = self.number(&[0, 1]);
        o.play_tones = self.number(&[0, 1]);
        o.generate_dtmf = self.number(&[0, 1]);
        o.terminator = self.number(&[0, 42, 42]);
        o.interdigit_timeout_ms = self.number(&[0, 40, 1000, 3_600_000]);
        if self.input.seldom(2) {
            o.allow_signals = texts.as_ptr();
            o.allow_signals_len = self.input.below(6);
        }
        o.join_prompt = self.sound();
        o.leave_prompt = self.sound();
        options
    }

    pub(super) fn join(&mut self) {
        let (person, texts) = (self.person(), texts());
        let options = self.options(&texts);
        let mut room = 7;
        // SAFETY: the engine lives; the struct is as long as it says, all that it points to too.
        let status =
            unsafe { abi::mixminus_participant_join(self.engine, person, &options.value, &mut room) };
        assert_eq!(answered(status, &OF_JOINS), room != 0);
        self.rooms.extend(Some(room).filter(|room| *room != 0));
        if status == abi::INTERRUPTED {
            let end = self.end_of(person).expect("it lives");
            assert_eq!(end.reason, abi::BY_SIGNAL);
        }
    }

    pub(super) fn go_to(&mut self) {
        let (person, id, mut room) = (self.person(), self.name(), 7);
        // SAFETY: the engine lives; the id is as long as it says.
        let status =
            unsafe { abi::mixminus_participant_move(self.engine, person, id.as_ptr(), id.len(), &mut room) };
        assert_eq!(answered(status, &[&OF_JOINS[..], &[abi::NOT_IN_ROOM]].concat()), room != 0);
        self.rooms.extend(Some(room).filter(|room| *room != 0));
    }

    pub(super) fn signal(&mut self) {
        let (person, name) = (self.person(), self.name());
        let (mut outcome, mut number) = (77, 77);
        // SAFETY: the engine lives; the name is as long as it says, the places are there.
        let status = unsafe {
            abi::mixminus_participant_signal(
                self.engine,
                person,
                name.as_ptr(),
                name.len(),
                &mut outcome,
                &mut number,
            )
        };
        assert_ne!(status, abi::STALE_HANDLE);
        if !answered(status, &[abi::INVALID_ARGUMENT, abi::QUEUE_FULL]) {
            assert_eq!((outcome, number), (0, 0));
            return;
        }
        assert!((1..=5).contains(&outcome));
        assert!(self.reported.signals.insert(number, (outcome, Vec::new())).is_none());
        if outcome == 1 {
            let end = self.end_of(person).expect("it lives");
            assert_eq!((end.reason, end.signal), (abi::BY_SIGNAL, number));
            assert_eq!(&end.text[..end.text_len as usize], name);
        }
    }

    pub(super) fn queued_signals(&mut self) {
        let (person, mut count) = (self.person(), 77);
        // SAFETY: the engine lives, the place is there.
        let status = unsafe { abi::mixminus_participant_queued_signals(self.engine, person, &mut count) };
        answered(status, &[]);
        assert!(count <= 64);
    }

    /// How its last conference ended, if it lives.
    pub(super) fn end_of(&mut self, person: u64) -> Option<ConferenceEnd> {
        let mut end = Grown::<ConferenceEnd>::new();
        // SAFETY: the engine lives, the place is as long as it says.
        let status = unsafe { abi::mixminus_participant_conference_end(self.engine, person, &mut end.value) };
        answered(status, &[]).then_some(end.value)
    }

    pub(super) fn conference_end(&mut self) {
        let person = self.person();
        if let Some(end) = self.end_of(person) {
            check_end(&end);
        }
        let mut end = Grown::<ConferenceEnd>::new();
        self.size(&mut end);
        // SAFETY: as above.
        let status = unsafe { abi::mixminus_participant_conference_end(self.engine, person, &mut end.value) };
        answered(status, &[abi::STRUCT_SIZE]);
    }

    /// Mute, deaf, gain, and what is done about keys.
    pub(super) fn switch(&mut self) {
        let (person, on, engine) = (self.person(), self.number(&[0, 1]), self.engine);
        // SAFETY: the engine lives.
        let status = unsafe {
            match self.input.below(6) {
                0 => abi::mixminus_participant_set_mute(engine, person, on),
                1 => abi::mixminus_participant_set_deaf(engine, person, on),
                2 => abi::mixminus_participant_set_gain(engine, person, (on as i32).wrapping_mul(3000)),
                3 => abi::mixminus_participant_set_detect_dtmf(engine, person, on),
                4 => abi::mixminus_participant_set_play_tones(engine, person, on),
                _ => abi::mixminus_participant_set_generate_dtmf(engine, person, on),
            }
        };
        answered(status, &OF_SETTINGS);
    }

    /// Rates at which a host writes and reads, as a call's codec changes.
    pub(super) fn set_rates(&mut self) {
        let person = self.person();
        let [write, read] = [(); 2].map(|()| self.number(&[0, 8000, 16_000, 22_050, 44_100, 48_000]));
        // SAFETY: the engine lives.
        let status = unsafe { abi::mixminus_participant_set_rates(self.engine, person, write, read) };
        answered(status, &[abi::INVALID_ARGUMENT]);
    }

    pub(super) fn press(&mut self) {
        if self.input.seldom(3) {
            return self.telephone_event();
        }
        let (person, key) = (self.person(), self.input.pick(b"**5aZ"));
        // SAFETY: the engine lives.
        let status = unsafe {
            if self.input.seldom(3) {
                abi::mixminus_participant_inject_dtmf_end(self.engine, person, key)
            } else if self.input.seldom(3) {
                let duration = self.number(&[1, 250, 60_000]);
                abi::mixminus_participant_inject_dtmf_press(self.engine, person, key, -10_000, duration)
            } else {
                let level = self.number(&[-10_000_i32 as u32, 0]) as i32;
                let limit = self.number(&[0, 100, 60_000]);
                abi::mixminus_participant_inject_dtmf_begin(self.engine, person, key, level, limit)
            }
        };
        answered(status, &OF_SETTINGS);
    }

    /// A packet of a telephone event, of few events, so that many are of the same.
    fn telephone_event(&mut self) {
        let person = self.person();
        let mut event = Grown::<TelephoneEvent>::new();
        let o = &mut event.value;
        o.event = self.number(&[5, 10, 10, 16]);
        o.end = u32::from(self.input.seldom(3));
        o.volume = self.number(&[10, 63]);
        o.duration = self.number(&[0, 160, 800, 65_535]);
        o.timestamp = self.number(&[0, 160, 65_535, u32::MAX - 159]);
        o.ssrc = self.number(&[0, 0, 1]);
        o.clock_rate = self.number(&[0, 48_000]);
        // SAFETY: the engine lives.
        let status = unsafe { abi::mixminus_participant_telephone_event(self.engine, person, &event.value) };
        if status != abi::UNSUPPORTED {
            answered(status, &OF_SETTINGS);
        }
    }

    pub(super) fn dial(&mut self) {
        let (person, count) = (self.person(), self.input.below(40));
        let digits = [self.input.pick(b"1*D"); 40];
        let (on, off) = (self.number(&[20, 100]), self.number(&[20, 100]));
        // SAFETY: the engine lives; the digits are at least as many as it says.
        let status = unsafe {
            abi::mixminus_participant_send_dtmf(self.engine, person, digits.as_ptr(), count, -9000, on, off)
        };
        answered(status, &OF_SETTINGS);
    }
}

/// An end is in itself as the header says.
pub fn check_end(end: &ConferenceEnd) {
    let ConferenceEnd { reason, digit, text_len, signal, .. } = *end;
    assert!(reason <= abi::BY_SIGNAL && reason != 2, "{end:?}");
    assert_eq!(digit, if reason == abi::TERMINATOR { 42 } else { 0 });
    assert_eq!(signal != 0, reason == abi::BY_SIGNAL);
    assert!(text_len <= 255 && end.text[text_len as usize..].iter().all(|byte| *byte == 0));
    assert!(text_len == 0 || matches!(reason, abi::BY_SIGNAL | abi::REMOVED));
}

/// No place for a result.
pub const NOWHERE: *mut u64 = ptr::null_mut();
