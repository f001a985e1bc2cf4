//! A blocking call carries what the host knows of its packets, and what the engine knows of its frames: sample for
//! sample as `write_ex` and `read_ex` do.

#[path = "support/player.rs"]
mod player;

use mixminus::{
    CallIo, EndReason, EngineConfig, Error, FrameLen, Gain, Handlers, JoinOptions, ParticipantId,
    READ_OVERLOAD, READ_SKIPPED, READ_UNDERRUN, ReadInfo, Result, RoomId, SayEnd, SayOptions, Sound, Status,
    WriteInfo,
};
use player::{Player, noise, same};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Much longer than anything here lasts.
const PATIENCE: Duration = Duration::from_secs(20);

/// Samples, and what the host knows about them.
type Packet = (Vec<i16>, WriteInfo);

#[derive(Default)]
struct State {
    packets: VecDeque<Packet>,
    /// The line was read and had nothing since the last packet was taken.
    is_drained: bool,
    got: Vec<(Vec<i16>, ReadInfo)>,
    /// Waits do not end, and one has begun.
    holds: bool,
    is_held: bool,
    hung_up: bool,
    fails: bool,
}

/// A telephone line whose packets have timestamps and are lost at times.
#[derive(Default)]
struct Line {
    state: Mutex<State>,
    changed: Condvar,
}

/// The line's end at the call's thread.
struct End<'a>(&'a Line);

impl CallIo for End<'_> {
    fn wait(&mut self, _: i32, timeout_ms: u32) {
        let mut state = self.0.state();
        state.is_held = state.holds;
        self.0.changed.notify_all();
        if state.holds {
            state = self.0.changed.wait_while(state, |state| state.holds).unwrap();
            state.is_held = false;
        } else if state.packets.is_empty() {
            let timeout = Duration::from_millis(timeout_ms.into());
            drop(self.0.changed.wait_timeout(state, timeout).unwrap());
        }
    }

    fn read(&mut self, _: &mut [i16]) -> usize {
        unreachable!("read_ex is there")
    }

    fn read_ex(&mut self, samples: &mut [i16], info: &mut WriteInfo) -> Result<usize> {
        assert_eq!(*info, WriteInfo::default(), "nothing of the packet before");
        let mut state = self.0.state();
        if state.fails {
            // If the error were ignored, the call would end all the same, in another way.
            state.hung_up = true;
            return Err(Error::new(Status::InvalidArgument, "a torn packet"));
        }
        let Some((packet, known)) = state.packets.pop_front() else {
            state.is_drained = true;
            self.0.changed.notify_all();
            return Ok(0);
        };
        samples[..packet.len()].copy_from_slice(&packet);
        *info = known;
        Ok(packet.len())
    }

    fn write(&mut self, _: &[i16]) {
        unreachable!("write_ex is there")
    }

    fn write_ex(&mut self, samples: &[i16], info: &ReadInfo) {
        self.0.state().got.push((samples.to_vec(), *info));
        self.0.changed.notify_all();
    }

    fn is_hung_up(&mut self) -> bool {
        self.0.state().hung_up
    }
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Waits until something holds of the state.
    #[track_caller]
    fn until(&self, mut holds: impl FnMut(&State) -> bool) -> MutexGuard<'_, State> {
        let begun = Instant::now();
        let mut state = self.state();
        while !holds(&state) {
            assert!(begun.elapsed() < PATIENCE, "it hangs");
            // Not all of it is in the state.
            state = self.changed.wait_timeout(state, Duration::from_millis(1)).unwrap().0;
        }
        state
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Packets come, and are all taken.
    fn receive(&self, packets: &[Packet]) {
        self.set(|state| {
            state.packets.extend(packets.iter().cloned());
            state.is_drained = false;
        });
        drop(self.until(|state| state.packets.is_empty() && state.is_drained));
    }

    /// What the line got since the last time.
    fn take(&self) -> Vec<(Vec<i16>, ReadInfo)> {
        std::mem::take(&mut self.state().got)
    }
}

/// The packets of one call, from one to the next tick.
struct Sender {
    seed: u64,
    state: u64,
    timestamp: u64,
    frame: usize,
}

