//! The actions of the keyboard on the room.

use std::time::{Duration, Instant};

use mixminus::{SayOptions, SignalOutcome, Sound, Status};

use super::keyboard::Action;
use super::room::Room;
use crate::fail::Failure;

/// Duration and level of a DTMF digit that is pressed on the keyboard.
const KEY_DOWN: Duration = Duration::from_millis(120);
const KEY_MDBM0: i32 = -10_000;

/// The name of the signal that the keyboard sends.
const SIGNAL: &[u8] = b"desk";

impl Room {
    /// Does what the keyboard asks for. Returns a line to display, if there is one.
    pub fn act(&mut self, action: Action) -> Result<Option<String>, Failure> {
        let you = self.members[0].who;
        let on = |on: bool| if on { "on" } else { "off" };
        let mut next = self.state;
        let done = match action {
            Action::Press(key) => {
                self.down.push((key, Instant::now() + KEY_DOWN));
                self.engine.inject_dtmf_begin(you, key, KEY_MDBM0, 0).map(|()| None)
            }
            Action::Mute => {
                next.mute = !next.mute;
                kept(self.engine.set_mute(you, next.mute), format!("mute {}", on(next.mute)))
            }
            Action::Deaf => {
                next.deaf = !next.deaf;
                kept(self.engine.set_deaf(you, next.deaf), format!("deaf {}", on(next.deaf)))
            }
            Action::Hold => {
                next.hold = !next.hold;
                let held = self.engine.set_hold(you, next.hold, Sound::Prompt(self.prompt));
                kept(held, format!("hold {}", on(next.hold)))
            }
            Action::Tones => {
                next.tones = !next.tones;
                let set = self.engine.set_play_tones(you, next.tones);
                kept(set, format!("the others hear your DTMF: {}", on(next.tones)))
            }
            Action::Signal => {
                let sent = self.engine.signal(you, SIGNAL);
                sent.map(|(outcome, _)| Some(format!("signal \"desk\" to you{}", outcome_text(outcome))))
            }
            Action::Prompt => {
                let said =
                    self.engine.room_say(self.room, Sound::Prompt(self.prompt), &SayOptions::default());
                said.map(|_| Some("an announcement to the room".into()))
            }
            Action::Add => return self.add_voice().map(Some),
            Action::Remove => return Ok(self.remove_voice()),
            Action::Quit | Action::Stop | Action::Redraw => return Ok(None),
        };
        match done {
            Ok(line) => {
                self.state = next;
                Ok(line)
            }
            // For example a digit while away: the error is displayed, and nothing has changed.
            Err(error) => Ok(Some(error.to_string())),
        }
    }
}

/// A setting that is changed while away, or about to be, takes effect when the participant is back: not an error.
fn kept(set: mixminus::Result<()>, line: String) -> mixminus::Result<Option<String>> {
    match set {
        Err(error) if error.status() != Status::NotInRoom => Err(error),
        _ => Ok(Some(line)),
    }
}

/// The outcome of a signal, to follow "signal … to you".
fn outcome_text(outcome: SignalOutcome) -> &'static str {
    match outcome {
        SignalOutcome::Interrupted => ": it interrupts",
        SignalOutcome::Queued => ": it waits",
        SignalOutcome::Ignored => ": too late, ignored",
        SignalOutcome::NoSession => ": the session is over",
        SignalOutcome::Refused => ": refused, too many wait",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_plain_words() {
        let outcomes = [
            SignalOutcome::Interrupted,
            SignalOutcome::Queued,
            SignalOutcome::Ignored,
            SignalOutcome::NoSession,
            SignalOutcome::Refused,
        ];
        for outcome in outcomes {
            assert!(!outcome_text(outcome).contains(&format!("{outcome:?}")), "{outcome:?}");
        }
    }
}
