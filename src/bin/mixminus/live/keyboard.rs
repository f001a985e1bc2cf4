//! What the keys of the computer do.

use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use mixminus::DtmfDigit;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A keypad tone.
    Press(DtmfDigit),
    /// Not to be heard, or to be again.
    Mute,
    /// Not to hear.
    Deaf,
    /// Neither.
    Hold,
    /// Whether the others hear the keys.
    Tones,
    /// A signal, which interrupts.
    Signal,
    /// An announcement.
    Prompt,
    /// Another voice.
    Add,
    /// One voice less.
    Remove,
    /// The end.
    Quit,
    /// To stop for a while.
    Stop,
    /// To draw the screen anew.
    Redraw,
}

/// What the keys do.
pub const HELP: [&str; 10] = [
    "q quit",
    "0-9 * # keys",
    "m mute",
    "d deaf",
    "h hold",
    "t tones",
    "s signal",
    "p prompt",
    "a add voice",
    "r remove",
];

/// What a key of the computer asks for.
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

/// Waits so long for a key at most.
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