impl Sender {
    fn new(seed: u64, frame: usize) -> Sender {
        let timestamp = seed.wrapping_mul(0x1234_5678_9abc_def1);
        Sender { seed, state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, timestamp, frame }
    }

    fn below(&mut self, end: u64) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % end
    }

    fn packet(&mut self, count: usize, lost: u32) -> Packet {
        let samples = noise(self.below(1 << 30), count, 15_000);
        // Every third call has no timestamps.
        let timestamp = (!self.seed.is_multiple_of(3)).then_some(self.timestamp);
        self.timestamp = self.timestamp.wrapping_add(count as u64);
        (samples, WriteInfo { timestamp, ..WriteInfo { lost, ..WriteInfo::default() } })
    }

    /// What comes until the next tick.
    fn packets(&mut self) -> Vec<Packet> {
        let frame = self.frame;
        match self.below(16) {
            0 => {
                // One is lost.
                self.timestamp = self.timestamp.wrapping_add(frame as u64);
                vec![self.packet(frame, 0)]
            }
            1 => vec![self.packet(frame, frame as u32)],
            2 => vec![],
            3 => vec![self.packet(0, frame as u32 / 2)],
            4 => {
                // One is late.
                self.timestamp = self.timestamp.wrapping_sub(3 * frame as u64 / 2);
                vec![self.packet(frame, 0), self.packet(frame, 0)]
            }
            5 => {
                // Another origin.
                self.timestamp = self.timestamp.wrapping_add(1 << 20);
                vec![self.packet(frame, 0)]
            }
            6 => vec![self.packet(frame / 2, 7), self.packet(frame / 2, 0), self.packet(frame / 4, 3)],
            7 => vec![self.packet(frame, 0), self.packet(frame, 0)],
            _ => vec![self.packet(frame, 0)],
        }
    }
}

/// A call and another member of its room, in an engine of their own.
struct Pair {
    player: Player,
    call: ParticipantId,
    other: ParticipantId,
}

impl Pair {
    fn new(frame_len: FrameLen) -> Pair {
        let player = Player::of(EngineConfig { frame_len, ..EngineConfig::default() });
        let (call, other) = (player.call(), player.call());
        player.join(other, b"r");
        Pair { player, call, other }
    }

    /// A tick after the other has written; what the other gets.
    fn tick(&self, says: &[i16]) -> (Vec<i16>, ReadInfo) {
        self.player.engine.write(self.other, says).unwrap();
        self.player.tick();
        let mut heard = vec![1; self.player.frame];
        let info = self.player.engine.read_ex(self.other, &mut heard).unwrap();
        (heard, info)
    }
}

/// Hangs a line up when it is dropped.
struct HangUp<'a>(&'a Line);

impl Drop for HangUp<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.hung_up = !state.fails;
        state.holds = false;
        self.0.changed.notify_all();
    }
}

/// Runs `act` while the call is in a conference that moves the audio of `line`. Returns how it ended.
fn in_conference(pair: &Pair, line: &Line, act: impl FnOnce()) -> Result<EndReason> {
    thread::scope(|scope| {
        let running = scope.spawn(|| {
            let options = JoinOptions::without_dtmf(b"r");
            let io: Option<&mut dyn CallIo> = Some(&mut End(line));
            pair.player.engine.conference(pair.call, &options, io, Handlers::default())
        });
        let begun = Instant::now();
        while pair.player.engine.participant_info(pair.call).unwrap().room == RoomId::NONE {
            assert!(begun.elapsed() < PATIENCE && !running.is_finished());
            thread::yield_now();
        }
        // Also if an assertion fails: the scope waits for the call.
        let hang_up = HangUp(line);
        act();
        drop(hang_up);
        Ok(running.join().unwrap()?.reason)
    })
}

/// The name of a mix has its engine's number in its upper half.
fn of_any_engine(info: ReadInfo) -> ReadInfo {
    ReadInfo { mix_id: info.mix_id & 0xffff_ffff, ..info }
}

