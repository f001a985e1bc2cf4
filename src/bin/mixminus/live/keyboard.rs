//! The keys of the computer, and their actions.

use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use mixminus::DtmfDigit;

/// An action of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A DTMF digit.
    Press(DtmfDigit),
    /// Mutes or unmutes.
    Mute,
    /// Switches deaf on or off.
    Deaf,
    /// Switches hold on or off.
    Hold,
    /// Switches whether the others hear DTMF tones.
    Tones,
    /// Sends a signal, which interrupts the conference.
    Signal,
    /// Plays an announcement to the room.
    Prompt,
    /// Adds a voice.
    Add,
    /// Removes a voice.
    Remove,
    /// Ends the program.
    Quit,
    /// Stops the program, as by Ctrl-Z.
    Stop,
    /// Draws the screen again.
    Redraw,
}

/// The keys and their actions, for the screen.
pub const HELP: [&str; 10] = [
    "q quit",
    "0-9 * # DTMF",
    "m mute",
    "d deaf",
    "h hold",
    "t tones",
    "s signal",
    "p prompt",
    "a add voice",
    "r remove",
];

/// The action of a key.
pub fn action_of(pressed: KeyEvent) -> Option<Action> {
    let KeyEvent { code, modifiers, kind, .. } = pressed;
    if kind == KeyEventKind::Release {
        return None;
    }
    match code {
        KeyCode::Char(name) if modifiers.contains(KeyModifiers::CONTROL) => match name {
            'c' | '\\' | '4' => Some(Action::Quit),
            'z' => Some(Action::Stop),
            'l' => Some(Action::Redraw),
            _ => None,
        },
        KeyCode::Esc => Some(Action::Quit),
        KeyCode::Char(name) => match name {
            '0'..='9' | '*' | '#' => DtmfDigit::from_char(name).map(Action::Press),
            'm' => Some(Action::Mute),
            'd' => Some(Action::Deaf),
            'h' => Some(Action::Hold),
            't' => Some(Action::Tones),
            's' => Some(Action::Signal),
            'p' => Some(Action::Prompt),
            'a' | '+' => Some(Action::Add),
            'r' | '-' => Some(Action::Remove),
            'q' => Some(Action::Quit),
            _ => None,
        },
        _ => None,
    }
}

/// Waits for a key, at most so long.
pub fn wait(longest: Duration) -> std::io::Result<Option<Action>> {
    if !event::poll(longest)? {
        return Ok(None);
    }
    match event::read()? {
        Event::Key(pressed) => Ok(action_of(pressed)),
        Event::Resize(..) => Ok(Some(Action::Redraw)),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_keys_and_control_does_what_it_does_in_a_shell() {
        let plain = |name| action_of(KeyEvent::new(KeyCode::Char(name), KeyModifiers::NONE));
        for name in "0123456789*#".chars() {
            assert_eq!(plain(name), Some(Action::Press(DtmfDigit::from_char(name).unwrap())));
        }
        assert_eq!(plain('c'), None);
        let control_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(action_of(control_c), Some(Action::Quit));
        assert_eq!(action_of(KeyEvent { kind: KeyEventKind::Release, ..control_c }), None);
        let control = |name| action_of(KeyEvent::new(KeyCode::Char(name), KeyModifiers::CONTROL));
        assert_eq!((control('z'), control('l')), (Some(Action::Stop), Some(Action::Redraw)));
        // Not what the key does without it.
        assert_eq!((control('m'), control('q'), control('5')), (None, None, None));
        assert_eq!((plain('m'), plain('z')), (Some(Action::Mute), None));
    }
}
