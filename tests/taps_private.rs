//! What only one listener hears (the loop of one who is alone, music on hold, what is said to one) is no part of the
//! room's mix for taps, and so of no recording of the room.

#[path = "support/player.rs"]
mod player;

use mixminus::{
    JoinOptions, ParticipantId, RoomId, RoomTemplate, SayOptions, Sound, TAP_OVERLOAD, TAP_SILENT, TapFrame,
    TapId, TapTarget,
};
use player::{Player, noise, same, sat};

const FRAME: usize = 160;

/// The frame of the last tick in a tap, and its flags.
fn tapped(p: &Player, tap: TapId) -> (Vec<i16>, u32) {
    let (mut samples, mut frames) = (vec![1; FRAME], [TapFrame::default()]);
    assert_eq!(p.engine.tap_read(tap, &mut samples, &mut frames).unwrap(), 1, "one frame a tick");
    (samples, frames[0].flags)
}

/// A tick in which everyone says what belongs to it; answers what they hear.
fn tick(p: &Player, says: &[(ParticipantId, &[i16])]) -> Vec<Vec<i16>> {
    says.iter().for_each(|(who, frame)| assert_eq!(p.engine.write(*who, frame), Ok(FRAME)));
    p.tick();
    says.iter().map(|(who, _)| p.hear(*who)).collect()
}

/// A room with a loop for one who is alone, a member in it, and a tap of its mix; all ramps are over.
fn room(p: &Player, sound: &[i16]) -> (ParticipantId, RoomId, TapId) {
    let template = RoomTemplate { alone_loop: Sound::Prompt(p.prompt(sound)), ..RoomTemplate::default() };
    p.engine.set_room_template(b"a", b"e", Some(b"r"), Some(&template)).unwrap();
    let who = p.call();
    let room = p.join(who, b"r");
    let tap = p.engine.tap_new(TapTarget::Room(room), 1000).unwrap();
    (who, room, tap)
}

#[test]
fn the_loop_of_one_who_is_alone_is_not_in_the_mix_of_the_room() {
    let p = Player::usual();
    let sound = noise(1, 8 * FRAME, 9_000);
    let (who, _, tap) = room(&p, &sound);
    let heard = |at: usize| &sound[at * FRAME..][..FRAME];
    let silence = vec![0; FRAME];
    // It says nothing, then something, while the loop goes on.
    for at in 0..8 {
        let says = if at < 3 { silence.clone() } else { noise(at as u64, FRAME, 20_000) };
        let own = tick(&p, &[(who, &says)]);
        let (mix, flags) = tapped(&p, tap);
        if at != 0 {
            same!(own[0], heard(at));
        }
        match at {
            0..3 => assert_eq!((mix, flags), (silence.clone(), TAP_SILENT), "tick {at}"),
            // Fades in.
            3 => same!(mix[40..], says[40..]),
            _ => same!(mix, says),
        }
    }
    // Another comes: what is left of the loop fades out, which no tap gets.
    let other = p.call();
    p.join(other, b"r");
    let says = noise(77, FRAME, 3_000);
    let own = tick(&p, &[(who, &says), (other, &silence)]);
    same!(tapped(&p, tap).0, says);
    assert_ne!(own[0], silence, "it fades out");
    for at in 0..3 {
        let (one, two) = (noise(90 + at, FRAME, 3_000), noise(190 + at, FRAME, 3_000));
        tick(&p, &[(who, &one), (other, &two)]);
        let sum: Vec<i16> = one.iter().zip(&two).map(|(a, b)| sat(i64::from(*a) + i64::from(*b))).collect();
        let (mix, _) = tapped(&p, tap);
        same!(mix[40..], sum[40..]);
    }
    // It is alone again: the loop begins anew, and the tap has none of it.
    p.engine.leave(other).unwrap();
    tick(&p, &[(who, &silence)]);
    tapped(&p, tap);
    for at in 0..3 {
        let own = tick(&p, &[(who, &silence)]);
        assert_ne!(own[0], silence, "tick {at}");
        assert_eq!(tapped(&p, tap), (silence.clone(), TAP_SILENT), "tick {at}");
    }
}

/// What all hear stays in it: only the loop is left out, and the flag of an overload is that of the mix as it is tapped.
#[test]
fn what_is_announced_to_the_room_is_in_it_and_the_loop_beside_it_is_not() {
    let p = Player::usual();
    let (who, room, tap) = room(&p, &[30_000; 3 * FRAME]);
    let silence = vec![0; FRAME];
    tick(&p, &[(who, &silence)]);
    tapped(&p, tap);
    let announced = noise(5, 4 * FRAME, 20_000);
    let sound = Sound::Prompt(p.prompt(&announced));
    p.engine.room_say(room, sound, &SayOptions::default()).unwrap();
    for part in announced.chunks(FRAME) {
        let own = tick(&p, &[(who, &silence)]);
        let both: Vec<i16> = part.iter().map(|x| sat(30_000 + i64::from(*x))).collect();
        same!(own[0], both);
        let (mix, flags) = tapped(&p, tap);
        same!(mix, part);
        assert_eq!(flags & TAP_OVERLOAD, 0, "the announcement alone is within 16 bits");
    }
    assert_eq!(p.engine.stats().overloads, 4, "each frame once");
}

#[test]
fn music_on_hold_and_what_is_said_to_one_are_not_in_the_mix_of_the_room() {
    let p = Player::usual();
    let (who, other) = (p.call(), p.call());
    let room = p.join(who, b"r");
    p.join(other, b"r");
    let tap = p.engine.tap_new(TapTarget::Room(room), 1000).unwrap();
    let joiner = p.call();
    let beeps = JoinOptions::without_dtmf(b"r");
    p.engine.join(joiner, &beeps).unwrap();
    let silence = vec![0; FRAME];
    tick(&p, &[(who, &silence), (other, &silence), (joiner, &silence)]);
    tapped(&p, tap);
    let (music, said) = (noise(1, 20 * FRAME, 20_000), noise(2, 20 * FRAME, 20_000));
    let (music, said) = (Sound::Prompt(p.prompt(&music)), Sound::Prompt(p.prompt(&said)));
    p.engine.set_hold(who, true, music).unwrap();
    p.engine.say(other, said, &SayOptions::default()).unwrap();
    for at in 0..20 {
        let own = tick(&p, &[(who, &silence), (other, &silence), (joiner, &silence)]);
        assert_ne!(own[0], silence, "it hears the music");
        assert_ne!(own[1], silence, "it hears what is said to it");
        same!(own[2], silence);
        assert_eq!(tapped(&p, tap), (silence.clone(), TAP_SILENT), "tick {at}");
    }
}