/// The same packets by the table of a conference and by `write_ex`: every member gets the same, bit for bit, in both
/// directions, and all that is known about it. Now and then the line stalls for some ticks.
fn are_the_same(frame_len: FrameLen, seed: u64) -> u32 {
    let (by_table, direct) = (Pair::new(frame_len), Pair::new(frame_len));
    let frame = direct.player.frame;
    let line = Line::default();
    let mut sender = Sender::new(seed, frame);
    let mut flags = 0;
    let ended = in_conference(&by_table, &line, || {
        direct.player.join(direct.call, b"r");
        let lost = || {
            let stats = by_table.player.engine.participant_stats(by_table.call).unwrap();
            stats.out_stale + stats.out_dropped
        };
        let (mut ticks, mut given) = (0, 0);
        for round in 0..60 {
            let stalls = if round % 15 == 14 { 4 + sender.below(6) } else { 0 };
            if stalls > 0 {
                line.set(|state| state.holds = true);
                drop(line.until(|state| state.is_held));
            }
            let packets = sender.packets();
            let write = || {
                for (samples, info) in &packets {
                    direct.player.engine.write_ex(direct.call, samples, info).unwrap();
                }
            };
            if stalls == 0 {
                line.receive(&packets);
                write();
            }
            for _ in 0..stalls.max(1) {
                let says = noise(1000 + ticks, frame, if ticks % 9 == 0 { 32_767 } else { 20_000 });
                let (got, due) = (by_table.tick(&says), direct.tick(&says));
                same!(got.0, due.0);
                assert_eq!(of_any_engine(got.1), of_any_engine(due.1));
                ticks += 1;
            }
            if stalls > 0 {
                write();
                line.set(|state| {
                    state.packets.extend(packets.iter().cloned());
                    state.holds = false;
                });
            }
            drop(line.until(|state| given + state.got.len() as u64 + lost() == ticks));
            drop(line.until(|state| state.packets.is_empty()));
            for (samples, info) in line.take() {
                given += 1;
                let mut due = vec![1; frame];
                let known = direct.player.engine.read_ex(direct.call, &mut due).unwrap();
                same!(samples, due);
                assert_eq!(of_any_engine(info), of_any_engine(known), "in tick {ticks}");
                flags |= info.flags;
            }
        }
        let stats = |pair: &Pair| pair.player.engine.participant_stats(pair.call).unwrap();
        assert_eq!(stats(&by_table), stats(&direct));
        assert!(stats(&direct).underruns > 0);
    });
    assert_eq!(ended, Ok(EndReason::HangUp));
    flags
}

#[test]
fn a_conference_moves_audio_as_write_ex_and_read_ex_do() {
    let flags = thread::scope(|scope| {
        let of = |seed| if seed % 2 == 0 { FrameLen::Ms10 } else { FrameLen::Ms20 };
        let calls: Vec<_> = (1..=8).map(|seed| scope.spawn(move || are_the_same(of(seed), seed))).collect();
        calls.into_iter().fold(0, |flags, call| flags | call.join().unwrap())
    });
    assert!(flags & READ_SKIPPED != 0 && flags & READ_OVERLOAD != 0, "{flags}");
}

/// The line stalls for so long that it finds no frame that is new enough: the next one says so.
#[test]
fn frames_that_were_skipped_are_reported_with_the_next_one() {
    let pair = Pair::new(FrameLen::Ms20);
    let line = Line::default();
    let ended = in_conference(&pair, &line, || {
        pair.tick(&[9; 160]);
        drop(line.until(|state| state.got.len() == 1));
        line.set(|state| state.holds = true);
        drop(line.until(|state| state.is_held));
        let mut ticks = 1;
        let stats = || pair.player.engine.participant_stats(pair.call).unwrap();
        while stats().out_dropped < 20 {
            pair.tick(&[9; 160]);
            ticks += 1;
        }
        line.set(|state| state.holds = false);
        drop(line.until(|_| stats().out_stale > 0));
        pair.tick(&[9; 160]);
        let got = line.until(|state| state.got.len() == 2).got[1].1;
        assert_eq!((got.tick, got.real, got.flags), (ticks + 1, 160, READ_SKIPPED));
        pair.tick(&[9; 160]);
        assert_eq!(line.until(|state| state.got.len() == 3).got[2].1.flags, 0);
    });
    assert_eq!(ended, Ok(EndReason::HangUp));
}

