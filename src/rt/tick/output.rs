//! From the bus to the members' out-rings: a header, and each member's output. Members that leave are removed.

use super::feed_taps::feed_member;
use super::play_privately::{Player, play_over};
use crate::dsp::CacheLine;
use crate::rt::conversion::{ConversionSpace, LineConversion, Route};
use crate::rt::frame::{AudioFormat, FRAME_OVERLOAD, Header, MIX_SILENCE, mix_id_at, samples_mut};
use crate::rt::index::NONE;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::staging::Phase;
use crate::rt::state::bus::Bus;
use crate::rt::state::claimed_room::ClaimedRoom;
use crate::rt::state::member::Member;
use crate::rt::state::participant_state::{ParticipantState, PlaySubject, TapSource};
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::talkspurt::Talkspurt;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::worker::WorkerLog;

/// Gives every member its output, and removes members that leave.
pub fn output<const MIXED: bool>(
    room: &mut ClaimedRoom<'_>,
    bus: &Bus,
    space: &ConversionSpace,
    log: &mut WorkerLog,
) {
    let (shared, state, index, life) = (room.shared, room.state, room.index, room.room);
    let flags = if bus.has_overload { FRAME_OVERLOAD } else { 0 };
    let left_before = log.left;
    let mut player = Player { shared, state, place: index, log };
    let made = RoomMix { bus, space };
    for at in 0..room.members().len() {
        let Some(claimed) = room.member(at) else { continue };
        let (slot, participant, member) = (claimed.slot, claimed.participant, *claimed.member);
        if member.leaves {
            // If it has joined again since, that join's command removes it and carries the reason of this end. Until
            // then it is a member that neither contributes nor gets a frame.
            if let Some((reason, value)) = slot.join.end_and_value_of(participant.join) {
                participant.dtmf.leave(shared.format_of(slot).start_of(state.tick + 1) as i64);
                while let Some(value) = participant.line_in.drop_note(participant.join) {
                    let event = Event { value, ..participant.event(EventKind::MarkFlushed, state.tick) };
                    player.log.events.add(&shared.event_shares, index, Phase::Members, event);
                }
                let event = participant.left(state.tick, reason, value);
                player.log.events.add(&shared.event_shares, index, Phase::Members, event);
                leave(slot, participant);
                player.log.left += 1;
            }
            if participant.has_playback {
                player.after_leave(slot, participant);
            }
        } else if member.is_full {
            drop_frame(slot, participant, &mut player);
        } else {
            let begins = MIXED
                && member.is_converted
                && member.contribution == NONE
                && participant.conversion.as_ref().is_some_and(|line| line.begins(state.previous_tick));
            let (format, mix, mix_id) = made.of::<MIXED>(shared, slot, &member, begins);
            let in_fill = slot.tick_counts.in_fill.get() as u32 + participant.line_in.delay() as u32;
            let header = Header { tick: state.tick, join: participant.join, mix_id, flags, in_fill };
            push(slot, participant, (format, mix), header, &mut player, &made);
        }
    }
    if player.log.left != left_before {
        life.note_leaver();
    }
}

/// Takes a participant whose join has ended out of its room; from the acknowledgement on its slot may be reused.
fn leave(slot: &Slot, participant: &mut ParticipantState) {
    participant.room = NONE;
    participant.talk = Talkspurt::SILENT;
    slot.join.acknowledge(participant.join);
}

/// The mix of a room.
#[derive(Clone, Copy, Debug)]
struct RoomMix<'a> {
    bus: &'a Bus,
    space: &'a ConversionSpace,
}

