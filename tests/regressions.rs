//! Defects that were found, each as it was found: the least that shows it, through the public interface.

use mixminus::{
    Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig, ParticipantId, SayOptions,
    SignalOutcome, Sound, WriteInfo,
};

/// Samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

/// An engine of a few participants, without prefill.
fn engine(max_participants: u32) -> Engine {
    let config = EngineConfig { max_participants, prefill_ms: 0, ..EngineConfig::default() };
    Engine::new(&config).unwrap()
}

fn call(engine: &Engine) -> ParticipantId {
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    engine.participant_new(&call).unwrap()
}

/// What a participant had not read when it was freed stayed in the out-ring and took the place of the frames of the
/// next participant in its slot, until that one read for the first time.
#[test]
fn what_was_never_read_does_not_crowd_out_the_next_participant() {
    let engine = engine(1);
    let never_reads = call(&engine);
    engine.join(never_reads, &JoinOptions::without_dtmf(b"1")).unwrap();
    for _ in 0..20 {
        engine.tick().unwrap();
    }
    engine.participant_free(never_reads).unwrap();
    engine.tick().unwrap();

    let next = call(&engine);
    engine.join(next, &JoinOptions::without_dtmf(b"1")).unwrap();
    for _ in 0..2 {
        engine.tick().unwrap();
    }
    let answer = engine.read_ex(next, &mut [0; 2 * FRAME]).unwrap();
    assert_eq!((answer.real, answer.tick), (2 * FRAME, 22));
    assert_eq!(engine.participant_stats(next).unwrap().out_dropped, 0);
}

/// A write of no samples ahead of the stream filled the gap, but left the stream's time where it was: the next write
/// filled the same gap again.
#[test]
fn a_gap_that_was_reported_without_samples_is_filled_once() {
    let engine = engine(1);
    let talker = call(&engine);
    engine.join(talker, &JoinOptions::without_dtmf(b"1")).unwrap();
    let at = |timestamp| WriteInfo { timestamp: Some(timestamp), lost: 0, ..WriteInfo::default() };
    engine.write_ex(talker, &[1000; FRAME], &at(0)).unwrap();
    // The second frame was lost; the host learns it before the third has come.
    engine.write_ex(talker, &[], &at(2 * FRAME as u64)).unwrap();
    engine.write_ex(talker, &[1000; FRAME], &at(2 * FRAME as u64)).unwrap();
    engine.tick().unwrap();
    let behind = engine.participant_stats(talker).unwrap().in_fill;
    assert_eq!(behind as usize, 2 * FRAME);
}

/// A write of no samples behind the end of the stream set the stream's time back: the next write filled a gap that was
/// none.
#[test]
fn a_late_write_without_samples_opens_no_gap() {
    let engine = engine(1);
    let talker = call(&engine);
    engine.join(talker, &JoinOptions::without_dtmf(b"1")).unwrap();
    let at =
        |frame: u64| WriteInfo { timestamp: Some(frame * FRAME as u64), lost: 0, ..WriteInfo::default() };
    engine.write_ex(talker, &[1000; FRAME], &at(1)).unwrap();
    engine.write_ex(talker, &[], &at(0)).unwrap();
    engine.write_ex(talker, &[1000; FRAME], &at(2)).unwrap();
    engine.tick().unwrap();
    let behind = engine.participant_stats(talker).unwrap().in_fill;
    assert_eq!(behind as usize, FRAME);
}

/// A tick applies 256 commands. So it may find that a join has ended while the next, which a signal has ended too, still
/// waits: each leave tells of its own signal.
#[test]
fn a_leave_of_which_the_tick_learns_late_tells_the_signal_that_ended_its_join() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let [one, other] = [call(&engine), call(&engine)];
    for who in [one, other] {
        engine.join(who, &JoinOptions::without_dtmf(b"r")).unwrap();
    }
    engine.tick().unwrap();
    let room = engine.participant_info(other).unwrap().room;
    (0..256).for_each(|at| engine.set_room_locked(room, at % 2 == 0).unwrap());
    let mut sent = Vec::new();
    for _ in 0..3 {
        let (outcome, number) = engine.signal(one, b"s").unwrap();
        assert_eq!(outcome, SignalOutcome::Interrupted);
        sent.push(number as i64);
        engine.join(one, &JoinOptions::without_dtmf(b"r")).unwrap();
    }
    (0..2).for_each(|_| assert!(engine.tick().is_ok()));
    let mut events = [Event::default(); 1024];
    let count = engine.poll(&mut events).unwrap();
    let left = events[..count].iter().filter(|event| event.kind == EventKind::Left);
    assert_eq!(left.map(|event| event.value).collect::<Vec<_>>(), sent);
}

/// Who was said something in no room that was stopped before it began, and who then joined, all between two ticks, was in
/// the room and in its booth at once: it got two frames in that tick, from two workers perhaps.
#[test]
fn what_is_stopped_before_a_join_leaves_no_booth_behind() {
    let engine = engine(2);
    let who = call(&engine);
    engine.say(who, Sound::Beep, &SayOptions::default()).unwrap();
    engine.say_stop(who).unwrap();
    engine.join(who, &JoinOptions::without_dtmf(b"1")).unwrap();
    engine.tick().unwrap();
    assert_eq!(engine.read(who, &mut [0; 2 * FRAME]), Ok(FRAME));
}
