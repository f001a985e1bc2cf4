//! A million joins and leaves around a hundred who talk: what these hear stays exact, memory stays flat, and the
//! events, polled only at the end, agree with the rooms.

use mixminus::{
    Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig, ParticipantId, RoomId,
    STATE_MUTED,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who talk throughout, in one room.
const TALKERS: usize = 100;
/// Who come and go.
const GUESTS: usize = 128;
/// Joins in all, and as many leaves.
const JOINS: usize = 1_000_000;
/// When memory is read first.
const SETTLED: usize = 100_000;
const FRAME: usize = 160;

/// Resident memory of this process in KiB.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

/// Sample `at` of what talker `who` says: below full scale even where all hundred add up, and never all zero.
fn says(who: usize, at: u64) -> i16 {
    ((at * (who as u64 * 2 + 3) + who as u64 * 7) % 601) as i16 - 300
}

#[test]
fn a_million_joins_change_no_bit_no_memory_and_no_truth() {
    let config =
        EngineConfig { max_participants: 512, room_capacity: 300, prefill_ms: 0, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let call = |user| ParticipantConfig {
        account: b"acme",
        environment: b"production",
        user,
        ..ParticipantConfig::default()
    };
    let talkers: Vec<ParticipantId> =
        (0..TALKERS).map(|user| engine.participant_new(&call(user as u64)).unwrap()).collect();
    for talker in &talkers {
        engine.join(*talker, &JoinOptions::without_dtmf(b"hall")).unwrap();
    }
    engine.tick().unwrap();

    let mut settled = None;
    let mut joins = 0;
    let mut at = 0_u64;
    let mut guests: Vec<ParticipantId> = Vec::new();
    let mut seed = 1_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 8
    };
    while joins < JOINS {
        // Every guest of the last tick goes, by one of three ways; as many come, to the hall or to rooms of their own.
        for guest in guests.drain(..) {
            if random() % 3 == 0 {
                engine.leave(guest).unwrap();
            }
            engine.participant_free(guest).unwrap();
        }
        for _ in 0..GUESTS {
            let guest = engine.participant_new(&call(u64::MAX)).unwrap();
            let number = random();
            let own = format!("side-{}", number % 50);
            let id: &[u8] = if number % 2 == 0 { b"hall" } else { own.as_bytes() };
            engine
                .join(guest, &JoinOptions { mute: number % 5 == 0, ..JoinOptions::without_dtmf(id) })
                .unwrap();
            guests.push(guest);
            joins += 1;
        }
        talk_one_frame(&engine, &talkers, at);
        at += FRAME as u64;
        if joins >= SETTLED && settled.is_none() {
            settled = resident_kib();
        }
    }
    if let (Some(before), Some(after)) = (settled, resident_kib()) {
        println!("resident: {before} KiB after {SETTLED} joins, {after} KiB after {joins}");
        assert!(after < before + 1024, "memory grew from {before} to {after} KiB");
    }

    let folded = fold(&engine);
    let mut rooms = BTreeMap::new();
    let (infos, more) = engine.room_list(b"acme", 0, 1000).unwrap();
    assert_eq!(more, 0);
    for info in infos {
        let members: BTreeSet<ParticipantId> =
            engine.room_participants(info.room).unwrap().into_iter().collect();
        rooms.insert(info.room, members);
    }
    assert!(rooms.len() > 10, "the guests have rooms of their own");
    assert_eq!(folded.rooms, rooms);
    assert!(folded.gaps > 0, "nobody polled for a million joins, so there are gaps");
    let muted = |p: &ParticipantId| engine.participant_info(*p).unwrap().mute;
    let expected: BTreeSet<ParticipantId> = rooms.values().flatten().copied().filter(muted).collect();
    assert_eq!(folded.muted, expected);
}

/// All talkers say a frame, one tick, and each hears all the others, bit for bit.
fn talk_one_frame(engine: &Engine, talkers: &[ParticipantId], at: u64) {
    let mut frames = [[0_i16; FRAME]; TALKERS];
    let mut sum = [0_i32; FRAME];
    for (who, frame) in frames.iter_mut().enumerate() {
        for (k, sample) in frame.iter_mut().enumerate() {
            *sample = says(who, at + k as u64);
            sum[k] += i32::from(*sample);
        }
        assert_eq!(engine.write(talkers[who], frame), Ok(FRAME));
    }
    engine.tick().unwrap();
    let mut heard = [0; FRAME];
    for (who, frame) in frames.iter().enumerate() {
        // The very first frame is read behind one of silence, from the tick in which nobody had written.
        let first = at == 0;
        if first {
            assert_eq!(engine.read(talkers[who], &mut heard), Ok(FRAME));
            assert_eq!(heard, [0; FRAME]);
        }
        assert_eq!(engine.read(talkers[who], &mut heard), Ok(FRAME));
        if first {
            // It fades in.
            continue;
        }
        for k in 0..FRAME {
            assert_eq!(
                i32::from(heard[k]),
                sum[k] - i32::from(frame[k]),
                "talker {who} at sample {}",
                at + k as u64
            );
        }
    }
}

/// What a host believes that follows the events.
#[derive(Default)]
struct Folded {
    rooms: BTreeMap<RoomId, BTreeSet<ParticipantId>>,
    muted: BTreeSet<ParticipantId>,
    gaps: u64,
}

/// Polls all events, ticking while there are more to come, and follows them.
fn fold(engine: &Engine) -> Folded {
    let mut folded = Folded::default();
    let mut events = Vec::new();
    for _ in 0..8 {
        loop {
            let mut page = [Event::default(); 100];
            let count = engine.poll(&mut page).unwrap();
            events.extend_from_slice(&page[..count]);
            if count == 0 {
                break;
            }
        }
        engine.tick().unwrap();
    }
    let mut sequence = 0;
    for event in events {
        assert!(event.sequence > sequence, "events are numbered upwards");
        sequence = event.sequence;
        let Event { room, participant, .. } = event;
        match event.kind {
            EventKind::RoomOpened => assert!(folded.rooms.insert(room, BTreeSet::new()).is_none()),
            EventKind::RoomEnded => assert_eq!(folded.rooms.remove(&room), Some(BTreeSet::new())),
            EventKind::Joined => {
                assert!(folded.rooms.get_mut(&room).unwrap().insert(participant));
                if event.state & STATE_MUTED != 0 {
                    folded.muted.insert(participant);
                }
            }
            EventKind::Left => {
                assert!(folded.rooms.get_mut(&room).unwrap().remove(&participant));
                folded.muted.remove(&participant);
            }
            EventKind::Gap => folded.gaps += 1,
            other => panic!("unexpected {other:?}"),
        }
    }
    folded
}
