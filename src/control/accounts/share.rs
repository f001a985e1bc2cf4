//! How accounts share a table.
//!
//! An account may have as many entries as the configuration says, as long as it has fewer than a fixed number of times
//! the free entries. The table has more entries than one account may have. So a single account can have its full
//! number, and whatever it does, other accounts still find free entries.

/// How one table is shared.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// Entries that one account may have.
    most: usize,
    /// Entries of the table.
    total: usize,
    /// Entries in use.
    used: usize,
    /// An account may take an entry while it has fewer than this many times the free ones.
    weight: usize,
}

impl Share {
    /// A table of which each account may have up to `most` entries; it has [`Share::total`] entries.
    pub fn new(most: usize, weight: usize, limit: usize) -> Share {
        Share { most, total: Share::total(most, weight, limit), used: 0, weight }
    }

    /// How many entries a table needs of which each account may have up to `most`: one more for each `weight` of
    /// them, at most `limit` in all.
    pub const fn total(most: usize, weight: usize, limit: usize) -> usize {
        let total = most.saturating_add(most.div_ceil(weight));
        if total <= limit { total } else { limit }
    }

    /// How many more entries an account with `has` entries may take, one after the other.
    pub fn left(&self, has: usize) -> usize {
        // Each entry that it takes adds one to what it has and removes a free one.
        let fair = (self.weight * (self.total - self.used)).saturating_sub(has).div_ceil(self.weight + 1);
        fair.min(self.most.saturating_sub(has))
    }

    /// Entries that one account may have.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Marks `count` entries as used.
    pub fn take(&mut self, count: usize) {
        self.used += count;
    }

    /// Marks `count` entries as free.
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
        /// Whatever accounts take and give back, an account can take what [`Share::left`] says, one by one or at
        /// once, and an account that has nothing can take an entry as long as one is free.
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
                    // Three other accounts leave more than an eighth.
                    prop_assert!(has.iter().all(|&has| has > 0 || share.left(0) >= (total / 8).div_ceil(2)));
                }
            }
        }
    }
}