/// What a member gets of it.
#[derive(Clone, Copy, Debug)]
enum Mix<'a> {
    /// The mix without its own contribution, which is in its out-ring already.
    InPlace,
    /// The common frame.
    Common(&'a [CacheLine]),
    /// The mix without its own contribution, at the room's rate.
    Own(&'a [CacheLine]),
}

impl<'a> RoomMix<'a> {
    /// What a member gets, the format of its line, and the mix id of the common frame in that format. `begins`: it does
    /// not contribute, and what it hears begins in this tick. That is converted for it alone, as if it contributed: its
    /// own voice may be in what the conversion of the common frame still holds.
    #[inline(always)]
    fn of<const MIXED: bool>(
        &self,
        shared: &'a Shared,
        slot: &Slot,
        member: &Member,
        begins: bool,
    ) -> (&'a AudioFormat, Mix<'a>, u64) {
        let (contribution, format) = (member.contribution, self.bus.format());
        match MIXED && member.is_converted {
            false if contribution == NONE => (format, Mix::Common(self.bus.common()), self.bus.mix_id),
            false => (format, Mix::InPlace, self.bus.mix_id),
            true => {
                let mix = if contribution != NONE {
                    Mix::Own(self.bus.own_mix(contribution as usize))
                } else if begins {
                    Mix::Own(self.bus.common())
                } else {
                    Mix::Common(self.space.common_at(slot.rate))
                };
                (shared.format_of(slot), mix, mix_id_at(self.bus.mix_id, slot.rate))
            }
        }
    }

    /// Converts a member's own mix to the rate of its line.
    fn convert(
        &self,
        player: &Player<'_>,
        slot: &Slot,
        conversion: Option<&mut LineConversion>,
        own: &[CacheLine],
        frame: &mut [CacheLine],
    ) {
        let (shared, state) = (player.shared, player.state);
        let route = Route::new(shared.kernels, &shared.rates, self.bus.format().index, slot.rate);
        if let (Some(conversion), Some(route)) = (conversion, route) {
            let before = self.space.before_common(slot.rate);
            conversion.hear_own(&route, (state.tick, state.previous_tick), own, before, frame);
        }
    }
}

/// Completes a member's frame and publishes it. `header` has the mix id of the common frame; the frame keeps it if
/// nothing changes it. Its taps get the output.
#[inline(always)]
fn push(
    slot: &Slot,
    participant: &mut ParticipantState,
    (format, mix): (&AudioFormat, Mix<'_>),
    header: Header,
    player: &mut Player<'_>,
    made: &RoomMix<'_>,
) {
    let shared = player.shared;
    let target = participant.target_output_gain();
    let subject = participant.has_playback.then(|| PlaySubject::of(participant, header.tick));
    let ParticipantState { line_out, playback, digit_sender, taps, identity, join, conversion, .. } =
        participant;
    let transition = &mut line_out.transition;
    let Some(mut entry) = line_out.ring.entry(format) else {
        drop_frame(slot, participant, player);
        return;
    };
    let frame = entry.frame();
    let flags = header.flags | transition.flags(|| playback.played_privately_in(player.state.previous_tick));
    let is_settled = transition.is_settled(target);
    let mut mix_id = 0;
    if transition.is_silent(target) {
        // Of its own mix nothing was made.
        frame.fill(CacheLine::ZERO);
        mix_id = if is_settled { MIX_SILENCE } else { 0 };
        if let Mix::Own(_) = mix
            && let Some(conversion) = conversion
        {
            conversion.note_missed(header.tick);
        }
    } else if let Mix::Common(common) = mix {
        frame.iter_mut().zip(common).for_each(|(to, from)| *to = *from);
        mix_id = if is_settled { header.mix_id } else { 0 };
    } else if let Mix::Own(own) = mix {
        made.convert(player, slot, conversion.as_deref_mut(), own, frame);
    }
    let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
    if !is_settled {
        transition.settle(format, samples, target);
    }
    if participant.is_sending_digits
        && let Some(sender) = digit_sender
    {
        sender.add_to(samples);
        participant.is_sending_digits = sender.is_busy();
        slot.tick_counts.digits_sent.set(sender.done());
        mix_id = 0;
    }
    // Without private playback, which no move cuts off.
    transition.end_frame(samples.last().copied().unwrap_or(0));
    if let Some(subject) = subject {
        play_over(player, slot, playback, subject, Some(samples));
        participant.has_playback = !playback.is_empty();
        mix_id = 0;
    }
    if participant.has_taps {
        let source = TapSource { taps, playback, identity: *identity, join: *join };
        let at = (TapPoint::Output, header.tick, header.flags);
        feed_member(shared, slot, source, at, Some(frame), &made.bus.unannounced);
    }
    entry.publish(Header { mix_id, flags, ..header });
}

/// The out-ring is full: the member misses this frame; digits for it wait, prompts continue. The read after the gap
/// ramps the next frame in.
fn drop_frame(slot: &Slot, participant: &mut ParticipantState, player: &mut Player<'_>) {
    slot.tick_counts.dropped.add(1);
    if let Some(conversion) = &mut participant.conversion {
        conversion.note_missed(player.state.tick);
    }
    if participant.has_playback {
        let subject = PlaySubject::of(participant, player.state.tick);
        play_over(player, slot, &mut participant.playback, subject, None);
        participant.note_playback();
    }
    let target = participant.target_output_gain();
    participant.line_out.transition.note_drop(target);
}
