//! The pitch of the last milliseconds.

use super::search::find;
use super::sums::last;

/// How the end of a signal resembles what was a period before.
#[derive(Clone, Copy, Debug)]
pub struct Pitch {
    /// Samples of a period, at least 2.5 ms.
    pub period: usize,
    /// Normalised correlation with the period before, −1 … 1.
    pub likeness: f32,
}

impl Pitch {
    /// The shortest period: 2.5 ms.
    pub fn shortest(rate: usize) -> usize {
        rate / 400
    }

    /// The longest period: 17.5 ms.
    pub fn longest(rate: usize) -> usize {
        rate * 7 / 400
    }

    /// The pitch of the end of `samples`, 10 to 25 ms: of fewer than 25, the period is shorter, too.
    pub fn find(samples: &[f32], rate: usize) -> Pitch {
        let template = last(samples, (rate * 3 / 400).min(samples.len() / 2));
        let longest = Pitch::longest(rate).min(samples.len() - template.len());
        let shortest = Pitch::shortest(rate).min(longest);
        let signal = last(samples, template.len() + longest);
        let signal = signal.get(..signal.len() - shortest).unwrap_or_default();
        // A multiple of the period fits as well as the period.
        let place = find(template, signal, rate, |late| 1.0 + 0.5 * late);
        Pitch { period: (longest - place.offset).max(1), likeness: place.likeness }
    }
}
