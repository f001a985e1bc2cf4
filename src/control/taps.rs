//! Taps as hosts ask for them: made, read, freed.

use super::accounts::chains::Chains;
use super::accounts::counted::{Counted, Tables};
use super::accounts::usage::{NOBODY, Owner};
use super::config::in_range;
use super::engine::arena::tap_ring;
use super::engine::inner::{Inner, wait_for};
use super::engine::lifecycle::Engine;
use super::engine::state::Control;
use super::os::fallible::{collected, list, numbers, queue};
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId, TapId};
use crate::rt::message::command::Command;
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::{TapCell, TapFrame, TapPoint};
use std::collections::VecDeque;
use std::sync::atomic::Ordering;

/// The longest stretch that a tap's ring may hold, milliseconds.
pub const MAX_TAP_BUFFER_MS: u32 = 60_000;

/// What a tap takes, and of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TapTarget {
    /// The whole mix of a room: the sum of all who are heard in it, limited to 16 bits. Ends with the room.
    Room(RoomId),
    /// What a participant says, after the delay and the suppression of its keys, before mute and gain. While it is
    /// muted a break in its audio has no decay of 2 ms.
    BeforeMute(ParticipantId),
    /// What a participant adds to the mix of its room: after mute, gain and ramps.
    AfterMute(ParticipantId),
    /// What a participant hears: each frame that is put into its out-ring, so not those that find it full.
    Output(ParticipantId),
}

/// A tap as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TapInfo {
    /// What it takes.
    pub target: TapTarget,
    /// The first tick that may have given to it; 0: none so far.
    pub began: u64,
    /// The last tick that may have given to it; 0: it goes on.
    pub ended: u64,
    /// Frames that ticks put into its ring.
    pub frames: u64,
    /// Frames that ticks dropped because its ring was full.
    pub dropped: u64,
}

/// A cell as the control floor knows it.
#[derive(Debug)]
struct Tap {
    generation: u32,
    live: bool,
    /// The tick has it, or will have it.
    lent: bool,
    target: TapTarget,
    /// Whose share it takes.
    payer: Owner,
}

/// All taps.
#[derive(Debug)]
pub struct TapTable {
    tag: u16,
    taps: Vec<Tap>,
    free: VecDeque<u32>,
    /// Cells whose taps were freed, until the tick and the host's readers have done with them.
    retiring: VecDeque<u32>,
    /// The taps of each participant, by its slot.
    of_slots: Chains,
}

impl TapTarget {
    /// Where in the tick it is taken.
    fn point(self) -> TapPoint {
        match self {
            TapTarget::Room(_) => TapPoint::Mix,
            TapTarget::BeforeMute(_) => TapPoint::BeforeMute,
            TapTarget::AfterMute(_) => TapPoint::AfterMute,
            TapTarget::Output(_) => TapPoint::Output,
        }
    }

    /// Of whom it takes, if that is a participant.
    pub(crate) fn participant(self) -> Option<ParticipantId> {
        match self {
            TapTarget::Room(_) => None,
            TapTarget::BeforeMute(of) | TapTarget::AfterMute(of) | TapTarget::Output(of) => Some(of),
        }
    }
}

impl Engine {
    /// Makes a tap: a ring into which each tick, from the next on, puts a frame of what is tapped, and from which
    /// [`tap_read`](Self::tap_read) takes it. `buffer_ms`: how much the ring holds, one frame … 60,000 ms; the engine's
    /// memory grows by that. A participant's tap goes on over all its joins, and ends when it is freed; a room's ends
    /// with the room. Either then waits for [`tap_free`](Self::tap_free). A tap that ends before the next tick may miss the
    /// frame of that.
    ///
    /// Errors, and then nothing has changed: `InvalidArgument`; a handle status of what is tapped; `TooManyTaps` of the
    /// engine's `max_taps`; `QueueFull`.
    pub fn tap_new(&self, target: TapTarget, buffer_ms: u32) -> Result<TapId> {
        self.inner.check_ready()?;
        self.inner.tap_new(target, buffer_ms, 0)
    }

    /// Frees a tap. Works with a full queue and a stopped clock; its memory goes once the tick and a reader in progress
    /// have done with it.
    ///
    /// Errors: `StaleHandle` if it was freed before.
    pub fn tap_free(&self, tap: TapId) -> Result<()> {
        self.inner.check_process()?;
        self.inner.tap_free(tap)
    }

