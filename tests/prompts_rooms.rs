//! Sounds of rooms: announcements, joins and leaves, hold, and what one hears who is alone.

#[path = "support/player.rs"]
mod player;

use mixminus::{
    EngineConfig, EventKind, Gain, JoinOptions, PlayEnd, RoomTemplate, STATE_HELD, STATE_MUTED, SayOptions,
    Sound, Status,
};
use player::{Player, faded, noise, same, sat};

const ONCE: SayOptions = SayOptions { times: 1, gain: Gain::UNITY, interrupt: false };

#[test]
fn all_hear_an_announcement_as_one_more_voice_exactly() {
    let p = Player::usual();
    let people = [p.call(), p.call(), p.call(), p.call()];
    let rooms = people.map(|who| p.join(who, b"room"));
    p.engine.set_deaf(people[3], true).unwrap();
    p.tick();
    for who in people {
        p.hear(who);
    }
    let samples = noise(1, 1500, 32_767);
    let play = p.engine.room_say(rooms[0], Sound::Prompt(p.prompt(&samples)), &ONCE).unwrap();
    let padded = |at: usize| samples.get(at).map_or(0, |x| i64::from(*x));
    for tick in 0..12_usize {
        let speech: Vec<_> = (0..2).map(|who| noise((100 * who + tick) as u64, 160, 30_000)).collect();
        for (who, speech) in people.iter().zip(&speech) {
            p.engine.write(*who, speech).unwrap();
        }
        p.tick();
        let heard = people.map(|who| p.hear(who));
        // The first frame of speech fades in.
        for i in (0..160).filter(|_| tick > 0) {
            let [a, b] = [0, 1].map(|who| i64::from(speech[who][i]));
            let prompt = padded(tick * 160 + i);
            let expected = [sat(b + prompt), sat(a + prompt), sat(a + b + prompt), 0];
            assert_eq!([0, 1, 2, 3].map(|who| heard[who][i]), expected, "tick {tick}, sample {i}");
        }
    }
    assert_eq!(p.ended(), [(play, PlayEnd::Completed)]);
}

#[test]
fn in_300_rooms_it_begins_in_one_tick() {
    let p = Player::of(EngineConfig { max_rooms: 300, prefill_ms: 0, ..EngineConfig::default() });
    let (mut people, mut rooms) = (Vec::new(), Vec::new());
    for room in 0..300_u32 {
        let who = p.call();
        rooms.push(p.join(who, &room.to_le_bytes()));
        people.push(who);
    }
    (0..2).for_each(|_| {
        p.tick();
    });
    let samples = noise(2, 480, 30_000);
    let plays = p.engine.rooms_say(&rooms, Sound::Prompt(p.prompt(&samples)), &ONCE).unwrap();
    assert_eq!(plays.len(), 300);
    let mut begun = Vec::new();
    for tick in 0..6 {
        p.tick();
        for who in &people {
            let mut heard = [0; 160];
            // What was unread before.
            while p.engine.read(*who, &mut heard).unwrap() > 0 {
                if heard == samples[..160] {
                    begun.push(tick);
                }
            }
        }
    }
    assert_eq!(begun, vec![1; 300]);
    assert_eq!(p.ended().len(), 300);
    let twice = [rooms[0], rooms[1], rooms[0]];
    assert_eq!(p.engine.rooms_say(&twice, Sound::Beep, &ONCE).unwrap_err().status(), Status::InvalidArgument);
    assert_eq!(p.engine.rooms_say(&[], Sound::Beep, &ONCE).unwrap_err().status(), Status::InvalidArgument);
    p.engine.leave(people[7]).unwrap();
    assert_eq!(p.engine.rooms_say(&rooms, Sound::Beep, &ONCE).unwrap_err().status(), Status::StaleHandle);
    p.tick();
    assert_eq!(p.engine.rooms_say(&rooms[..7], Sound::Beep, &ONCE).unwrap().len(), 7, "nothing was taken");
}

