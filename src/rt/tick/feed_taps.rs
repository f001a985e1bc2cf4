//! Taps get the frames at their points in the signal path.

use crate::dsp::CacheLine;
use crate::rt::frame::{AudioFormat, FRAME_OVERLOAD, Header, samples};
use crate::rt::index::NONE;
use crate::rt::state::bus::Bus;
use crate::rt::state::claimed_room::ClaimedRoom;
use crate::rt::state::participant_state::TapSource;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::tap::{TAP_SILENT, TapPoint, TapState, tap_header};
use crate::rt::state::unannounced::Unannounced;

/// Gives the room's taps its mix. A tap for a recording that is announced gets a mix without the members to which it
/// was not announced yet. No tap gets the sound for a member that is alone. If mixes differ, the outputs hold nothing
/// useful afterwards.
#[cold]
#[inline(never)]
pub fn feed_room(room: &mut ClaimedRoom<'_>, bus: &mut Bus) {
    let (shared, tick, id) = (room.shared, room.state.tick, room.room.id);
    let differs = bus.differs_for_taps();
    let (mut mixed, mut overload) = (None, bus.has_overload);
    let Some(mut at) = room.work().map(|work| work.taps.first()) else { return };
    loop {
        let found = room.work().and_then(|work| work.taps.at(&shared.taps, at));
        let Some((_, TapState { recording, .. }, _)) = found else { return };
        let recording = *recording;
        if differs && mixed != Some(recording) {
            overload = mix_without(room, bus, recording);
            mixed = Some(recording);
        }
        let Some((cell, tap, next)) = room.work().and_then(|work| work.taps.at(&shared.taps, at)) else {
            return;
        };
        let flags = if overload { FRAME_OVERLOAD } else { 0 };
        let header = tap_header(tick, 0, id, flags);
        let (header, frame) = whole_or_silent(bus.format(), header, Some(bus.common()));
        cell.put(tap, bus.format().entry_lines(), header, frame);
        at = next;
    }
}

/// Mixes the room's contributions, without the members to which `recording` was not announced yet. Returns true if the
/// sum exceeded 16 bits.
fn mix_without(room: &mut ClaimedRoom<'_>, bus: &mut Bus, recording: u64) -> bool {
    let shared = room.shared;
    if recording == 0 {
        return bus.mix_of_room(shared.kernels);
    }
    for at in 0..room.members().len() {
        let Some(claimed) = room.member(at) else { continue };
        let mut is_unannounced = false;
        if claimed.member.contribution != NONE {
            let note = |unannounced| is_unannounced |= unannounced == recording;
            claimed.participant.playback.unannounced_recordings(
                &shared.plays,
                &claimed.slot.read_counts,
                note,
            );
        }
        claimed.member.is_left_out = is_unannounced;
    }
    let left_out = room.members().iter().filter(|member| member.is_left_out).rev();
    bus.mix_without(shared.kernels, left_out.map(|member| member.contribution as usize))
}

/// What a tap gets of a frame: the frame, or, if that has no sample but zeros, a header that says so.
fn whole_or_silent<'a>(
    format: &AudioFormat,
    header: Header,
    frame: Option<&'a [CacheLine]>,
) -> (Header, &'a [CacheLine]) {
    let speaks = |frame: &&[CacheLine]| samples(frame).iter().take(format.frame).any(|sample| *sample != 0);
    frame.filter(speaks).map_or_else(|| silent(header), |frame| (header, frame))
}

/// What a tap gets of a silent frame.
fn silent(header: Header) -> (Header, &'static [CacheLine]) {
    (Header { flags: header.flags | TAP_SILENT, ..header }, &[])
}

/// Gives a frame of a member to its taps at that point, in that tick, with those flags; `None`: silence. A tap for a
/// recording that was not announced yet to the member, or that is one of `others`, gets silence.
#[cold]
#[inline(never)]
pub fn feed_member(
    shared: &Shared,
    slot: &Slot,
    source: TapSource<'_>,
    (point, tick, flags): (TapPoint, u64, u32),
    frame: Option<&[CacheLine]>,
    others: &Unannounced,
) {
    let TapSource { taps, playback, identity, join } = source;
    let format = shared.format_of(slot);
    let mut withheld = *others;
    playback.unannounced_recordings(&shared.plays, &slot.read_counts, |recording| withheld.add(recording));
    let header = tap_header(tick, join, identity.room, flags);
    let mut given: Option<(Header, &[CacheLine])> = None;
    let mut at = taps.first();
    while let Some((cell, tap, next)) = taps.at(&shared.taps, at) {
        at = next;
        if tap.point != point || tap.target != identity.participant.0 {
            continue;
        }
        let whole = *given.get_or_insert_with(|| whole_or_silent(format, header, frame));
        let is_withheld = tap.recording != 0 && withheld.has(tap.recording);
        let (header, frame) = if is_withheld { silent(header) } else { whole };
        cell.put(tap, format.entry_lines(), header, frame);
    }
}
