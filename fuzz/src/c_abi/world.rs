//! One engine and its model: made, ticked, polled, ended.

use super::fold::Fold;
use super::model::{Limits, Model};
use super::{judge, judge_call};
use crate::abi::{self, EngineConfig, EngineStats, Event, Grown};
use crate::input::Input;
use std::collections::HashMap;
use std::ptr;

/// Of a common frame: its mix, tick, offset and length.
pub type Common = (u64, u64, u32, u64);

/// One engine.
pub struct World {
    /// The engine.
    pub engine: abi::Engine,
    /// What it should be.
    pub model: Model,
    /// What its events tell.
    pub fold: Fold,
    /// The samples of the common frames that were read.
    pub common: HashMap<Common, Vec<i16>>,
}

impl World {
    /// An engine of the sizes that `input` chooses; without input, the smallest.
    pub fn new(input: &mut Input) -> World {
        let mut config = Grown::<EngineConfig>::new();
        let c = &mut config.value;
        c.sample_rate_hz =
            input.pick(&[8000, 8000, 8000, 8000, 16000, 32000, 48000, 12000, 22050, 24000, 44100]);
        c.frame_ms = input.pick(&[10, 10, 20]);
        if c.sample_rate_hz == 22050 {
            c.frame_ms = 20;
        }
        c.max_participants = 2 + input.below(11) as u32;
        c.max_rooms = 1 + input.below(4) as u32;
        c.room_capacity = 1 + input.below(12) as u32;
        c.prefill_ms = input.pick(&[0, 0, 0, 20, 10, 35, 200]);
        c.max_cap_ms = c.prefill_ms + 40 + input.pick(&[0, 60, 5]);
        c.max_write_ms = input.pick(&[10, 20, 60]).max(c.frame_ms);
        c.command_queue = input.pick(&[16, 16, 40, 600]);
        c.event_queue = input.pick(&[16, 256, 64, 17, 1024]);
        c.account_rooms = input.pick(&[0, 0, 1, 2]);
        c.account_participants = input.pick(&[0, 0, 3, 6]);
        c.simd = input.pick(&[0, 1, 2, 3, 4]);
        c.dtmf_look_ahead_ms = [10, 0, 20][c.max_participants as usize % 3];
        let limits = Limits {
            hz: c.sample_rate_hz as usize,
            frame_ms: c.frame_ms as usize,
            participants: c.max_participants as usize,
            rooms: c.max_rooms as usize,
            capacity: c.room_capacity as usize,
            prefill_ms: c.prefill_ms,
            max_cap_ms: c.max_cap_ms,
            max_write_ms: c.max_write_ms as usize,
            commands: c.command_queue as usize,
            quota: (c.account_rooms as usize, c.account_participants as usize),
        };
        let engine = World::make(&mut config.value);
        World { engine, model: Model::new(limits), fold: Fold::default(), common: HashMap::new() }
    }

    fn make(config: &mut EngineConfig) -> abi::Engine {
        let mut bytes = 0;
        // SAFETY: both places are there.
        let status = unsafe { abi::mixminus_engine_memory_bytes(config, &mut bytes) };
        assert_eq!(status, 0);
        assert!((1 << 30..4 << 30).contains(&bytes), "mostly prompts: {bytes}");
        let mut engine = ptr::null_mut();
        // SAFETY: both places are there.
        let mut status = unsafe { abi::mixminus_engine_new(config, &mut engine) };
        if status == abi::UNSUPPORTED && config.simd > 2 {
            config.simd = 0;
            // SAFETY: as above.
            status = unsafe { abi::mixminus_engine_new(config, &mut engine) };
        }
        assert!(status == 0 && !engine.is_null(), "{status}");
        let mut simd = 0;
        // SAFETY: the engine is new, the place is there.
        assert_eq!(unsafe { abi::mixminus_engine_simd_level(engine, &mut simd) }, 0);
        assert!(simd > 0 && (config.simd == 0 || simd == config.simd));
        engine
    }

    /// Participants that are not freed.
    pub fn live(&self) -> Vec<usize> {
        (0..self.model.sessions.len()).filter(|&session| self.model.sessions[session].live).collect()
    }

    /// One tick.
    pub fn tick(&mut self) {
        let mut tick = 7;
        // SAFETY: the engine lives, the place is there.
        judge(unsafe { abi::mixminus_engine_tick(self.engine, &mut tick) }, &[]);
        self.model.tick();
        assert_eq!(tick, self.model.now);
    }

    /// Polls for so many events; answers how many there were.
    pub fn poll(&mut self, capacity: usize) -> usize {
        let mut events = vec![Event::default(); capacity];
        let mut count = 7;
        let size = size_of::<Event>();
        // SAFETY: the engine lives, the places are there.
        let status = unsafe {
            abi::mixminus_engine_poll(self.engine, events.as_mut_ptr(), size, capacity, &mut count)
        };
        judge_call(status, &[]);
        assert!(count <= capacity);
        for event in &events[..count] {
            self.fold.take(event);
        }
        count
    }

    /// Ticks and polls until nothing more is reported, and compares.
    pub fn settle(&mut self) {
        let quiet = (0..100).any(|_| {
            self.tick();
            self.poll_all() == 0 && self.model.commands.is_empty() && self.model.changed.is_empty()
        });
        assert!(quiet, "it does not stop telling");
        self.fold.compare(&self.model);
        let stats = self.check_stats();
        assert_eq!(stats.events_lost, self.fold.lost);
    }

    /// Polls until there are no more; answers how many there were.
    fn poll_all(&mut self) -> usize {
        const PAGE: usize = 7;
        let mut all = 0;
        loop {
            let count = self.poll(PAGE);
            all += count;
            if count < PAGE {
                return all;
            }
        }
    }

    /// Compares the engine's counters with the model.
    pub fn check_stats(&mut self) -> EngineStats {
        let mut stats = Grown::<EngineStats>::new();
        // SAFETY: the engine lives, the place is there.
        judge_call(unsafe { abi::mixminus_engine_get_stats(self.engine, &mut stats.value) }, &[]);
        let (stats, model) = (stats.value, &self.model);
        assert_eq!((stats.ticks, stats.skipped_ticks), (model.now, 0));
        assert_eq!(stats.commands, model.applied);
        assert_eq!(stats.active_rooms as usize, model.rooms.iter().filter(|room| room.open).count());
        assert_eq!(
            stats.active_participants as usize,
            model.sessions.iter().filter(|s| s.seat.is_some()).count()
        );
        assert_eq!(stats.tick_ns_histogram.iter().sum::<u64>(), stats.ticks);
        assert!(stats.events_lost >= self.fold.lost);
        stats
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // SAFETY: it came from `mixminus_engine_new` and is freed once.
        assert_eq!(unsafe { abi::mixminus_engine_free(self.engine) }, 0);
    }
}
