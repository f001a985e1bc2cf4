//! The least that each tick took, of several runs that take the same course.

use super::times::Times;

/// How long one tick ran, nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TickTime {
    /// By the clock on the wall.
    pub wall: u64,
    /// In processor time, where the system tells.
    pub cpu: Option<u64>,
}

/// By tick, the least so far.
#[derive(Debug, Default)]
pub struct MinTimes {
    ticks: Vec<TickTime>,
}

impl MinTimes {
    /// None so far; room for so many.
    pub fn new(ticks: usize) -> MinTimes {
        MinTimes { ticks: Vec::with_capacity(ticks) }
    }

    /// Notes tick `at` of a run. In the first run they come one after the other from 0 on, later none is beyond them.
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

    /// The wall's and the processor's.
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
