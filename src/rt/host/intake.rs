//! How what a host writes comes into the ring of its line: as it is, or converted to the line's rate.

use crate::dsp::EncodedSamples;
use crate::rt::frame::AudioFormat;
use crate::rt::index::JoinNumber;
use crate::rt::state::edge::{Converting, WriteEdge};
use crate::rt::state::slot::Slot;
use crate::rt::state::writer::Writer;
use crate::rt::sync::atomics::Ordering;
use crate::units::MAX_FRAME_SAMPLES;

/// How what a host writes comes to the line. The media time of the host counts samples as it writes them.
pub trait Intake {
    /// Samples that the host writes in a second.
    fn second(&self, line: &AudioFormat) -> i64;

    /// So many samples of the host last about as long as this many of the line.
    fn line_samples(&self, samples: usize) -> usize;

    /// The stream of that join began at that media time, which is then the same for both.
    fn follow(&mut self, join: JoinNumber, media: u64);

    /// What comes at that media time does not follow what came before.
    fn start_at(&mut self, media: u64);

    /// Returns true if the line has run dry since the last call.
    fn has_run_dry(&mut self, slot: &Slot) -> bool;

    /// The line's media time.
    fn line_media(&self, media: u64) -> u64;

    /// So many of the host's samples, from that media time on, fit where `room` samples of the line do.
    fn fits(&self, media: u64, room: usize) -> usize;

    /// Puts the first `count` samples into the ring: they fit. Returns how many were taken.
    fn put(&mut self, writer: &mut Writer, slot: &Slot, samples: EncodedSamples<'_>, count: usize) -> usize;
}

/// The host writes at the line's rate.
#[derive(Debug)]
pub struct SameRate;

impl Intake for SameRate {
    #[inline(always)]
    fn second(&self, line: &AudioFormat) -> i64 {
        i64::from(line.rate.hz())
    }

    #[inline(always)]
    fn line_samples(&self, samples: usize) -> usize {
        samples
    }

    #[inline(always)]
    fn follow(&mut self, _join: JoinNumber, _media: u64) {}

    #[inline(always)]
    fn start_at(&mut self, _media: u64) {}

    #[inline(always)]
    fn has_run_dry(&mut self, _slot: &Slot) -> bool {
        false
    }

    #[inline(always)]
    fn line_media(&self, media: u64) -> u64 {
        media
    }

    #[inline(always)]
    fn fits(&self, _media: u64, room: usize) -> usize {
        room
    }

    #[inline(always)]
    fn put(&mut self, writer: &mut Writer, slot: &Slot, samples: EncodedSamples<'_>, _count: usize) -> usize {
        writer.put_encoded(slot, samples, samples.is_idle())
    }
}

/// The most samples that are converted at a time, before or after: 20 ms at 48 kHz.
const PIECE: usize = MAX_FRAME_SAMPLES;

impl Intake for Converting<'_, WriteEdge> {
    fn second(&self, _line: &AudioFormat) -> i64 {
        i64::from(self.edge.host_hz())
    }

    fn line_samples(&self, samples: usize) -> usize {
        self.edge.line_samples(samples)
    }

    fn follow(&mut self, join: JoinNumber, media: u64) {
        self.edge.follow(join, media);
    }

    fn start_at(&mut self, media: u64) {
        self.edge.start_at(media);
    }

    fn has_run_dry(&mut self, slot: &Slot) -> bool {
        self.edge.has_run_dry(slot.tick_counts.underruns.get())
    }

    fn line_media(&self, media: u64) -> u64 {
        self.edge.line_media(media)
    }

    fn fits(&self, media: u64, room: usize) -> usize {
        self.edge.fits(media, room)
    }

    fn put(&mut self, writer: &mut Writer, slot: &Slot, samples: EncodedSamples<'_>, count: usize) -> usize {
        let is_idle = samples.is_idle();
        let most = self.edge.most_in(PIECE);
        let mut taken = 0;
        while taken < count {
            let (mut piece, mut converted) = ([0_i16; PIECE], [0_i16; PIECE]);
            let piece = piece.get_mut(..(count - taken).min(most)).unwrap_or_default();
            samples.tail(taken).decode(piece, is_idle);
            let written = self.edge.convert(self.kernels, self.filter, piece, &mut converted);
            writer.put(slot, converted.get(..written).unwrap_or_default());
            taken += piece.len();
        }
        taken
    }
}

impl Writer {
    /// Writes samples to the ring, as many as fit: linear ones as they are, others as they are decoded, piece by piece.
    fn put_encoded(&mut self, slot: &Slot, samples: EncodedSamples<'_>, is_idle: bool) -> usize {
        if let EncodedSamples::S16(samples) = samples {
            return self.put(slot, samples);
        }
        let mut taken = 0;
        while taken < samples.len() {
            let mut piece = [0_i16; 256];
            let piece = piece.get_mut(..(samples.len() - taken).min(256)).unwrap_or_default();
            samples.tail(taken).decode(piece, is_idle);
            let put = self.put(slot, piece);
            taken += put;
            if put < piece.len() {
                break;
            }
        }
        taken
    }

    /// Writes samples to the ring, as many as fit.
    fn put(&mut self, slot: &Slot, samples: &[i16]) -> usize {
        let (taken, _) = self.ring.push_partial_slice(samples);
        let position = slot.position.load(Ordering::Relaxed) + taken.len() as u64;
        slot.position.store(position, Ordering::Release);
        taken.len()
    }
}
