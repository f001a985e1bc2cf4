//! What taps take of a tick, by the contract.

use super::Life;
use super::stream::sat16;
use std::collections::BTreeMap;

/// What is tapped: of a room or of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Mix(Life),
    Before(usize),
    After(usize),
    Heard(usize),
}

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    pub life: Life,
    /// 0 of a room.
    pub join: u64,
    pub overload: bool,
    pub samples: Vec<i16>,
}

/// All frames of one tick.
#[derive(Clone, Debug, Default)]
pub struct Tapped(pub BTreeMap<What, Take>);

impl Tapped {
    /// What one says, before mute and after.
    pub fn says(&mut self, who: usize, (life, join): (Life, u64), before: &[i16], after: &[i16]) {
        let take = |samples: &[i16]| Take { life, join, overload: false, samples: samples.to_vec() };
        self.0.insert(What::Before(who), take(before));
        self.0.insert(What::After(who), take(after));
    }

    /// What one hears.
    pub fn hears(&mut self, who: usize, (life, join): (Life, u64), samples: &[i16], overload: bool) {
        self.0.insert(What::Heard(who), Take { life, join, overload, samples: samples.to_vec() });
    }

    /// The sum of a room.
    pub fn mixes(&mut self, life: Life, sum: &[i64]) {
        let samples: Vec<i16> = sum.iter().map(|sum| sat16(*sum)).collect();
        let overload = samples.iter().zip(sum).any(|(limited, sum)| i64::from(*limited) != *sum);
        self.0.insert(What::Mix(life), Take { life, join: 0, overload, samples });
    }
}
