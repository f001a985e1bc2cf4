//! A host that does anything at random, knows what it did, and folds the events that it gets.

use crate::common::{Audio, Random};
use crate::event_consumer::{Belief, Consumer};
use mixminus::{
    EndReason, Engine, EngineConfig, Event, EventKind, Gain, JoinOptions, ParticipantConfig, ParticipantId,
    RoomId, STATE_DEAF, STATE_MUTED, STATE_TALKING,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

const ACCOUNTS: [&[u8]; 2] = [b"one", b"two"];
const ROOMS: [&[u8]; 5] = [b"a", b"b", b"c", b"d", b"e"];

/// From this mean square on a frame counts as talk: −40 dBFS.
const THRESHOLD: u32 = 107_374;

/// A participant as the test knows it.
pub struct Call {
    id: ParticipantId,
    user: u64,
    talk_events: bool,
    /// Frames that its talkspurt still lasts, by the levels that the engine tells.
    talk_frames: u32,
    /// For so many frames it is not known whether it talks: its talkspurt began with a frame that is hardly loud, of which
    /// the engine judges only what the line itself sent.
    unsure_frames: u32,
    /// It has joined since the last tick.
    fresh: bool,
}

/// A host that does anything, and folds the events.
pub struct Host {
    engine: Engine,
    calls: Vec<Call>,
    pub consumer: Consumer,
    /// By participant: the reasons for which it has left, oldest first, which no event has reported yet.
    pub ends: BTreeMap<ParticipantId, VecDeque<EndReason>>,
    users: BTreeMap<ParticipantId, u64>,
    pub random: Random,
}

impl Host {
    pub fn new(event_queue: u32, seed: u64) -> Host {
        let config = EngineConfig {
            max_participants: 24,
            max_rooms: 16,
            prefill_ms: 0,
            event_queue,
            ..EngineConfig::default()
        };
        Host {
            engine: Engine::new(&config).unwrap(),
            calls: Vec::new(),
            consumer: Consumer::default(),
            ends: BTreeMap::new(),
            users: BTreeMap::new(),
            random: Random(seed),
        }
    }

    fn room_of(&self, id: ParticipantId) -> RoomId {
        self.engine.participant_info(id).unwrap().room
    }

    /// Notes that participants who are in a room are about to leave it.
    fn ending(&mut self, ids: &[ParticipantId], reason: EndReason) {
        for id in ids.iter().filter(|id| self.room_of(**id) != RoomId::NONE).copied().collect::<Vec<_>>() {
            self.ends.entry(id).or_default().push_back(reason);
        }
    }

    /// One call of the engine; what it refuses, it refuses.
    pub fn act(&mut self) {
        let r = &mut self.random;
        let (what, percent) = (r.below(100), r.below(100));
        let (account, room, gain_mdb) = (r.pick(&ACCOUNTS), r.pick(&ROOMS), r.below(20_000) as i32 - 10_000);
        if self.calls.is_empty() || what < 8 {
            let user = r.next();
            let call = ParticipantConfig { account, environment: b"e", user, ..ParticipantConfig::default() };
            if let Ok(id) = self.engine.participant_new(&call) {
                self.users.insert(id, user);
                self.calls.push(Call {
                    id,
                    user,
                    talk_events: false,
                    talk_frames: 0,
                    unsure_frames: 0,
                    fresh: false,
                });
            }
            return;
        }
        let at = r.below(self.calls.len());
        let id = self.calls[at].id;
        match what {
            8..12 => {
                self.ending(&[id], EndReason::HangUp);
                self.engine.participant_free(id).unwrap();
                self.calls.remove(at);
            }
            12..40 => {
                let options = JoinOptions {
                    mute: percent < 20,
                    deaf: percent % 5 == 0,
                    gain: Gain::from_mdb(if percent < 50 { 0 } else { gain_mdb }).unwrap(),
                    talk_events: percent % 3 != 0,
                    ..JoinOptions::without_dtmf(room)
                };
                if self.engine.join(id, &options).is_ok() {
                    let call = &mut self.calls[at];
                    (call.talk_events, call.fresh) = (options.talk_events, true);
                }
            }
            40..55 => {
                self.ending(&[id], EndReason::Removed);
                let _ = self.engine.leave(id);
            }
            55..75 => drop(self.engine.move_to(id, room)),
            75..82 => drop(self.engine.set_mute(id, percent < 50)),
            82..88 => drop(self.engine.set_deaf(id, percent < 50)),
            88..94 => drop(self.engine.set_gain(id, Gain::from_mdb(gain_mdb).unwrap())),
            94..96 => {
                if let Ok(room) = self.engine.room_find(account, b"e", room) {
                    let members = self.engine.room_participants(room).unwrap();
                    self.ending(&members, EndReason::RoomClosed);
                    self.engine.room_close(room).unwrap();
                }
            }
            _ => {}
        }
    }

    /// One tick, before which about half of all talk, each in spurts.
    pub fn tick(&mut self) {
        let tick = self.engine.stats().ticks;
        for call in &self.calls {
            let talks = (tick / 40 + call.user).is_multiple_of(2);
            let audio = if talks { Audio::Loud } else { Audio::Silence };
            self.engine.write(call.id, &audio.samples(tick, 160)).unwrap();
        }
        self.engine.tick().unwrap();
        for at in 0..self.calls.len() {
            if self.room_of(self.calls[at].id) == RoomId::NONE {
                continue;
            }
            let level = self.engine.participant_stats(self.calls[at].id).unwrap().mean_square;
            let call = &mut self.calls[at];
            if std::mem::take(&mut call.fresh) {
                (call.talk_frames, call.unsure_frames) = (0, 0);
            }
            // Talk: −40 dBFS or more, and 400 ms beyond.
            call.unsure_frames = match level {
                THRESHOLD.. if level >= 16 * THRESHOLD => 0,
                THRESHOLD.. if call.talk_frames == 0 || call.unsure_frames > 0 => 20,
                _ => call.unsure_frames.saturating_sub(1),
            };
            call.talk_frames = if level >= THRESHOLD { 20 } else { call.talk_frames.saturating_sub(1) };
        }
    }

    /// Polls at most `limit` events; answers how many there were.
    pub fn poll(&mut self, limit: usize) -> usize {
        let mut events = vec![Event::default(); limit];
        let count = self.engine.poll(&mut events).unwrap();
        for event in &events[..count] {
            self.consumer.take(event);
            if event.participant != ParticipantId::NONE {
                assert_eq!(event.user, self.users[&event.participant], "{event:?}");
            }
            if event.kind == EventKind::Left && !event.resent && self.consumer.lost == 0 {
                let reason = self.ends.get_mut(&event.participant).and_then(VecDeque::pop_front);
                assert_eq!(Some(event.reason), reason, "{event:?}");
            }
        }
        count
    }

    /// Ticks and polls until there is no more to tell, then compares what is believed with what is.
    pub fn settle(&mut self) {
        let mut quiet = 0;
        for _ in 0..500 {
            self.tick();
            quiet = if self.poll(1000) == 0 { quiet + 1 } else { 0 };
            if quiet == 3 {
                break;
            }
        }
        assert!(quiet >= 1, "it never ends");
        let (mut rooms, mut people) = (BTreeSet::new(), BTreeMap::new());
        for account in ACCOUNTS {
            let (listed, next) = self.engine.room_list(account, 0, 100).unwrap();
            assert_eq!(next, 0);
            for info in listed {
                rooms.insert(info.room);
                for id in self.engine.room_participants(info.room).unwrap() {
                    let of = self.engine.participant_info(id).unwrap();
                    let call = self.calls.iter().find(|call| call.id == id).unwrap();
                    let talks = call.talk_events && call.talk_frames > 0;
                    if call.unsure_frames > 0
                        && let Some(belief) = self.consumer.people.get_mut(&id)
                    {
                        belief.state = belief.state & !STATE_TALKING | if talks { STATE_TALKING } else { 0 };
                    }
                    let state = if of.mute { STATE_MUTED } else { 0 }
                        | if of.deaf { STATE_DEAF } else { 0 }
                        | if talks { STATE_TALKING } else { 0 };
                    let belief =
                        Belief { room: info.room, user: of.user, state, gain_mdb: of.gain.mdb().into() };
                    people.insert(id, belief);
                }
            }
        }
        assert_eq!(self.consumer.rooms, rooms);
        assert_eq!(self.consumer.people, people);
        assert_eq!(self.consumer.lost, self.engine.stats().events_lost);
    }
}
