//! Play nodes: filled for the tick, and taken back from it.

use super::plays::{PlayId, PlayRequest, Sent, Target};
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::engine::state::ControlState;
use crate::dsp::LinearGain;
use crate::error::{Result, Status};
use crate::rt::message::event::PlayEnd;
use crate::rt::state::members::NONE;
use crate::rt::state::play::Play;
use crate::rt::state::shared::Shared;
use std::sync::atomic::Ordering;

impl ControlState {
    /// Fills a free node, which the caller sends to the tick. The caller has checked that the command queue has
    /// space.
    pub fn start_play(&mut self, shared: &Shared, request: PlayRequest) -> Result<(u32, PlayId)> {
        self.rooms.accounts.take(Counted::Plays, request.owner)?;
        let Some(node) = self.plays.take_free() else { return Err(Status::QueueFull.into()) };
        let gain = request.gain.into();
        let PlayRequest { owner, prompt, target, batch, begins, notice, end_tick, .. } = request;
        let is_announcement = notice != 0;
        let number = self.plays.send(
            node,
            Sent { owner, prompt, number: 0, target, stopping: false, is_announcement, end_tick },
        );
        let stored = self.prompts.take(prompt);
        let (data, len) = (stored.data().as_ptr(), stored.data().len() as u32);
        let (track, total) = stored.track(request.times);
        let play = Play { data, len, track, total, gain, batch, begins, number, notice };
        // SAFETY: `take_free` returned this node under the lock. A node in the free list is not with the tick: it
        // was never sent, or the tick has reported it.
        unsafe { shared.plays.fill(node, play) };
        Ok((node, PlayId(number)))
    }

    /// A node for a sound, or [`NONE`] for no sound. The caller sends it.
    pub fn start_sound(
        &mut self,
        shared: &Shared,
        owner: Owner,
        prompt: Option<u32>,
        times: u32,
    ) -> Result<u32> {
        match prompt {
            Some(prompt) => Ok(self.start_play(shared, PlayRequest::sound(owner, prompt, times))?.0),
            None => Ok(NONE),
        }
    }

    /// Makes a node that no tick has taken play another prompt, looped.
    pub fn replace_prompt(&mut self, shared: &Shared, node: u32, prompt: u32) {
        let Some(before) = self.plays.set_prompt(node, prompt) else { return };
        let stored = self.prompts.take(prompt);
        let (data, len) = (stored.data().as_ptr(), stored.data().len() as u32);
        let (track, total) = stored.track(0);
        let gain = LinearGain::UNITY;
        let play = Play { data, len, track, total, gain, batch: 0, begins: 0, number: 0, notice: 0 };
        // SAFETY: the caller has withdrawn this node from the slot's settings, under the lock, before a tick took
        // it.
        unsafe { shared.plays.fill(node, play) };
        if let Some(gone) = self.prompts.give_up(before) {
            self.rooms.accounts.release_prompt(gone);
        }
    }

    /// Frees a node that no tick has taken.
    pub fn take_back_unheard(&mut self, shared: &Shared, node: Option<u32>) {
        if let Some(node) = node {
            self.take_back(shared, node, shared.now.load(Ordering::Acquire));
        }
    }

    /// Frees a node that the tick has reported.
    pub fn take_back(&mut self, shared: &Shared, node: u32, tick: u64) {
        let Some(sent) = self.plays.take_back(node) else { return };
        if let Some(end_tick) = &sent.end_tick {
            // SAFETY: the tick has reported the node, so only the control layer, under its lock, reads it.
            end_tick.end(unsafe { shared.plays.heard(node) }.unwrap_or(tick));
        }
        if let Some(Target::Slot(slot)) = sent.target
            && let Some(pending_say) = &self.sessions.at(slot).pending_say
        {
            let unheard = if sent.stopping { PlayEnd::Stopped } else { PlayEnd::Dropped };
            // SAFETY: the tick has reported the node, so only the control layer, under its lock, reads it.
            pending_say.has_ended(sent.number, unsafe { shared.plays.end(node) }.unwrap_or(unheard), tick);
        }
        self.rooms.accounts.give_back(Counted::Plays, sent.owner);
        if let Some(gone) = self.prompts.give_up(sent.prompt) {
            self.rooms.accounts.release_prompt(gone);
        }
    }
}