/// What a line hears in a say: each frame with its tick, the last one with what is not there.
#[test]
fn a_say_reports_the_tick_of_each_frame() {
    let player = Player::usual();
    let call = player.call();
    let samples = noise(5, 3 * 160, 20_000);
    let sound = Sound::Prompt(player.prompt(&samples));
    let line = Line::default();
    let options = SayOptions { times: 1, gain: Gain::UNITY, interrupt: false };
    let end = thread::scope(|scope| {
        let said = scope.spawn(|| player.engine.say_blocking(call, sound, &options, Some(&mut End(&line))));
        let begun = Instant::now();
        while !said.is_finished() {
            assert!(begun.elapsed() < PATIENCE, "it hangs");
            let before = line.state().got.len();
            player.tick();
            let ticked = Instant::now();
            while line.state().got.len() == before
                && !said.is_finished()
                && ticked.elapsed().as_millis() < 200
            {
                thread::sleep(Duration::from_millis(1));
            }
        }
        said.join().unwrap()
    });
    assert_eq!(end, Ok(SayEnd::Completed));
    let got = line.take();
    let heard: Vec<i16> = got.iter().flat_map(|(samples, _)| samples.iter().copied()).collect();
    same!(heard, samples);
    let first = got[0].1.tick;
    for (at, (_, info)) in got.iter().enumerate() {
        assert_eq!((info.tick, info.real, info.offset), (first + at as u64, 160, 0));
        assert_eq!(info.flags & (READ_UNDERRUN | READ_SKIPPED | READ_OVERLOAD), 0);
    }
}

/// A loss that is known before the next samples come counts as it does for `write_ex`.
#[test]
fn a_loss_without_samples_counts() {
    let [by_table, direct, without] = [(); 3].map(|()| Pair::new(FrameLen::Ms20));
    let line = Line::default();
    let mut heard = [const { Vec::new() }; 3];
    let ended = in_conference(&by_table, &line, || {
        for pair in [&direct, &without] {
            pair.player.join(pair.call, b"r");
        }
        let loss = (vec![], WriteInfo { lost: 80, ..WriteInfo::default() });
        for tick in 0..8 {
            let mut packets =
                vec![(noise(tick, 160, 9_000), WriteInfo::default()); if tick == 0 { 2 } else { 1 }];
            if tick == 3 {
                packets.insert(0, loss.clone());
            }
            line.receive(&packets);
            for (samples, info) in &packets {
                direct.player.engine.write_ex(direct.call, samples, info).unwrap();
                without.player.engine.write(without.call, samples).unwrap();
            }
            for (pair, heard) in [&by_table, &direct, &without].into_iter().zip(&mut heard) {
                heard.extend(pair.tick(&[0; 160]).0);
            }
        }
    });
    assert_eq!(ended, Ok(EndReason::HangUp));
    same!(heard[0], heard[1]);
    assert!(heard[0] != heard[2]);
}

#[test]
fn an_error_of_the_line_ends_the_call_with_it() {
    let pair = Pair::new(FrameLen::Ms20);
    let engine = &pair.player.engine;
    let line = Line::default();
    let ended = in_conference(&pair, &line, || {
        pair.tick(&[0; 160]);
        line.set(|state| state.fails = true);
    });
    assert_eq!(ended, Err(Error::new(Status::InvalidArgument, "a torn packet")));
    assert_eq!(engine.participant_info(pair.call).unwrap().room, RoomId::NONE);
    assert_eq!(engine.conference_end(pair.call).unwrap().reason, EndReason::Removed);
    line.set(|state| state.hung_up = false);
    let sound = Sound::Prompt(pair.player.prompt(&[7; 1600]));
    let options = SayOptions { times: 0, gain: Gain::UNITY, interrupt: false };
    let said = engine.say_blocking(pair.call, sound, &options, Some(&mut End(&line)));
    assert_eq!(said.map_err(|error| error.status()), Err(Status::InvalidArgument));
    pair.player.tick();
    assert_eq!(pair.player.ended().len(), 1, "the sound was stopped");
    // The session is free again.
    pair.player.join(pair.call, b"r");
}
