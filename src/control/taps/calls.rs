//! Taps as hosts use them: make, read, free.

use super::table::{MAX_TAP_BUFFER_MS, TapInfo, TapTarget};
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::config::in_range;
use crate::control::engine::arena::tap_ring;
use crate::control::engine::inner::{Inner, wait_for};
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::os::fallible::list;
use crate::error::{Result, Status};
use crate::handle::TapId;
use crate::rt::message::command::Command;
use crate::rt::message::tap_handle::TapHandle;
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::{TapCell, TapOwner, TapState};
use std::sync::atomic::Ordering;

/// # Taps
impl Engine {
    /// Makes a tap: a ring that gets one frame per tick, from the next tick on, of what is tapped;
    /// [`tap_read`](Self::tap_read) takes them out. `buffer_ms`: how much the ring holds, one frame … 60,000 ms; the
    /// engine's memory grows by that. A participant's tap goes on over all its joins and ends when the participant is
    /// freed; a room's tap ends with the room. The host then still has to free it. A tap that ends before the next tick
    /// may miss the frame of that tick. [`Tap`](crate::Tap) owns one and frees it.
    ///
    /// Errors, and then nothing has changed: `InvalidArgument`; a handle status of what is tapped; `TooManyTaps` of
    /// `max_taps`; `QueueFull`.
    pub fn tap_new(&self, target: TapTarget, buffer_ms: u32) -> Result<TapId> {
        self.inner.check_ready()?;
        self.inner.tap_new(target, buffer_ms, 0)
    }

    /// Frees a tap. Works with a full queue and a stopped clock. Its memory is released when the tick and a reader in
    /// progress no longer use it.
    ///
    /// Errors: `StaleHandle` if it was freed before.
    pub fn tap_free(&self, tap: TapId) -> Result<()> {
        self.inner.check_process()?;
        self.inner.tap_free(tap)
    }

    /// Returns what a tap takes, since when, and how much it has taken. Errors: `StaleHandle` if it was freed.
    pub fn tap_info(&self, tap: TapId) -> Result<TapInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let index = control.taps.find(tap)?;
        let cell = control.cell(&self.inner.shared, index)?;
        Ok(TapInfo {
            target: control.taps.target(index),
            began: cell.began.load(Ordering::Acquire),
            ended: cell.ended.load(Ordering::Acquire),
            frames: cell.given.get(),
            dropped: cell.dropped.get(),
            sample_rate: self.inner.shared.rates.format(cell.rate()).rate,
        })
    }
}

impl Inner {
    /// [`Engine::tap_new`] for a recording. `notice` is the number of its announcement, 0 for none: the tap gets no
    /// audio of a participant that has not heard the announcement.
    pub fn tap_new(&self, target: TapTarget, buffer_ms: u32, notice: u64) -> Result<TapId> {
        let config = &self.config;
        in_range("buffer_ms", buffer_ms, config.frame_len.ms(), MAX_TAP_BUFFER_MS)?;
        let shared = &self.shared;
        let rate = {
            let mut control = self.lock();
            let (owner, ..) = control.check_tap(shared, target)?;
            match target.participant() {
                Some(_) => shared.slots[owner as usize].rate,
                None => control.rooms.at(owner).rate,
            }
        };
        // Without the lock, since each page of the ring is touched. The target is checked again afterwards.
        let frames = buffer_ms.div_ceil(config.frame_len.ms()) as usize;
        let (producer, consumer) = tap_ring(shared.rates.format(rate), frames)?;
        let mut control = self.lock();
        let (owner, handle, payer) = control.check_tap(shared, target)?;
        let index = control.taps.take_free().ok_or(Status::TooManyTaps)?;
        control.rooms.accounts.take(Counted::Taps, payer)?;
        let cell = control.cell(shared, index)?;
        *wait_for(&cell.reader) = Some(consumer);
        cell.reset();
        cell.set_rate(rate);
        // SAFETY: `take_free` returned this cell under the lock. A free cell has no handle: the tick has given it back.
        let mut lent = unsafe { TapHandle::from_index(index) };
        let slot = target.participant().map(|_| owner);
        let whose = slot.map_or(TapOwner::Room(owner), TapOwner::Slot);
        shared.taps.fill(&mut lent, whose, TapState::new(producer, target.point(), handle, notice));
        let tap = control.taps.begin(index, target, slot, payer);
        cell.generation.store(tap.generation(), Ordering::Release);
        control.send(payer, Command::Attach { tap: lent })?;
        Ok(tap)
    }

    /// [`Engine::tap_free`].
    pub fn tap_free(&self, tap: TapId) -> Result<()> {
        let shared = &self.shared;
        let mut control = self.lock();
        let index = control.taps.find(tap)?;
        let cell = control.cell(shared, index)?;
        cell.generation.store(0, Ordering::Release);
        control.taps.retire(index);
        if control.taps.is_lent(index) {
            cell.detach.store(true, Ordering::Release);
            shared.taps.ask(index);
        }
        control.reclaim_taps(shared);
        Ok(())
    }
}

impl ControlState {
    /// The slot or room index of a target, its handle, and its account.
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

    /// Checks that a tap of `target` may be made. Returns what [`ControlState::find_target`] does.
    fn check_tap(&mut self, shared: &Shared, target: TapTarget) -> Result<(u32, u64, Owner)> {
        let (index, handle, payer) = self.find_target(target)?;
        self.check(Counted::Commands, payer, 1)?;
        self.reclaim_taps(shared);
        self.check(Counted::Taps, payer, 1)?;
        Ok((index, handle, payer))
    }

    /// Counts a new recording for the account of its first target, if a tap of each target may be made.
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

    /// Frees the cells of freed taps that no thread uses any more.
    pub fn reclaim_taps(&mut self, shared: &Shared) {
        let accounts = &mut self.rooms.accounts;
        self.taps.reclaim(shared, |payer| accounts.give_back(Counted::Taps, payer));
    }

    fn cell<'a>(&self, shared: &'a Shared, index: u32) -> Result<&'a TapCell> {
        Ok(shared.taps.get(index).ok_or(Status::InvalidHandle)?)
    }

    /// Ends the taps of a participant that is being freed: after the next tick, which fades it out.
    pub fn end_taps(&mut self, shared: &Shared, slot: u32) {
        while let Some(index) = self.taps.pop_of(slot) {
            if let Some(cell) = shared.taps.get(index).filter(|_| self.taps.is_lent(index)) {
                cell.detach.store(true, Ordering::Release);
                shared.taps.ask(index);
            }
        }
    }
}

impl TapCell {
    /// Clears a free cell for a new tap.
    fn reset(&self) {
        self.detach.store(false, Ordering::Release);
        self.began.store(0, Ordering::Release);
        self.ended.store(0, Ordering::Release);
        self.given.set(0);
        self.dropped.set(0);
    }
}
