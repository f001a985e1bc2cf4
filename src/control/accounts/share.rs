//! How a table of places is shared between accounts: one small rule for everything that is counted.
//!
//! An account may have up to as many places as the configuration says, and fewer than a fixed number of times those that
//! are free. The table has more places than one account may have, so one account alone gets all of its places, and
//! whatever it does, others still find some.

/// The places of one table.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// SlotAllocator that one account may have.
    most: usize,
    /// SlotAllocator of the table.
    total: usize,
    /// SlotAllocator that are taken.
    used: usize,
    /// An account may take a place as long as it has fewer than this many times those that are free.
    weight: usize,
}

impl Share {
    /// A table of which each account may have up to `most` places, with [`Share::total`] places.
    pub fn new(most: usize, weight: usize, limit: usize) -> Share {
        Share { most, total: Share::total(most, weight, limit), used: 0, weight }
    }

    /// How many places a table needs of which each account may have up to `most`: one more for each `weight` of them, but
    /// no more than `limit`.
    pub const fn total(most: usize, weight: usize, limit: usize) -> usize {
        let total = most.saturating_add(most.div_ceil(weight));
        if total <= limit { total } else { limit }
    }

    /// How many more an account may take that has `has`, one after the other.
    pub fn left(&self, has: usize) -> usize {
        // Each that it takes is one more that it has, and one that is free no more.
        let fair = (self.weight * (self.total - self.used)).saturating_sub(has).div_ceil(self.weight + 1);
        fair.min(self.most.saturating_sub(has))
    }

    /// SlotAllocator that one account may have at most.
    pub fn most(&self) -> usize {
        self.most
    }

    /// `count` are taken.
    pub fn take(&mut self, count: usize) {
        self.used += count;
    }

    /// `count` are free again.
    pub fn give_back(&mut self, count: usize) {
        self.used -= count;
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_account_gets_all_of_its_places_and_the_next_a_share_of_the_rest() {
        for weight in [1, 4, 16] {
            for most in [0, 1, 2, 16, 64, 4096] {
                let mut share = Share::new(most, weight, usize::MAX);
                assert_eq!(share.left(0), most);
                share.take(most);
                assert_eq!(share.left(most), 0);
                let free = most.div_ceil(weight);
                assert_eq!(share.left(0), (weight * free).div_ceil(weight + 1).min(most));
            }
        }
        assert_eq!(Share::new(60, 1, 64).left(0), 32, "a table that cannot be larger");
    }

    proptest! {
        /// Whatever accounts take and give back, what each may take can be taken, one after the other or at once, and one
        /// that has nothing finds a place as long as any is free.
        #[test]
        fn who_has_nothing_finds_a_place(
            most in 1_usize..100,
            weight in 1_usize..20,
            steps in prop::collection::vec((0_usize..4, 1_usize..40, any::<bool>()), 1..200),
        ) {
            let mut share = Share::new(most, weight, usize::MAX);
            let total = Share::total(most, weight, usize::MAX);
            let mut has = [0_usize; 4];
            for (who, count, takes) in steps {
                if takes {
                    let before = share.left(has[who]);
                    let count = count.min(before);
                    has[who] += count;
                    share.take(count);
                    prop_assert_eq!(share.left(has[who]), before - count);
                } else {
                    let count = count.min(has[who]);
                    has[who] -= count;
                    share.give_back(count);
                }
                let used: usize = has.iter().sum();
                prop_assert!(used <= total && has.iter().all(|&has| has <= most));
                prop_assert!(used == total || share.left(0) > 0);
                if weight == 1 {
                    // Three others leave more than an eighth.
                    prop_assert!(has.iter().all(|&has| has > 0 || share.left(0) >= (total / 8).div_ceil(2)));
                }
            }
        }
    }
}