    /// Takes frames from a tap, oldest first, as many as there are and as both slices have room for; answers how many,
    /// 0 if there is none now. Frame k lies at `samples[k * frame_samples ..]`, and `frames[k]` tells of it. Wait-free;
    /// one reader at a time.
    ///
    /// Errors: `InvalidArgument` if there is no room for even one; `Ended` once all is read and no more will come;
    /// `Busy`, `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`; `EngineStopped` once all is read, `Forked`.
    pub fn tap_read(
        &self,
        tap: TapId,
        samples: &mut [i16],
        frames: &mut [TapFrame],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read_tap(tap, samples, frames)
    }

    /// What a tap takes, since when, and how much of it. Errors: `StaleHandle` if it was freed.
    pub fn tap_info(&self, tap: TapId) -> Result<TapInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let index = control.taps.find(tap)?;
        let cell = control.cell(&self.inner.shared, index)?;
        Ok(TapInfo {
            target: control.taps.taps[index as usize].target,
            began: cell.began.load(Ordering::Acquire),
            ended: cell.ended.load(Ordering::Acquire),
            frames: cell.given.get(),
            dropped: cell.dropped.get(),
        })
    }
}

impl Inner {
    /// As [`Engine::tap_new`]; `notice`: the recording for which it is, if that is announced, else 0. It gets nothing of those
    /// who have not heard the announcement.
    pub fn tap_new(&self, target: TapTarget, buffer_ms: u32, notice: u64) -> Result<TapId> {
        let config = &self.config;
        in_range("buffer_ms", buffer_ms, config.frame_len.ms(), MAX_TAP_BUFFER_MS)?;
        let shared = &self.shared;
        self.lock().check_tap(shared, target)?;
        // Outside the lock, since each of its pages is touched; meanwhile all may have changed.
        let frames = buffer_ms.div_ceil(config.frame_len.ms()) as usize;
        let (producer, consumer) = tap_ring(&shared.geometry, frames)?;
        let mut control = self.lock();
        let (owner, handle, payer) = control.check_tap(shared, target)?;
        let index = control.taps.free.pop_front().ok_or(Status::TooManyTaps)?;
        control.rooms.accounts.take(Counted::Taps, payer)?;
        let cell = control.cell(shared, index)?;
        *wait_for(&cell.reader) = Some(consumer);
        cell.reset();
        // SAFETY: the cell is free, so it is ours.
        let side = unsafe { cell.tick_side() };
        side.ring = Some(producer);
        (side.point, side.owner, side.target) = (target.point(), owner, handle);
        side.notice = notice;
        let tap = &mut control.taps.taps[index as usize];
        tap.generation = tap.generation.wrapping_add(1).max(1);
        (tap.live, tap.lent, tap.target, tap.payer) = (true, true, target, payer);
        let generation = tap.generation;
        if target.participant().is_some() {
            control.taps.of_slots.push(owner as usize, index);
        }
        cell.generation.store(generation, Ordering::Release);
        control.send(payer, Command::Attach { tap: index })?;
        Ok(TapId::new(control.taps.tag, index, generation))
    }

    /// As [`Engine::tap_free`].
    pub fn tap_free(&self, tap: TapId) -> Result<()> {
        let shared = &self.shared;
        let mut control = self.lock();
        let index = control.taps.find(tap)?;
        let cell = control.cell(shared, index)?;
        cell.generation.store(0, Ordering::Release);
        control.taps.forget(index);
        if control.taps.taps[index as usize].lent {
            cell.detach.store(true, Ordering::Release);
            shared.taps.ask(index);
        }
        control.taps.retiring.push_back(index);
        control.reclaim_taps(shared);
        Ok(())
    }
}

impl Control {
    /// The slot or room's index of what is to be tapped, its handle, and whose it is.
    fn find_target(&self, target: TapTarget) -> Result<(u32, u64, Owner)> {
        match (target, target.participant()) {
            (_, Some(of)) => {
                let slot = self.sessions.find(of)?;
                Ok((slot, of.0, self.owner(slot)))
            }
            (TapTarget::Room(room), _) => {
                let index = self.rooms.get(room)?.0;
                Ok((index, room.0, self.room_owner(index)))
            }
            _ => Err(Status::InvalidHandle.into()),
        }
    }

    /// Whether there may be a tap of that. Returns what [`Control::find_target`] does.
    fn check_tap(&mut self, shared: &Shared, target: TapTarget) -> Result<(u32, u64, Owner)> {
        let (index, handle, payer) = self.find_target(target)?;
        self.check(Counted::Commands, payer, 1)?;
        self.reclaim_taps(shared);
        self.check(Counted::Taps, payer, 1)?;
        Ok((index, handle, payer))
    }