#[test]
fn announcements_queue_stop_and_end_with_the_room() {
    let p = Player::usual();
    let who = p.call();
    let room = p.join(who, b"room");
    p.next(who);
    let (a, b) = (noise(3, 800, 30_000), noise(4, 100, 30_000));
    let first = p.engine.room_say(room, Sound::Prompt(p.prompt(&a)), &ONCE).unwrap();
    let second = p.engine.room_say(room, Sound::Prompt(p.prompt(&b)), &ONCE).unwrap();
    same!(p.next(who), a[..160]);
    p.engine.play_stop(first).unwrap();
    let heard = p.next(who);
    same!(heard[..40], faded(&a[160..], 0, 40));
    same!(heard[40..140], b);
    assert_eq!(p.ended(), [(first, PlayEnd::Stopped), (second, PlayEnd::Completed)]);
    for _ in 0..16 {
        p.engine.room_say(room, Sound::Beep, &ONCE).unwrap();
    }
    assert_eq!(p.engine.room_say(room, Sound::Beep, &ONCE).unwrap_err().status(), Status::QueueFull);
    p.tick();
    p.engine.leave(who).unwrap();
    p.tick();
    let ended = p.ended();
    assert!(ended.len() == 16 && ended.iter().all(|(_, end)| *end == PlayEnd::Dropped), "{ended:?}");
    assert_eq!(p.engine.room_say_stop(room).unwrap_err().status(), Status::StaleHandle);
    // One that is announced to a room which ends before the tick.
    let room = p.join(who, b"room");
    let play = p.engine.room_say(room, Sound::Beep, &ONCE).unwrap();
    p.engine.leave(who).unwrap();
    p.tick();
    assert_eq!(p.ended(), [(play, PlayEnd::Dropped)]);
}

fn entering<'a>(p: &Player, sounds: [&[i16]; 2]) -> JoinOptions<'a> {
    let [join, leave] = sounds.map(|samples| Sound::Prompt(p.prompt(samples)));
    JoinOptions { mute: true, join_prompt: join, leave_prompt: leave, ..JoinOptions::without_dtmf(b"room") }
}

#[test]
fn joins_and_leaves_are_heard_by_all_and_storms_are_one() {
    let p = Player::usual();
    let listener = p.call();
    p.join(listener, b"room");
    p.next(listener);
    let (joined, left) = (noise(5, 320, 10_000), noise(6, 320, 10_000));
    let options = entering(&p, [&joined, &left]);
    let people: Vec<_> = (0..90).map(|_| p.call()).collect();
    let mut heard = Vec::new();
    for crowd in people.chunks(30) {
        crowd.iter().for_each(|who| {
            p.engine.join(*who, &options).unwrap();
        });
        heard.extend(p.next(listener));
    }
    heard.extend(p.frames(listener, 47));
    same!(heard[..320], joined);
    assert!(heard[320..].iter().all(|x| *x == 0), "one sound a second");
    // A second after the first began, another may.
    let late = p.call();
    p.engine.join(late, &options).unwrap();
    same!(p.frames(listener, 2), joined);
    // By whatever reason.
    p.engine.participant_free(late).unwrap();
    p.next(listener);
    people.iter().for_each(|who| p.engine.leave(*who).unwrap());
    same!(p.frames(listener, 2), left);
    assert!(p.frames(listener, 60).iter().all(|x| *x == 0));
    // Nothing of it is with the tick any more, and no play is reported to anyone.
    assert_eq!(p.ended(), []);
}

#[test]
fn the_sound_of_a_leave_comes_back_whatever_ends_the_join() {
    let p = Player::of(EngineConfig {
        max_plays: 16,
        command_queue: 16,
        prefill_ms: 0,
        ..EngineConfig::default()
    });
    let stays = p.call();
    p.join(stays, b"room");
    p.tick();
    let options = JoinOptions {
        join_prompt: Sound::Beep,
        leave_prompt: Sound::Beep,
        ..JoinOptions::without_dtmf(b"room")
    };
    for round in 0..8 {
        let people: Vec<_> = (0..8).map(|_| p.call()).collect();
        for who in &people {
            p.engine.join(*who, &options).unwrap();
        }
        let more = p.call();
        assert_eq!(p.engine.join(more, &options).unwrap_err().status(), Status::QueueFull, "all are in use");
        p.engine.participant_free(more).unwrap();
        if round % 2 == 0 {
            p.tick();
        }
        // The queue is full, and the clock stands.
        let room = p.engine.participant_info(stays).unwrap().room;
        while p.engine.set_room_locked(room, false).is_ok() {}
        for (index, who) in people.iter().enumerate() {
            match index % 3 {
                0 => p.engine.leave(*who).unwrap(),
                _ => p.engine.participant_free(*who).unwrap(),
            }
        }
        (0..30).for_each(|_| {
            p.tick();
        });
        people.iter().step_by(3).for_each(|who| p.engine.participant_free(*who).unwrap());
        p.tick();
    }
}

#[test]
fn the_last_to_leave_is_heard_by_nobody() {
    let p = Player::usual();
    let who = p.call();
    let options = entering(&p, [&[1000; 160], &[2000; 160]]);
    for _ in 0..3 {
        p.engine.join(who, &options).unwrap();
        p.tick();
        p.engine.leave(who).unwrap();
        p.tick();
        assert_eq!(p.engine.read(who, &mut [0; 160]), Ok(0));
    }
    // Each is a room of its own: its first join is heard.
    p.engine.join(who, &options).unwrap();
    same!(p.next(who)[40..], [1000; 120]);
}

