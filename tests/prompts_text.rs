//! Texts that a synthesiser of the host's speaks.

#[path = "support/player.rs"]
mod player;

use mixminus::{
    Engine, Error, MAX_TEXT_BYTES, PlayEnd, Quota, Result, SayOptions, Speech, Status, Synthesizer,
};
use player::{Player, noise, same};
use std::sync::Arc;

/// A text is as many samples as it has bytes, times ten.
fn speak(text: &str, voice: &str) -> Result<Speech> {
    if text == "bad" {
        return Err(Error::new(Status::System, "no voice today"));
    }
    Ok(Speech { samples: noise(voice.len() as u64, 10 * text.len(), 20_000), sample_rate_hz: 8000 })
}

fn set(engine: &Engine) {
    let synthesizer: Arc<dyn Synthesizer> = Arc::new(speak);
    engine.set_synthesizer(Some(synthesizer)).unwrap();
}

#[test]
fn a_text_is_spoken_played_and_forgotten() {
    let p = Player::usual();
    let (who, once) = (p.call(), SayOptions::default());
    let say = |text: &str| p.engine.say_text(who, text, "anna", &once);
    assert_eq!(say("hello").unwrap_err().status(), Status::Unsupported);
    set(&p.engine);
    p.engine.set_account_quota(b"a", Some(Quota { prompt_bytes: 640, ..Quota::default() })).unwrap();
    let text = "thirty-two letters, all of these";
    assert_eq!(text.len(), 32);
    for _ in 0..3 {
        let play = say(text).unwrap();
        assert_eq!(say("x").unwrap_err().status(), Status::QuotaExceeded);
        same!(p.frames(who, 2), noise(4, 320, 20_000));
        assert_eq!(p.ended(), [(play, PlayEnd::Completed)]);
    }
    assert_eq!(say("").unwrap_err().status(), Status::InvalidArgument, "a speech of nothing");
    assert_eq!(say("bad").unwrap_err().detail(), Some("no voice today"));
    assert_eq!(say(&"x".repeat(MAX_TEXT_BYTES + 1)).unwrap_err().status(), Status::InvalidArgument);
    // A failed say leaves nothing behind.
    p.engine.participant_free(who).unwrap();
    assert_eq!(say(text).unwrap_err().status(), Status::StaleHandle);
    p.engine.set_synthesizer(None).unwrap();
    let other = p.call();
    assert_eq!(p.engine.say_text(other, text, "", &once).unwrap_err().status(), Status::Unsupported);
}
