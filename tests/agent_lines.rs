//! The lines of speech agents: answers that are written at once are heard whole, without a gap, and soon.

#[path = "support/common.rs"]
mod common;

use common::{Audio, Random};
use mixminus::{
    AgentLines, DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, Engine, EngineConfig, Event, EventKind, FrameLen,
    JoinOptions, LineClass, ParticipantConfig, ParticipantId, RoomTemplate, SampleRate, Status,
};

const RATE: SampleRate = SampleRate::Hz24000;

/// An agent and a listener at the agent's rate, in a room of that rate.
struct Scene {
    engine: Engine,
    agent: ParticipantId,
    listener: ParticipantId,
    frame: usize,
    heard: Vec<i16>,
}

impl Scene {
    fn new(frame_len: FrameLen) -> Scene {
        let config = EngineConfig {
            frame_len,
            agents: Some(AgentLines { max_participants: 1, ..AgentLines::default() }),
            line_classes: vec![LineClass { sample_rate: RATE, max_participants: 1 }],
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).unwrap();
        let template = RoomTemplate { sample_rate: Some(RATE), ..RoomTemplate::default() };
        engine.set_room_template(DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, None, Some(&template)).unwrap();
        let agent = ParticipantConfig { agent: true, ..ParticipantConfig::default() };
        let listener = ParticipantConfig { sample_rate: Some(RATE), ..ParticipantConfig::default() };
        let [agent, listener] = [agent, listener].map(|config| engine.participant_new(&config).unwrap());
        assert_eq!(engine.participant_info(agent).unwrap().sample_rate, RATE);
        for call in [agent, listener] {
            engine.join(call, &JoinOptions::without_dtmf(b"room")).unwrap();
        }
        let mut scene = Scene { engine, agent, listener, frame: frame_len.samples(RATE), heard: Vec::new() };
        scene.tick();
        scene.heard.clear();
        scene.events();
        scene
    }

    fn tick(&mut self) -> &[i16] {
        self.engine.tick().unwrap();
        let from = self.heard.len();
        self.heard.resize(from + self.frame, 0);
        self.engine.read(self.listener, &mut self.heard[from..]).unwrap();
        &self.heard[from..]
    }

    fn events(&self) -> Vec<(EventKind, i64)> {
        let mut events = [Event::default(); 256];
        let count = self.engine.poll(&mut events).unwrap();
        events[..count].iter().map(|event| (event.kind, event.value)).collect()
    }
}

/// Words, and pauses of 300 ms between them; without a zero, so that silence that was put in shows.
fn speech(seed: u64, ms: usize) -> Vec<i16> {
    let samples = Audio::Quiet.samples(seed, RATE.samples_in_ms(ms as u32));
    let word = |(n, sample): (usize, i16)| match n % RATE.samples_in_ms(1_000) {
        at if at < RATE.samples_in_ms(700) && sample != 0 => sample,
        _ => 1 - 2 * (sample & 1),
    };
    samples.into_iter().enumerate().map(word).collect()
}

/// Ten seconds in packets of 20 to 1,000 ms, 0 to 100 ms apart: nothing is dropped, nothing is put in between, and it
/// begins within 100 ms.
#[test]
fn an_answer_that_is_written_at_once_is_heard_whole_and_soon() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        let ms_of_tick = frame_len.ms() as usize;
        for seed in 0..40 {
            let mut scene = Scene::new(frame_len);
            let mut random = Random(seed);
            let answer = speech(seed, 10_000);
            let (mut written, mut next_ms, mut first_ms) = (0, random.below(100), None);
            for tick in 0..(10_500 / ms_of_tick) {
                while written < answer.len() && next_ms < (tick + 1) * ms_of_tick {
                    let count = RATE.samples_in_ms(20 + random.below(981) as u32).min(answer.len() - written);
                    let packet = &answer[written..written + count];
                    assert_eq!(scene.engine.write(scene.agent, packet), Ok(count));
                    first_ms.get_or_insert(next_ms);
                    written += count;
                    next_ms += random.below(101);
                }
                scene.tick();
            }
            let begins = scene.heard.iter().position(|sample| *sample != 0).unwrap();
            // The frame of a tick plays after it.
            let delay_ms = begins * 1000 / RATE.hz() as usize + ms_of_tick - first_ms.unwrap();
            assert!(delay_ms <= 100, "seed {seed}: {delay_ms} ms");
            // The beginning fades in for 5 ms, so its first samples may have become 0.
            let ramp = RATE.samples_in_ms(5);
            let is_whole =
                |start: usize| scene.heard.get(start + ramp..start + answer.len()) == Some(&answer[ramp..]);
            assert!((begins.saturating_sub(20)..=begins).any(is_whole), "seed {seed}, {frame_len:?}");
            let stats = scene.engine.participant_stats(scene.agent).unwrap();
            assert_eq!((stats.written, stats.write_refused, stats.trimmed), (answer.len() as u64, 0, 0));
            assert_eq!(stats.played, answer.len() as u64);
        }
    }
}

