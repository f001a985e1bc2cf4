//! Play nodes: filled for the tick, and taken back from it.

use super::plays::{PlayId, PlayRequest, SentNode, Target};
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::engine::state::ControlState;
use crate::dsp::LinearGain;
use crate::error::{Result, Status};
use crate::rt::message::event::PlayEnd;
use crate::rt::message::play_handle::PlayHandle;
use crate::rt::state::play_node::{Play, PlaySounds};
use crate::rt::state::shared::Shared;
use std::sync::atomic::Ordering;

impl ControlState {
    /// Fills a free node, which the caller sends to the tick. The caller has checked that the command queue has
    /// space.
    pub fn start_play(&mut self, shared: &Shared, request: PlayRequest) -> Result<(PlayHandle, PlayId)> {
        self.rooms.accounts.take(Counted::Plays, request.owner)?;
        let Some(node) = self.plays.take_free() else { return Err(Status::QueueFull.into()) };
        let gain = request.gain.into();
        let PlayRequest { owner, prompt, target, batch, begins, notice, end_tick, .. } = request;
        let is_announcement = notice != 0;
        let number = self.plays.send(
            node,
            SentNode { owner, prompt, number: 0, target, stopping: false, is_announcement, end_tick },
        );
        // SAFETY: the prompt is kept until the play has come back: it is given up in `take_back`.
        let sounds = unsafe { PlaySounds::new(self.prompts.take(prompt)) };
        let play = Play { sounds, times: request.times, gain, batch, begins, number, recording: notice };
        // SAFETY: `take_free` returned this node under the lock. A node in the free list has no handle: it was never
        // sent, or the tick has given its handle back.
        let mut handle = unsafe { PlayHandle::from_index(node) };
        shared.plays.fill(&mut handle, play);
        Ok((handle, PlayId(number)))
    }

    /// A node for a sound, if there is one. The caller sends it.
    pub fn start_sound(
        &mut self,
        shared: &Shared,
        owner: Owner,
        prompt: Option<u32>,
        times: u32,
    ) -> Result<Option<PlayHandle>> {
        let start = |prompt| Ok(self.start_play(shared, PlayRequest::sound(owner, prompt, times))?.0);
        prompt.map(start).transpose()
    }

    /// Makes a node that no tick has taken play another prompt, looped.
    pub fn replace_prompt(&mut self, shared: &Shared, handle: &mut PlayHandle, prompt: u32) {
        let Some(before) = self.plays.set_prompt(handle.index(), prompt) else { return };
        // SAFETY: the prompt is kept until the play has come back: it is given up in `take_back`.
        let sounds = unsafe { PlaySounds::new(self.prompts.take(prompt)) };
        let gain = LinearGain::UNITY;
        let play = Play { sounds, times: 0, gain, batch: 0, begins: 0, number: 0, recording: 0 };
        shared.plays.fill(handle, play);
        if let Some(gone) = self.prompts.give_up(before) {
            self.rooms.accounts.release_prompt(gone);
        }
    }

    /// Frees a node that no tick has taken.
    pub fn take_back_unheard(&mut self, shared: &Shared, handle: Option<PlayHandle>) {
        if let Some(handle) = handle {
            self.take_back(shared, handle, shared.now.load(Ordering::Acquire));
        }
    }

    /// Frees a node that the tick has given back.
    pub fn take_back(&mut self, shared: &Shared, handle: PlayHandle, tick: u64) {
        let (heard, end) = (shared.plays.announced_at(&handle), shared.plays.end(&handle));
        let Some(sent) = self.plays.take_back(handle.index()) else { return };
        if let Some(end_tick) = &sent.end_tick {
            end_tick.end(heard.unwrap_or(tick));
        }
        if let Some(Target::Slot(slot)) = sent.target
            && let Some(pending_say) = &self.sessions.at(slot).pending_say
        {
            let unheard = if sent.stopping { PlayEnd::Stopped } else { PlayEnd::Dropped };
            pending_say.has_ended(sent.number, end.unwrap_or(unheard), tick);
        }
        self.rooms.accounts.give_back(Counted::Plays, sent.owner);
        if let Some(gone) = self.prompts.give_up(sent.prompt) {
            self.rooms.accounts.release_prompt(gone);
        }
    }
}
