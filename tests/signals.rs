//! Signals: of any sequence of calls the outcome is what the contract says, in the words of a model.

#[path = "support/common.rs"]
mod common;

use common::cases;
use mixminus::{
    AllowSignals, EndReason, Engine, EngineConfig, Event, JoinOptions, MAX_QUEUED_SIGNALS, ParticipantConfig,
    ParticipantId, SignalOutcome, Status,
};
use proptest::prelude::*;
use std::collections::VecDeque;

const NAMES: [&[u8]; 4] = [b"a", b"b", b"c", b"*x"];

fn call(engine: &Engine) -> ParticipantId {
    engine
        .participant_new(&ParticipantConfig {
            account: b"a",
            environment: b"e",
            user: 1,
            ..ParticipantConfig::default()
        })
        .unwrap()
}

fn options<'a>(allowed: Option<&'a [&'a [u8]]>) -> JoinOptions<'a> {
    let allow_signals = allowed.map_or(AllowSignals::Any, AllowSignals::Names);
    JoinOptions { allow_signals, ..JoinOptions::without_dtmf(b"r") }
}

/// What a host does.
#[derive(Clone, Debug)]
enum Op {
    Send(usize),
    /// Joins as a conference that allows those of the names whose bits are set; `None`: any.
    Join(Option<usize>),
    Leave,
    Tick,
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => (0..NAMES.len()).prop_map(Op::Send),
        4 => prop_oneof![4 => (0_usize..16).prop_map(Some), 1 => Just(None)].prop_map(Op::Join),
        2 => Just(Op::Leave),
        1 => Just(Op::Tick),
    ]
}

/// A session by the words of the contract: names by their bits.
#[derive(Default)]
struct Model {
    running: Option<usize>,
    completed: usize,
    waiting: VecDeque<(usize, u64)>,
}

impl Model {
    fn send(&mut self, name: usize, number: u64) -> SignalOutcome {
        let allows = |set: usize| set & 1 << name != 0;
        if let Some(set) = self.running.filter(|set| allows(*set)) {
            self.completed |= set;
            self.running = None;
            return SignalOutcome::Interrupted;
        }
        if allows(self.completed) {
            return SignalOutcome::Ignored;
        }
        if self.waiting.len() == MAX_QUEUED_SIGNALS {
            return SignalOutcome::Refused;
        }
        self.waiting.push_back((name, number));
        SignalOutcome::Queued
    }

    /// Joins; answers the signal that has interrupted that.
    fn join(&mut self, set: usize) -> Option<(usize, u64)> {
        let at = self.waiting.iter().position(|(name, _)| set & 1 << name != 0);
        match at.and_then(|at| self.waiting.remove(at)) {
            Some(taken) => {
                self.completed |= set;
                Some(taken)
            }
            None => {
                self.running = Some(set);
                None
            }
        }
    }

    fn leave(&mut self) {
        self.completed |= self.running.take().unwrap_or(0);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_sequence_of_calls_comes_out_as_the_contract_says(ops in prop::collection::vec(op(), 1..200)) {
        let config = EngineConfig { max_participants: 2, max_rooms: 256, ..EngineConfig::default() };
        let engine = Engine::new(&config).unwrap();
        let (who, mut model) = (call(&engine), Model::default());
        let mut due = Vec::new();
        for op in ops {
            match op {
                Op::Send(name) => {
                    let (outcome, number) = engine.signal(who, NAMES[name]).unwrap();
                    prop_assert_eq!(outcome, model.send(name, number));
                    due.push((outcome, number));
                }
                Op::Join(set) => {
                    let names: Vec<&[u8]> =
                        (0..4).filter(|name| set.unwrap_or(15) & 1 << name != 0).map(|name| NAMES[name]).collect();
                    let joined = engine.join(who, &options(set.map(|_| names.as_slice())));
                    if model.running.is_some() {
                        prop_assert_eq!(joined.unwrap_err().status(), Status::AlreadyInRoom);
                    } else if let Some((name, number)) = model.join(set.unwrap_or(15)) {
                        prop_assert_eq!(joined.unwrap_err().status(), Status::Interrupted);
                        let end = engine.conference_end(who).unwrap();
                        prop_assert_eq!((end.reason, end.signal), (EndReason::Signal, number));
                        prop_assert_eq!(&*end.text, NAMES[name]);
                        due.push((SignalOutcome::Taken, number));
                    } else {
                        prop_assert!(joined.is_ok());
                    }
                }
                Op::Leave => {
                    prop_assert_eq!(engine.leave(who).is_ok(), model.running.is_some());
                    model.leave();
                }
                Op::Tick => assert!(engine.tick().is_ok()),
            }
            prop_assert_eq!(engine.queued_signals(who).unwrap(), model.waiting.len());
        }
        engine.tick().unwrap();
        let mut events = [Event::default(); 1024];
        let count = engine.poll(&mut events).unwrap();
        let reported: Vec<_> = events[..count].iter().filter_map(|e| Some((e.signal?, e.value as u64))).collect();
        prop_assert_eq!(reported, due);
    }
}
