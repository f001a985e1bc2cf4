//! The rates at which hosts write and read: reading at another rate than the line's, and setting them.

use super::read::ReadInfo;
use crate::dsp::EncodedBuffer;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::state::edge::{Converting, Edge, LineSamples, ReadEdge, WriteEdge};
use crate::rt::state::reader::Reader;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::units::MAX_FRAME_SAMPLES;

/// The most samples that a frame of a line gives to the host, with those that it has not taken before.
pub const MAX_FRAME_TO_READ: usize = MAX_FRAME_SAMPLES + 8;

/// New edges of a participant. What they replace is there afterwards, so that a tick's thread never frees it.
#[derive(Debug)]
pub struct NewEdges {
    /// Sets how the host writes; `None`: as the line. Outside: as before.
    pub write: Option<Option<Box<WriteEdge>>>,
    /// Sets how the host reads; `None`: as the line. Outside: as before.
    pub read: Option<Option<Box<ReadEdge>>>,
}

impl Shared {
    /// An edge at work; `None` if its filter was never made, which the control layer does first.
    pub(super) fn converting<'a, E: Edge>(&'a self, edge: &'a mut E) -> Option<Converting<'a, E>> {
        let filter = self.edge_filters.get(edge.conversion())?;
        Some(Converting { edge, kernels: self.kernels, filter })
    }

    /// Sets the rates at which the host writes and reads. `Busy`, with nothing changed, if another thread does so just
    /// then. A side whose rate is already the one asked for goes on undisturbed. For the control layer.
    pub fn set_edges(&self, participant: ParticipantId, edges: &mut NewEdges) -> Result<(), Status> {
        let (slot, generation) = self.slot(participant)?;
        let writer = edges.write.as_ref().map(|_| slot.writer.claim().ok_or(Status::Busy)).transpose()?;
        let reader = edges.read.as_ref().map(|_| slot.reader.claim().ok_or(Status::Busy)).transpose()?;
        Shared::check_generation(slot, generation)?;
        // The claim of the writer or the reader is that of its edge, too.
        let write_edge = edges.write.as_ref().and_then(|_| slot.write_edge.claim());
        let read_edge = edges.read.as_ref().and_then(|_| slot.read_edge.claim());
        if let (Some(mut writer), Some(mut place), Some(edge)) = (writer, write_edge, &mut edges.write) {
            let current = place.as_deref().filter(|_| writer.converts);
            if current.map(Edge::conversion) != edge.as_deref().map(Edge::conversion) {
                let of_stream = current.filter(|edge| edge.is_of(writer.join));
                let media = of_stream.map_or(writer.media, |edge| edge.line_media(writer.media));
                writer.change_rate(media);
                writer.converts = edge.is_some();
                if let Some(edge) = edge {
                    **edge = WriteEdge::new(edge.conversion(), writer.join, media);
                }
                put(&mut place, edge);
            }
        }
        if let (Some(mut reader), Some(mut place), Some(edge)) = (reader, read_edge, &mut edges.read) {
            let current = place.as_deref().filter(|_| reader.converts);
            if current.map(Edge::conversion) != edge.as_deref().map(Edge::conversion) {
                reader.converts = edge.is_some();
                put(&mut place, edge);
            }
        }
        Ok(())
    }

    /// The samples of a frame at the rate at which the host writes, rounded down; at the line's if another thread writes.
    pub fn frame_to_write(&self, participant: ParticipantId) -> Result<usize, Status> {
        let (slot, generation) = self.slot(participant)?;
        let frame = self.format_of(slot).frame;
        let Some(writer) = slot.writer.claim() else { return Ok(frame) };
        Shared::check_generation(slot, generation)?;
        let edge = slot.write_edge.claim();
        let edge = edge.as_ref().and_then(|edge| edge.as_deref()).filter(|_| writer.converts);
        Ok(edge.map_or(frame, |edge| (edge.host_hz() * self.clock.frame_len.ms() / 1000) as usize))
    }

    /// How many samples the next frame of the line gives to the host, at the rate at which it reads: at most
    /// [`MAX_FRAME_TO_READ`]. Those of the line's frame if another thread reads.
    pub fn frame_to_read(&self, participant: ParticipantId) -> Result<usize, Status> {
        let (slot, generation) = self.slot(participant)?;
        let frame = self.format_of(slot).frame;
        let Some(reader) = slot.reader.claim() else { return Ok(frame) };
        Shared::check_generation(slot, generation)?;
        let edge = slot.read_edge.claim();
        let edge = edge.as_ref().and_then(|edge| edge.as_deref()).filter(|_| reader.converts);
        Ok(edge.map_or(frame, |edge| edge.output_len(frame).min(MAX_FRAME_TO_READ)))
    }

    /// Reads at the rate that was set. `None` if that is the line's.
    #[inline(never)]
    pub(super) fn read_converted(
        &self,
        slot: &Slot,
        generation: u32,
        reader: &mut Reader,
        out: &mut EncodedBuffer<'_>,
    ) -> Option<ReadInfo> {
        let mut edge = slot.read_edge.claim()?;
        let Converting { edge, kernels, filter } = self.converting(edge.as_deref_mut()?)?;
        let (mut whole, mut done) = (ReadInfo::default(), 0);
        // The samples of 20 ms at a time: at no rate are they longer than the longest frame.
        let most = (edge.host_hz() / 50) as usize;
        while done == 0 || done < out.len() {
            let left = out.len() - done;
            let (mut line, mut piece) = ([0_i16; 2 * MAX_FRAME_SAMPLES], [0_i16; MAX_FRAME_SAMPLES]);
            let piece = piece.get_mut(..left.min(most)).unwrap_or_default();
            let needed = edge.input_len(piece.len());
            let line = line.get_mut(..needed).unwrap_or_default();
            let more = edge.input_len(left).saturating_sub(needed);
            // What a read makes up, it makes up for a host that does not poll.
            let polls = reader.polls();
            let mut info = self.read_claimed(slot, generation, reader, line, more);
            let samples = LineSamples {
                samples: line,
                real: info.real,
                tick: info.tick,
                offset: info.offset,
                frame: self.format_of(slot).frame,
                polls,
            };
            let origin = edge.read(kernels, filter, &samples, piece);
            // What it hears comes from a filter of its own.
            (info.real, info.tick, info.offset, info.mix_id) = (origin.real, origin.tick, origin.offset, 0);
            out.encode(done, piece);
            whole.append(done, &info);
            done += piece.len();
            if piece.is_empty() {
                // Nothing was asked for.
                break;
            }
        }
        Some(whole)
    }
}

/// Puts a new edge in its place, in the memory that is there.
fn put<E>(place: &mut Option<Box<E>>, edge: &mut Option<Box<E>>) {
    match (place, edge) {
        (Some(place), Some(edge)) => core::mem::swap(&mut **place, &mut **edge),
        (place @ None, edge) => *place = edge.take(),
        (Some(_), None) => {}
    }
}
