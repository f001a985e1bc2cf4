//! The minimum run time of each tick over several identical runs, which filters interruptions by the system.

use super::times::Times;

/// The run time of one tick, nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TickTime {
    /// Wall clock.
    pub wall: u64,
    /// Processor time, where the system reports it.
    pub cpu: Option<u64>,
}

/// The minimum of each tick so far.
#[derive(Debug, Default)]
pub struct MinTimes {
    ticks: Vec<TickTime>,
}

impl MinTimes {
    /// No ticks yet; capacity for `ticks`.
    pub fn new(ticks: usize) -> MinTimes {
        MinTimes { ticks: Vec::with_capacity(ticks) }
    }

    /// Adds tick `at` of a run. The first run adds ticks from 0 on in order; later runs have no more ticks.
    pub fn note(&mut self, at: usize, took: TickTime) {
        match self.ticks.get_mut(at) {
            Some(least) => {
                *least = TickTime {
                    wall: least.wall.min(took.wall),
                    cpu: least.cpu.zip(took.cpu).map(|(least, took)| least.min(took)),
                }
            }
            None => self.ticks.push(took),
        }
    }

    /// Wall-clock times and processor times.
    pub fn times(&self) -> (Times, Times) {
        let (mut wall, mut cpu) = (Times::new(), Times::new());
        for took in &self.ticks {
            wall.add(took.wall);
            took.cpu.into_iter().for_each(|ns| cpu.add(ns));
        }
        (wall, cpu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_the_least_of_its_runs() {
        let mut least = MinTimes::new(2);
        for run in
            [[(5, Some(4)), (90, Some(80))], [(70, Some(3)), (9, Some(8))], [(6, Some(6)), (10, Some(7))]]
        {
            for (at, (wall, cpu)) in run.into_iter().enumerate() {
                least.note(at, TickTime { wall, cpu });
            }
        }
        let (wall, cpu) = least.times();
        assert_eq!((wall.count(), wall.total(), wall.max()), (2, 5 + 9, 9));
        assert_eq!((cpu.count(), cpu.total(), cpu.max()), (2, 3 + 7, 7));
    }

    #[test]
    fn where_the_system_does_not_tell_there_is_no_processor_time() {
        let mut least = MinTimes::new(1);
        least.note(0, TickTime { wall: 5, cpu: None });
        least.note(0, TickTime { wall: 4, cpu: None });
        assert_eq!(least.times().0.total(), 4);
        assert_eq!(least.times().1.count(), 0);
    }
}
