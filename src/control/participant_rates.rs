//! The rates at which the host of a participant writes and reads.

use super::engine::inner::Inner;
use super::engine::lifecycle::Engine;
use super::os::memory;
use super::os::prefault::{faulted_in_box, filled};
use crate::dsp::line::resample::{Conversion, Filter};
use crate::error::Result;
use crate::handle::ParticipantId;
use crate::rt::host::edge::NewEdges;
use crate::rt::state::edge::{ReadEdge, WriteEdge};
use crate::units::SampleRate;

/// # Rates of a call
impl Engine {
    /// Sets the sample rates at which the host writes the participant's audio and reads what it hears, each direction for
    /// itself; `None` leaves one as it is. At first both are the rate of its line. They may change as often as the call's
    /// codecs do, in or out of a room: a G.711 call that is re-INVITEd to G.722 goes from 8 to 16 kHz and stays in its room.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::SampleRate;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?; // its line has 8 kHz
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.set_rates(call, Some(SampleRate::Hz16000), Some(SampleRate::Hz16000))?;
    /// let mut frame = [0; 320]; // 20 ms at 16 kHz
    /// assert_eq!(engine.write(call, &frame)?, 320);
    /// engine.tick()?;
    /// engine.read(call, &mut frame)?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// All that a write or a read has or returns is then in samples of its rate: counts, timestamps, losses, `real` and
    /// `offset`. The line keeps its rate, and with it what is detected, tapped and recorded, and the statistics. So a
    /// participant hears no more than the lower of both rates carries: make it at the highest rate that its call may come to.
    ///
    /// - The conversion takes no part in a tick. It delays by 12 samples of the lower rate, less one of the output: 1.44 ms
    ///   from 8 to 16 kHz, 1.375 ms back. At the rate of the line there is none, and no sample changes.
    /// - Any number of samples may be written and read at a time, at 22.05 kHz also in an engine with frames of 10 ms: its
    ///   frames are then 220 and 221 samples in turn.
    /// - What was written before the change is played. The filter begins after silence: for its delay the sound fades in, and
    ///   as much of the end is not heard. The same is so where packets were lost, or come in another order.
    /// - Timestamps count from any origin after a change. In RTP they count at the codec's clock, which is not its rate for
    ///   G.722 (8000): the host doubles the difference.
    /// - `mix_id` of a read is 0 while it is converted.
    ///
    /// It may allocate: at most 64 KiB for the filter of a pair of rates, which all participants share, and less than 1 KiB
    /// for the participant; both are kept.
    ///
    /// Errors: `Busy`, with nothing changed, if another thread is in a write or a read of the participant (of the direction
    /// that is set); `OutOfMemory`; `StaleHandle` and the other statuses of handles; `EngineStopped`; `Forked`.
    pub fn set_rates(
        &self,
        participant: ParticipantId,
        write: Option<SampleRate>,
        read: Option<SampleRate>,
    ) -> Result<()> {
        let inner = &*self.inner;
        inner.check_ready()?;
        let line = {
            let control = inner.lock();
            inner.format_of(control.sessions.find(participant)?).rate
        };
        // Made without the lock: a filter takes some milliseconds.
        let to_line = write.map(|rate| inner.conversion(rate, line)).transpose()?;
        let from_line = read.map(|rate| inner.conversion(line, rate)).transpose()?;
        let boxed = |to| faulted_in_box(WriteEdge::new(to, 0, 0));
        let write_edge = to_line.map(|to| to.map(boxed).transpose()).transpose()?;
        let boxed = |from| faulted_in_box(ReadEdge::new(from));
        let read_edge = from_line.map(|from| from.map(boxed).transpose()).transpose()?;
        let mut edges = NewEdges { write: write_edge, read: read_edge };
        let region_of_write = edges.write.iter().flatten().map(|edge| region(&**edge)).next();
        let region_of_read = edges.read.iter().flatten().map(|edge| region(&**edge)).next();
        let mut control = inner.lock();
        let slot = control.sessions.find(participant)?;
        inner.shared.set_edges(participant, &mut edges)?;
        // What the slot has kept is in use from now on.
        let kept_write = region_of_write.filter(|_| edges.write.iter().flatten().next().is_none());
        let kept_read = region_of_read.filter(|_| edges.read.iter().flatten().next().is_none());
        if inner.memory_locked {
            kept_write.into_iter().chain(kept_read).for_each(|region| _ = memory::lock(region));
        }
        let session = control.sessions.at_mut(slot);
        session.write_rate = write.or(session.write_rate);
        session.read_rate = read.or(session.read_rate);
        Ok(())
    }
}

/// The memory of a value.
fn region<T>(value: &T) -> (*const u8, usize) {
    (std::ptr::from_ref(value).cast(), size_of::<T>())
}

impl Inner {
    /// The conversion between two rates, whose filter is there from now on; `None` if they are the same.
    fn conversion(&self, from: SampleRate, to: SampleRate) -> Result<Option<Conversion>> {
        let Some(conversion) = Conversion::new(from.hz(), to.hz()) else { return Ok(None) };
        if let Some(place) = self.shared.edge_filters.place(conversion)
            && place.get().is_none()
            && let Some(filter) = Filter::new(conversion, filled(conversion.coefficients(), 0.0)?)
        {
            let region = filter.region();
            // If another thread has made it in the meantime, that one stays.
            if place.set(filter).is_ok() && self.memory_locked {
                memory::lock(region);
            }
        }
        Ok(Some(conversion))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::config::{EngineConfig, ParticipantConfig};
    use crate::error::Status;

    #[test]
    fn while_a_thread_writes_or_reads_its_rate_stays() {
        let engine = Engine::new(&EngineConfig::default()).unwrap();
        let call = engine.participant_new(&ParticipantConfig::default()).unwrap();
        let (narrow, wide, full) = (SampleRate::Hz8000, SampleRate::Hz16000, SampleRate::Hz48000);
        let (slot, _) = engine.inner.shared.slot(call).unwrap();
        let busy = |write, read| engine.set_rates(call, write, read).unwrap_err().status() == Status::Busy;
        let rates = || {
            let info = engine.participant_info(call).unwrap();
            let lengths = [Inner::frame_to_write, Inner::frame_to_read].map(|of| of(&engine.inner, call));
            (info.write_rate, info.read_rate, lengths)
        };
        let writer = slot.writer.claim().unwrap();
        assert!(busy(Some(wide), None) && busy(Some(wide), Some(wide)));
        engine.set_rates(call, None, Some(full)).unwrap();
        drop(writer);
        assert_eq!(rates(), (narrow, full, [160, 960]));
        let reader = slot.reader.claim().unwrap();
        assert!(busy(None, Some(wide)) && busy(Some(wide), Some(wide)));
        engine.set_rates(call, Some(wide), None).unwrap();
        drop(reader);
        assert_eq!(rates(), (wide, full, [320, 960]));
    }

    impl Inner {
        fn frame_to_write(&self, call: ParticipantId) -> usize {
            self.shared.frame_to_write(call).unwrap()
        }

        fn frame_to_read(&self, call: ParticipantId) -> usize {
            self.shared.frame_to_read(call).unwrap()
        }
    }
}
