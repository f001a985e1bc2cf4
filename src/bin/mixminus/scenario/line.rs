//! The line of a call: what it says goes through its codec and its network to the engine, and what it hears comes back.

use mixminus::{Engine, FrameLen, ParticipantId, SampleRate, Status};

use super::codec::Codec;
use super::conversion::Conversion;
use super::file::script::{Call, Dtmf};
use super::speaker::Speaker;
use crate::fail::Failure;
use crate::network::{Network, PacketCounts};

/// The line of a call.
#[derive(Debug)]
pub struct Line<'a> {
    speaker: Speaker<'a>,
    network: Network,
    codec: Codec,
    frame_len: FrameLen,
    /// The rates at which it writes and reads.
    write_rate: SampleRate,
    read_rate: SampleRate,
    /// One frame, as it hears it.
    frame: Vec<i16>,
    /// Where it reads at another rate than the line's: to the line's rate, and a frame of that.
    conversion: Option<Conversion>,
    converted: Vec<i16>,
}

impl<'a> Line<'a> {
    /// The line of a call that is about to begin.
    pub fn new(call: &'a Call, frame_len: FrameLen) -> Line<'a> {
        let form = &call.line;
        let frame = frame_len.samples(form.rate);
        Line {
            speaker: Speaker::new(form.rate, &call.voice, call.silent * frame as u64),
            network: Network::new(form.rate, frame_len, form.impairments),
            codec: Codec::new(form.encoding),
            frame_len,
            write_rate: form.rate,
            read_rate: form.rate,
            frame: vec![0; frame],
            conversion: None,
            converted: vec![0; frame],
        }
    }

    /// Takes over the rates that the engine now has for its host.
    fn follow_rates(&mut self, engine: &Engine, participant: ParticipantId) -> Result<(), Failure> {
        let info = engine.participant_info(participant)?;
        if self.write_rate != info.write_rate {
            self.write_rate = info.write_rate;
            self.speaker.set_rate(self.write_rate)?;
            self.network.set_rate(self.write_rate);
        }
        if self.read_rate != info.read_rate {
            self.read_rate = info.read_rate;
            self.frame = vec![0; self.frame_len.samples(self.read_rate)];
            self.conversion = Conversion::new(engine.simd_level(), self.read_rate, info.sample_rate);
        }
        Ok(())
    }

    /// The caller presses digits.
    pub fn press(&mut self, dtmf: &Dtmf) {
        self.speaker.press(dtmf);
    }

    /// The packets of the next ticks are lost on the way.
    pub fn lose(&mut self, ticks: u64) {
        self.network.lose(ticks * self.frame_len.samples(self.write_rate) as u64);
    }

    /// Nothing arrives for so many ticks, then all at once.
    pub fn stall(&mut self, ticks: u64) {
        self.network.stall(ticks);
    }

    /// How many packets it has sent and lost.
    pub fn packets(&self) -> PacketCounts {
        self.network.counts()
    }

    /// A tick passes: writes the packets that have arrived.
    pub fn send(&mut self, engine: &Engine, participant: ParticipantId) -> Result<(), Failure> {
        self.follow_rates(engine, participant)?;
        let Line { speaker, network, codec, .. } = self;
        for packet in network.tick(|samples| speaker.fill(samples)) {
            // Samples beyond the capacity of the ring are lost, as with a real line.
            match codec.write(engine, participant, &packet.samples, &packet.info) {
                // The line is still open, but no longer in a conference.
                Ok(_) | Err(Status::SessionExpired) => {}
                Err(status) => return Err(status.into()),
            }
        }
        Ok(())
    }

    /// What it hears in this tick, at the line's rate; a line that is not open hears silence.
    pub fn receive(&mut self, engine: &Engine, participant: Option<ParticipantId>) -> Result<&[i16], Status> {
        let Some(id) = participant else {
            self.converted.fill(0);
            return Ok(&self.converted);
        };
        self.codec.read(engine, id, &mut self.frame)?;
        match &mut self.conversion {
            None => Ok(&self.frame),
            Some(conversion) => {
                conversion.convert(&self.frame, &mut self.converted);
                Ok(&self.converted)
            }
        }
    }
}
