//! What plays to participants, against a plain model: any sequence of plays, stops, joins and leaves gives the model's
//! samples, and tells the model's ends.

#[path = "support/common.rs"]
mod common;
#[path = "support/player.rs"]
mod player;

use common::{cases, frame_lens};
use mixminus::{
    FrameLen, Gain, MAX_QUEUED_PLAYS, ParticipantId, PlayEnd, PlayId, PromptId, SampleRate, SayOptions,
    Sound, Status,
};
use player::{Player, faded, noise, same, sat, scaled};
use proptest::prelude::*;

const PEOPLE: usize = 3;
/// Prompts from a single sample to some frames, one of which is a whole number of them.
const LENGTHS: [usize; 5] = [1, 37, 160, 333, 1280];

/// What a host does.
#[derive(Clone, Debug)]
enum Op {
    Say {
        who: usize,
        prompt: usize,
        times: u32,
        gain_mdb: i32,
        interrupt: bool,
    },
    StopAll(usize),
    /// The play that was begun so long ago.
    Stop(usize),
    Join(usize),
    Leave(usize),
    Tick,
}

fn op() -> impl Strategy<Value = Op> {
    let say = (0..PEOPLE, 0..LENGTHS.len(), prop_oneof![4 => 1_u32..4, 1 => Just(0)], 0..3, 0..4);
    prop_oneof![
        5 => say.prop_map(|(who, prompt, times, gain, interrupt)| Op::Say {
            who,
            prompt,
            times,
            gain_mdb: [0, -6_000, 5_000][gain as usize],
            interrupt: interrupt == 0,
        }),
        1 => (0..PEOPLE).prop_map(Op::StopAll),
        2 => (0_usize..8).prop_map(Op::Stop),
        2 => (0..PEOPLE).prop_map(Op::Join),
        2 => (0..PEOPLE).prop_map(Op::Leave),
        6 => Just(Op::Tick),
    ]
}

/// A play as the model has it.
#[derive(Clone, Debug)]
struct Play {
    id: PlayId,
    /// All its samples without their gain, or as many as matter of those that go on for ever.
    rest: Vec<i16>,
    gain_mdb: i32,
    begun: bool,
    stopping: bool,
}

/// A participant as the model has it.
#[derive(Debug, Default)]
struct Person {
    in_room: bool,
    /// It has joined since the last tick: it fades in.
    fresh: bool,
    queue: Vec<Play>,
    ended: Vec<(PlayId, PlayEnd)>,
}

impl Person {
    /// Stops those plays: what waits is over at once.
    fn stop(&mut self, meant: impl Fn(&Play) -> bool) {
        for mut play in std::mem::take(&mut self.queue) {
            match meant(&play) {
                true if !play.begun => self.ended.push((play.id, PlayEnd::Stopped)),
                stops => {
                    play.stopping |= stops;
                    self.queue.push(play);
                }
            }
        }
    }

    /// What plays in the next frame: one play after the other, the first of which may have to fade out.
    fn frame(&mut self, length: usize, ramp: usize) -> Vec<i16> {
        let mut heard = Vec::new();
        while let Some(play) = self.queue.first_mut().filter(|_| heard.len() < length) {
            play.begun = true;
            let most = if play.stopping { ramp } else { length - heard.len() };
            let count = play.rest.len().min(most);
            let now: Vec<i16> = play.rest.drain(..count).collect();
            if play.stopping {
                let mut whole = now;
                whole.resize(ramp, 0);
                heard.extend_from_slice(&faded(&whole, play.gain_mdb, ramp)[..count]);
            } else {
                heard.extend(now.iter().map(|sample| scaled(*sample, play.gain_mdb)));
            }
            let end = match play.rest.is_empty() {
                true => PlayEnd::Completed,
                false if play.stopping => PlayEnd::Stopped,
                false => break,
            };
            self.ended.push((self.queue.remove(0).id, end));
        }
        heard.resize(length, 0);
        heard
    }
}

/// One engine and its model.
struct Stage {
    player: Player,
    talker: ParticipantId,
    people: Vec<ParticipantId>,
    model: Vec<Person>,
    prompts: Vec<(PromptId, Vec<i16>)>,
    begun: Vec<(usize, PlayId)>,
    ticks: u64,
}

impl Stage {
    fn new(rate: SampleRate, frame_len: FrameLen, loudness: i32) -> Stage {
        let player = Player::new(rate, frame_len);
        let (talker, people) = (player.call(), (0..PEOPLE).map(|_| player.call()).collect());
        player.join(talker, b"room");
        let prompt = |(seed, length): (u64, &usize)| {
            let samples = noise(seed, *length, loudness);
            (player.prompt(&samples), samples)
        };
        let prompts = (1..).zip(&LENGTHS).map(prompt).collect();
        // The talker is heard at once from here on.
        player.engine.write(talker, &vec![0; player.frame]).unwrap();
        player.tick();
        player.events();
        let model = (0..PEOPLE).map(|_| Person::default()).collect();
        Stage { player, talker, people, model, prompts, begun: Vec::new(), ticks: 0 }
    }

