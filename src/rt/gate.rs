//! The key that ends a conference, and the lock-out after a wrong one.

use crate::units::Key;

/// What ends a conference by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminator {
    /// The key.
    pub key: Key,
    /// After a wrong key, for how many samples from its onset no key counts.
    pub lock_out: u32,
}

/// Judges the key presses of one conference. Positions are in samples of the engine's clock.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    terminator: Option<Terminator>,
    /// Presses that began before this do not belong to the conference.
    from: i64,
    /// No key counts before this.
    locked_until: i64,
    /// A key that was down as the last conference ended, and may still be as this one hears its first.
    held: Option<Key>,
    /// By how much the onset of a tone that was there before may seem to lie within the stream.
    slack: i64,
    /// Where the stream has begun, once it has.
    stream: Option<i64>,
    /// The terminator was pressed.
    hit: Option<Key>,
}

impl Gate {
    /// No conference.
    pub const OPEN: Gate =
        Gate { terminator: None, from: 0, locked_until: 0, held: None, slack: 0, stream: None, hit: None };

    /// A conference begins at `from`, while `held` may be down from before; an onset is right within `slack`.
    pub fn new(terminator: Option<Terminator>, from: i64, held: Option<Key>, slack: i64) -> Gate {
        Gate { terminator, from, locked_until: from, held, slack, stream: None, hit: None }
    }

    /// Whether there is a terminator to listen for.
    pub fn is_set(&self) -> bool {
        self.terminator.is_some()
    }

    /// A frame of the stream that is not silent begins at `start`.
    pub fn hear_stream(&mut self, start: i64) {
        self.stream = self.stream.or(Some(start));
    }

    /// A key was pressed at `onset`, in the audio or (`false`) beside it.
    pub fn press(&mut self, key: Key, onset: i64, in_audio: bool) {
        let Some(terminator) = self.terminator else { return };
        let held = in_audio && self.held.take() == Some(key);
        let from_before = held && self.stream.is_none_or(|stream| onset <= stream + self.slack);
        if from_before || onset + self.slack < self.from || onset < self.locked_until || self.hit.is_some() {
            return;
        }
        if key == terminator.key {
            self.hit = Some(key);
        } else {
            self.locked_until = onset + i64::from(terminator.lock_out);
        }
    }

    /// The terminator, if it was pressed; told once.
    pub fn take_hit(&mut self) -> Option<Key> {
        self.hit.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: char) -> Key {
        Key::from_char(name).unwrap()
    }

    /// Presses (key, onset) in order, with `*` as terminator and a lock-out of 1,000; answers which was the hit.
    fn hit(lock_out: u32, presses: &[(char, i64)]) -> Option<usize> {
        let mut gate = Gate::new(Some(Terminator { key: key('*'), lock_out }), 0, None, 40);
        presses.iter().position(|&(name, onset)| {
            gate.press(key(name), onset, true);
            gate.take_hit().is_some()
        })
    }

    #[test]
    fn the_lock_out_ends_at_its_exact_edge_and_keys_within_do_not_lengthen_it() {
        assert_eq!(hit(1000, &[('1', 500), ('*', 1499)]), None);
        assert_eq!(hit(1000, &[('1', 500), ('*', 1500)]), Some(1));
        assert_eq!(hit(1000, &[('1', 500), ('2', 1400), ('*', 1500)]), Some(2));
        assert_eq!(hit(1000, &[('1', 500), ('*', 1400), ('*', 1500)]), Some(2));
        assert_eq!(hit(0, &[('1', 500), ('*', 500)]), Some(1));
    }

    #[test]
    fn a_key_belongs_to_the_conference_in_which_it_began() {
        let terminator = Some(Terminator { key: key('*'), lock_out: 0 });
        let mut gate = Gate::new(terminator, 10_000, Some(key('*')), 40);
        gate.hear_stream(10_160);
        gate.press(key('*'), 10_190, true);
        assert_eq!(gate.take_hit(), None, "held from before");
        gate.press(key('*'), 10_500, true);
        assert_eq!(gate.take_hit(), Some(key('*')), "pressed anew");
        let mut gate = Gate::new(terminator, 10_000, Some(key('*')), 40);
        gate.hear_stream(10_160);
        gate.press(key('*'), 10_201, true);
        assert_eq!(gate.take_hit(), Some(key('*')), "let go in between");
        let mut gate = Gate::new(terminator, 10_000, None, 40);
        gate.press(key('*'), 9_959, false);
        assert_eq!(gate.take_hit(), None, "before the conference");
    }

    #[test]
    fn without_a_terminator_nothing_counts() {
        let mut gate = Gate::new(None, 0, None, 40);
        gate.press(key('*'), 100, true);
        assert_eq!((gate.take_hit(), gate.is_set()), (None, false));
    }
}
