//! Durations of many ticks, in memory that does not grow.

/// Buckets of one octave: a percentile is at most 1/64 too high.
const PER_OCTAVE: u64 = 64;

/// Octaves, from 64 ns on; shorter times have a bucket per nanosecond.
const OCTAVES: u64 = 34;

/// A tick that runs longer is counted apart.
pub const LONG_NS: u64 = 10_000_000;

/// Durations, nanoseconds.
#[derive(Clone, Debug)]
pub struct Times {
    buckets: Vec<u64>,
    count: u64,
    total: u64,
    max: u64,
    long: u64,
}

impl Times {
    /// No durations yet.
    pub fn new() -> Times {
        Times { buckets: vec![0; (PER_OCTAVE * (OCTAVES + 1)) as usize], count: 0, total: 0, max: 0, long: 0 }
    }

    /// Adds a duration.
    pub fn add(&mut self, ns: u64) {
        let last = self.buckets.len() - 1;
        self.buckets[bucket(ns).min(last)] += 1;
        self.count += 1;
        self.total += ns;
        self.max = self.max.max(ns);
        self.long += u64::from(ns > LONG_NS);
    }

    /// The number of durations.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their sum.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The mean; 0 if there are none.
    pub fn mean(&self) -> f64 {
        self.total as f64 / self.count.max(1) as f64
    }

    /// The longest.
    pub fn max(&self) -> u64 {
        self.max
    }

    /// How many were longer than [`LONG_NS`].
    pub fn long(&self) -> u64 {
        self.long
    }

    /// The `percent`th percentile by the nearest rank, at most 1/64 too long and never beyond the longest.
    pub fn percentile(&self, percent: f64) -> u64 {
        let rank = (self.count as f64 * percent / 100.0).ceil().max(1.0) as u64;
        let mut seen = 0;
        for (index, count) in self.buckets.iter().enumerate() {
            seen += count;
            // The last bucket holds all longer times.
            if seen >= rank && index + 1 < self.buckets.len() {
                return upper_end(index).min(self.max);
            }
        }
        self.max
    }

    /// Each bucket that is not empty, from the shortest: its upper end and its count.
    pub fn steps(&self) -> impl Iterator<Item = (u64, u64)> {
        let held = self.buckets.iter().enumerate().filter(|(_, count)| **count > 0);
        held.map(|(index, count)| (upper_end(index).min(self.max), *count))
    }
}

fn bucket(ns: u64) -> usize {
    if ns < PER_OCTAVE {
        return ns as usize;
    }
    let octave = u64::from(ns.ilog2() - PER_OCTAVE.ilog2());
    ((octave + 1) * PER_OCTAVE + (ns >> octave) - PER_OCTAVE) as usize
}

/// The longest that falls into a bucket.
fn upper_end(index: usize) -> u64 {
    let index = index as u64;
    if index < PER_OCTAVE {
        return index;
    }
    let (octave, part) = (index / PER_OCTAVE - 1, index % PER_OCTAVE);
    ((PER_OCTAVE + part + 1) << octave) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_duration_lies_in_its_bucket_and_close_to_its_end() {
        for ns in (0..5_000).chain([LONG_NS, 123_456_789, 20_000_000_000]) {
            let end = upper_end(bucket(ns));
            assert!(ns <= end && end - ns <= ns / 64, "{ns}: {end}");
            assert!(bucket(ns) == 0 || upper_end(bucket(ns) - 1) < ns, "{ns}");
        }
    }

    #[test]
    fn percentiles_are_those_of_the_sorted_list() {
        let mut times = Times::new();
        let mut all: Vec<u64> = (1..=1000).map(|n| n * n * 37).collect();
        all.iter().rev().for_each(|ns| times.add(*ns));
        all.sort_unstable();
        for percent in [0.1, 1.0, 50.0, 99.0, 99.9, 100.0] {
            let exact = all[(percent * 10.0) as usize - 1];
            let found = times.percentile(percent);
            assert!(exact <= found && found <= exact + exact / 64, "{percent}: {found} for {exact}");
        }
        assert_eq!((times.count(), times.max(), times.total()), (1000, 37_000_000, all.iter().sum()));
        assert_eq!(times.long(), all.iter().filter(|ns| **ns > 10_000_000).count() as u64);
        assert_eq!(times.steps().map(|(_, count)| count).sum::<u64>(), 1000);
    }

    #[test]
    fn what_is_beyond_all_buckets_is_in_the_last() {
        let mut times = Times::new();
        times.add(u64::MAX / 2);
        assert_eq!(times.percentile(50.0), u64::MAX / 2);
    }
}