    fn take(&mut self, op: &Op) {
        let engine = &self.player.engine;
        match *op {
            Op::Say { who, prompt, times, gain_mdb, interrupt } => {
                let options = SayOptions { times, gain: Gain::from_mdb(gain_mdb).unwrap(), interrupt };
                let (id, samples) = &self.prompts[prompt];
                let answer = engine.say(self.people[who], Sound::Prompt(*id), &options);
                let person = &mut self.model[who];
                let counted = person.queue.iter().filter(|play| !play.stopping).count();
                if counted >= MAX_QUEUED_PLAYS && !interrupt {
                    assert_eq!(answer.unwrap_err().status(), Status::QueueFull);
                    return;
                }
                if interrupt {
                    person.stop(|_| true);
                }
                // For ever: more than all ticks of a case play.
                let times = if times == 0 { 200 * 960 / samples.len() + 1 } else { times as usize };
                let id = answer.unwrap();
                let rest = samples.repeat(times);
                person.queue.push(Play { id, rest, gain_mdb, begun: false, stopping: false });
                self.begun.push((who, id));
            }
            Op::StopAll(who) => {
                engine.say_stop(self.people[who]).unwrap();
                self.model[who].stop(|_| true);
            }
            Op::Stop(back) => {
                let Some(&(who, id)) = self.begun.iter().rev().nth(back) else { return };
                let is_on = self.model[who].queue.iter().any(|play| play.id == id);
                let asked_to_stop = self.model[who].ended.iter().any(|(ended, _)| *ended == id);
                let answer = engine.play_stop(id);
                // One that has ended since the last tick may be stopped once more.
                let over = answer.map_err(|error| error.status()) == Err(Status::StaleHandle);
                assert!(!(is_on && over) && (is_on || over || asked_to_stop), "{is_on} {over}");
                self.model[who].stop(|play| play.id == id);
            }
            Op::Join(who) if !self.model[who].in_room => {
                self.player.join(self.people[who], b"room");
                (self.model[who].in_room, self.model[who].fresh) = (true, true);
            }
            Op::Leave(who) if self.model[who].in_room => {
                engine.leave(self.people[who]).unwrap();
                self.model[who].in_room = false;
            }
            Op::Join(_) | Op::Leave(_) => {}
            Op::Tick => self.tick(),
        }
    }

    fn tick(&mut self) {
        let (frame, engine) = (self.player.frame, &self.player.engine);
        let ramp = engine.config().sample_rate.samples_in_ms(5);
        let said = noise(100 + self.ticks, frame, 9_000);
        self.ticks += 1;
        assert_eq!(engine.write(self.talker, &said), Ok(frame));
        self.player.tick();
        let mut reported = vec![Vec::new(); PEOPLE];
        for event in self.player.events() {
            let Some(end) = event.play_end else { continue };
            let who = self.people.iter().position(|who| *who == event.participant).unwrap();
            reported[who].push((PlayId(event.value as u64), end));
        }
        for (who, person) in self.model.iter_mut().enumerate() {
            let mut heard = vec![1; frame];
            let plays = !person.queue.is_empty();
            let real = engine.read(self.people[who], &mut heard);
            let played = person.frame(frame, ramp);
            assert_eq!(reported[who], std::mem::take(&mut person.ended), "ends of {who}");
            let fresh = std::mem::take(&mut person.fresh);
            if !person.in_room && !plays {
                // What was stopped before it had begun may leave a silent frame.
                assert!(real == Ok(0) || real == Ok(frame) && heard.iter().all(|sample| *sample == 0));
                continue;
            }
            assert_eq!(real, Ok(frame), "{who} hears a whole frame");
            let mix = |at: usize| {
                let level =
                    if fresh && at + 1 < ramp { (at as i64 + 1) * (1 << 25) / ramp as i64 } else { 1 << 25 };
                let faded = (i64::from(said[at]) * level + (1 << 24)) >> 25;
                if person.in_room { faded } else { 0 }
            };
            let due: Vec<i16> = (0..frame).map(|at| sat(mix(at) + i64::from(played[at]))).collect();
            same!(heard, due);
        }
    }
}

/// Every rate in each of its frame lengths.
fn formats() -> Vec<(SampleRate, FrameLen)> {
    SampleRate::ALL.into_iter().flat_map(|rate| frame_lens(rate).map(move |len| (rate, len))).collect()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_plays_stops_joins_and_leaves_give_the_models_samples_and_ends(
        ops in prop::collection::vec(op(), 1..120),
        (rate, frame_len) in prop::sample::select(formats()),
        loudness in prop::sample::select(&[2_000, 32_767][..]),
    ) {
        let mut stage = Stage::new(rate, frame_len, loudness);
        ops.iter().for_each(|op| stage.take(op));
        // All that is left comes to its end, or is stopped.
        (0..3).for_each(|_| stage.tick());
        (0..PEOPLE).for_each(|who| stage.take(&Op::StopAll(who)));
        (0..2).for_each(|_| stage.tick());
        prop_assert!(stage.model.iter().all(|person| person.queue.is_empty()));
    }
}