/// A word that is shorter than the prefill is heard, too.
#[test]
fn a_short_word_does_not_wait_for_more() {
    for ms in [1, 5, 15, 20, 40, 79, 80, 100] {
        let mut scene = Scene::new(FrameLen::Ms20);
        let word = speech(3, ms);
        scene.engine.write(scene.agent, &word).unwrap();
        let mut heard = 0;
        for _ in 0..15 {
            heard += scene.tick().iter().filter(|sample| **sample != 0).count();
        }
        let ramp = RATE.samples_in_ms(5);
        assert!(
            heard + ramp >= word.len() && heard <= word.len() + ramp,
            "{ms} ms: {heard} of {}",
            word.len()
        );
        assert_eq!(scene.engine.participant_stats(scene.agent).unwrap().played, word.len() as u64);
    }
}

#[test]
fn a_flush_silences_ten_seconds_in_the_next_tick_and_marks_say_what_was_heard() {
    let mut scene = Scene::new(FrameLen::Ms20);
    let answer = speech(1, 1_000);
    for value in 0..9 {
        scene.engine.write(scene.agent, &answer).unwrap();
        scene.engine.mark(scene.agent, value).unwrap();
    }
    (0..110).for_each(|_| drop(scene.tick().to_vec()));
    scene.engine.flush(scene.agent).unwrap();
    let faded = scene.tick().to_vec();
    assert!(faded[RATE.samples_in_ms(5)..].iter().all(|sample| *sample == 0));
    assert!(scene.tick().iter().all(|sample| *sample == 0));
    let marks: Vec<_> = scene.events();
    let heard: Vec<i64> =
        marks.iter().filter(|mark| mark.0 == EventKind::MarkHeard).map(|mark| mark.1).collect();
    let flushed: Vec<i64> =
        marks.iter().filter(|mark| mark.0 == EventKind::MarkFlushed).map(|mark| mark.1).collect();
    assert_eq!((heard, flushed), (vec![0, 1], (2..9).collect::<Vec<i64>>()));
    // The next answer is heard.
    scene.engine.write(scene.agent, &answer).unwrap();
    let mut last = Vec::new();
    (0..8).for_each(|_| last = scene.tick().to_vec());
    assert!(last.iter().all(|sample| *sample != 0));
}

#[test]
fn what_does_not_fit_is_refused_and_an_event_says_when_there_is_room() {
    let mut scene = Scene::new(FrameLen::Ms20);
    let answer = speech(1, 60_000);
    let queue = RATE.samples_in_ms(10_000);
    let taken = scene.engine.write(scene.agent, &answer).unwrap();
    assert!((queue..queue + RATE.samples_in_ms(200)).contains(&taken), "{taken}");
    assert_eq!(scene.engine.write(scene.agent, &answer), Ok(0));
    let (mut written, mut refills) = (taken, 0);
    for _ in 0..61_000 / 20 {
        scene.tick();
        for (_, room) in scene.events().into_iter().filter(|event| event.0 == EventKind::Writable) {
            let room = room as usize;
            assert!(room > queue / 4 * 3 && room <= queue, "{room}");
            let next = &answer[written..(written + room).min(answer.len())];
            assert_eq!(scene.engine.write(scene.agent, next), Ok(next.len()));
            written += next.len();
            refills += 1;
        }
    }
    assert_eq!(written, answer.len());
    assert!(refills >= 5);
    let ramp = RATE.samples_in_ms(5);
    let begins = scene.heard.iter().position(|sample| *sample != 0).unwrap();
    let first = scene.heard[begins..].iter().position(|sample| *sample == answer[ramp]).unwrap();
    assert!(first <= ramp);
    assert!(scene.heard.windows(2 * ramp).any(|heard| *heard == answer[ramp..3 * ramp]));
    assert_eq!(scene.engine.participant_stats(scene.agent).unwrap().played, answer.len() as u64);
}

#[test]
fn agents_that_the_engine_does_not_have_are_refused() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let agent = ParticipantConfig { agent: true, ..ParticipantConfig::default() };
    assert_eq!(engine.participant_new(&agent).unwrap_err().status(), Status::InvalidArgument);
    let scene = Scene::new(FrameLen::Ms20);
    let narrow = ParticipantConfig { sample_rate: Some(SampleRate::Hz8000), ..agent };
    let error = scene.engine.participant_new(&narrow).unwrap_err();
    assert!(error.to_string().contains("agents of this engine have 24000"), "{error}");
    assert_eq!(scene.engine.participant_new(&agent).unwrap_err().status(), Status::TooManyParticipants);
    for agents in [
        AgentLines { queue_ms: 999, ..AgentLines::default() },
        AgentLines { queue_ms: 60_001, ..AgentLines::default() },
        AgentLines { max_participants: 0, ..AgentLines::default() },
        // A frame of 10 ms would have 220.5 samples.
        AgentLines { sample_rate: SampleRate::Hz22050, ..AgentLines::default() },
    ] {
        let config =
            EngineConfig { agents: Some(agents), frame_len: FrameLen::Ms10, ..EngineConfig::default() };
        assert_eq!(Engine::new(&config).unwrap_err().status(), Status::InvalidArgument);
    }
}