    /// Takes the share of a new recording, which is that of the first of its targets, if there may be a tap of each.
    #[cfg_attr(not(feature = "recorder"), allow(dead_code))]
    pub fn take_recording(
        &mut self,
        shared: &Shared,
        targets: impl ExactSizeIterator<Item = TapTarget>,
    ) -> Result<Owner> {
        let mut owners = list(targets.len())?;
        for target in targets {
            owners.push(self.find_target(target)?.2);
        }
        let owner = *owners.first().ok_or(Status::InvalidArgument)?;
        self.check(Counted::RecordTracks, owner, 1)?;
        self.reclaim_taps(shared);
        self.rooms.accounts.check_each(Counted::Taps, &owners)?;
        self.rooms.accounts.take_many(Counted::RecordTracks, owner, owners.len())?;
        Ok(owner)
    }

    /// Frees the cells with which nobody has to do any more.
    pub fn reclaim_taps(&mut self, shared: &Shared) {
        let accounts = &mut self.rooms.accounts;
        self.taps.reclaim(shared, |payer| accounts.give_back(Counted::Taps, payer));
    }

    fn cell<'a>(&self, shared: &'a Shared, index: u32) -> Result<&'a TapCell> {
        Ok(shared.taps.get(index).ok_or(Status::InvalidHandle)?)
    }

    /// Ends the taps of the participant in a slot, which is freed: after the next tick, in which it is heard last.
    pub fn end_taps(&mut self, shared: &Shared, slot: u32) {
        let slot = slot as usize;
        while let Some(index) = self.taps.of_slots.pop(slot) {
            if let Some(cell) = shared.taps.get(index).filter(|_| self.taps.taps[index as usize].lent) {
                cell.detach.store(true, Ordering::Release);
                shared.taps.ask(index);
            }
        }
    }
}

impl TapTable {
    /// No taps yet, of at most `max`.
    pub fn new(tag: u16, tables: &Tables) -> Result<TapTable> {
        let max = tables.taps;
        let target = TapTarget::Room(RoomId::NONE);
        let tap = |_| Ok(Tap { generation: 0, live: false, lent: false, target, payer: NOBODY });
        Ok(TapTable {
            tag,
            taps: collected(max, tap)?.into_vec(),
            free: numbers(0, max as u32, max)?,
            retiring: queue(max)?,
            of_slots: Chains::new(tables.participants as usize, max)?,
        })
    }

    /// Bytes that the places take: themselves, those in both queues, and the lists of participants.
    pub fn bytes(tables: &Tables) -> u64 {
        let places = tables.taps * (size_of::<Tap>() + 2 * size_of::<u32>());
        places as u64 + Chains::bytes(tables.participants as usize, tables.taps)
    }

    fn find(&self, tap: TapId) -> Result<u32> {
        let (index, generation) = tap.decode(self.tag)?;
        let found = self.taps.get(index as usize).ok_or(Status::InvalidHandle)?;
        if !found.live || found.generation != generation {
            return Err(Status::StaleHandle.into());
        }
        Ok(index)
    }

    /// The tick has given a cell back.
    pub fn given_back(&mut self, index: u32) {
        self.taps[index as usize].lent = false;
    }

    /// A tap is no participant's any more, and nobody's.
    fn forget(&mut self, index: u32) {
        let tap = &mut self.taps[index as usize];
        tap.live = false;
        let Some(slot) = tap.target.participant().map(ParticipantId::index) else { return };
        self.of_slots.remove(slot as usize, index);
    }

    /// Frees the cells with which nobody has to do any more, and their rings; `freed` is given whose shares they took.
    fn reclaim(&mut self, shared: &Shared, mut freed: impl FnMut(Owner)) {
        for _ in 0..self.retiring.len() {
            let Some(index) = self.retiring.pop_front() else { return };
            let lent = self.taps[index as usize].lent;
            let cell = shared.taps.get(index).filter(|_| !lent);
            if let Some(mut reader) = cell.and_then(|cell| cell.reader.claim())
                && let Some(cell) = cell
            {
                drop(reader.take());
                // SAFETY: the tick has given it back, so it is ours.
                drop(unsafe { cell.tick_side() }.ring.take());
                self.free.push_back(index);
                freed(self.taps[index as usize].payer);
            } else {
                self.retiring.push_back(index);
            }
        }
    }
}

impl TapCell {
    /// Another tap begins in a free cell.
    fn reset(&self) {
        self.detach.store(false, Ordering::Release);
        self.began.store(0, Ordering::Release);
        self.ended.store(0, Ordering::Release);
        self.given.set(0);
        self.dropped.set(0);
    }
}