#[test]
fn on_hold_one_is_neither_heard_nor_hearing_but_hears_its_loop() {
    let p = Player::usual();
    let (who, other) = (p.call(), p.call());
    p.join(who, b"room");
    p.join(other, b"room");
    let samples = noise(7, 333, 20_000);
    let music = p.prompt(&samples);
    let speak = || {
        p.engine.write(who, &[1000; 160]).unwrap();
        p.engine.write(other, &[2000; 160]).unwrap();
        p.tick();
        (p.hear(who), p.hear(other))
    };
    (0..2).for_each(|_| drop(speak()));
    p.engine.set_hold(who, true, Sound::Prompt(music)).unwrap();
    p.engine.prompt_free(music).unwrap();
    let (mut heard, mut by_other) = speak();
    // Both turns take 5 ms.
    let mut looped = samples.iter().cycle().copied();
    looped.by_ref().take(40).for_each(drop);
    heard.drain(..40);
    by_other.drain(..40);
    for _ in 0..9 {
        let (a, b) = speak();
        heard.extend(a);
        by_other.extend(b);
    }
    same!(heard, looped.by_ref().take(10 * 160 - 40).collect::<Vec<_>>());
    assert!(by_other.iter().all(|x| *x == 0));
    p.engine.set_mute(who, true).unwrap();
    p.engine.set_deaf(who, true).unwrap();
    p.engine.set_deaf(who, false).unwrap();
    assert!(p.engine.participant_info(who).unwrap().hold);
    let before = p.events();
    assert!(before.iter().any(|e| e.kind == EventKind::Changed && e.state == STATE_HELD));
    let said = p.engine.say(who, Sound::Beep, &ONCE).unwrap();
    (0..9).for_each(|_| drop(speak()));
    p.engine.set_hold(who, false, Sound::None).unwrap();
    speak();
    let (heard, by_other) = speak();
    same!(heard, [2000; 160]);
    same!(by_other, [0; 160]);
    let after = p.events();
    let states: Vec<_> = after.iter().filter(|e| e.kind == EventKind::Changed).map(|e| e.state).collect();
    let held = STATE_HELD | STATE_MUTED;
    // Mute, deaf and hearing again between two ticks are one change.
    assert_eq!(states, [held, STATE_MUTED]);
    assert!(after.iter().any(|e| e.kind == EventKind::PlayEnded && e.value as u64 == said.0));
    // With the join it ends, and its loop too.
    p.engine.set_hold(who, true, Sound::Beep).unwrap();
    p.tick();
    p.engine.leave(who).unwrap();
    p.tick();
    assert_eq!(p.engine.set_hold(who, true, Sound::None).unwrap_err().status(), Status::NotInRoom);
    p.join(who, b"room");
    assert!(!p.engine.participant_info(who).unwrap().hold);
}

#[test]
fn who_is_alone_hears_the_loop_until_another_comes_and_again_when_alone_again() {
    for by_template in [false, true] {
        let p = Player::usual();
        let (who, other) = (p.call(), p.call());
        let samples = noise(8, 250, 20_000);
        let music = Sound::Prompt(p.prompt(&samples));
        if by_template {
            let template = RoomTemplate { alone_loop: music, ..RoomTemplate::default() };
            p.engine.set_room_template(b"a", b"e", None, Some(&template)).unwrap();
        }
        let room = p.join(who, b"room");
        if !by_template {
            p.engine.room_set_alone_loop(room, music).unwrap();
        }
        let looped: Vec<i16> = samples.iter().cycle().take(4000).copied().collect();
        // The first frame is heard as one fades in.
        same!(p.next(who)[40..], looped[40..160]);
        same!(p.frames(who, 5), looped[160..960]);
        p.join(other, b"room");
        let heard = p.frames(who, 2);
        same!(heard[..40], faded(&looped[960..], 0, 40));
        assert!(heard[40..].iter().all(|x| *x == 0));
        p.engine.move_to(other, b"elsewhere").unwrap();
        same!(p.frames(who, 3), looped[..480]);
        p.engine.room_set_alone_loop(room, Sound::None).unwrap();
        let heard = p.frames(who, 2);
        same!(heard[..40], faded(&looped[480..], 0, 40));
        assert!(heard[40..].iter().all(|x| *x == 0));
    }
}

#[test]
fn the_loop_of_a_hold_ends_with_its_join_even_if_no_tick_has_seen_the_leave() {
    let p = Player::usual();
    let who = p.call();
    p.join(who, b"room");
    p.engine.set_hold(who, true, Sound::Prompt(p.prompt(&noise(9, 500, 20_000)))).unwrap();
    assert!(p.next(who).iter().any(|x| *x != 0));
    p.engine.leave(who).unwrap();
    p.join(who, b"room");
    assert!(p.frames(who, 3).iter().all(|x| *x == 0));
}
