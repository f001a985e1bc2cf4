//! A line's encoding: what goes to the engine and comes from it is encoded as on the wire.

use mixminus::{EncodedBuffer, EncodedSamples, Engine, ParticipantId, Status, WriteInfo};

use super::file::script::Encoding;

/// Encodes and decodes for one line.
#[derive(Debug)]
pub struct Codec {
    encoding: Encoding,
    floats: Vec<f32>,
    bytes: Vec<u8>,
}

impl Codec {
    /// A codec of that encoding.
    pub fn new(encoding: Encoding) -> Codec {
        Codec { encoding, floats: Vec::new(), bytes: Vec::new() }
    }

    /// Writes a packet.
    pub fn write(
        &mut self,
        engine: &Engine,
        id: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> Result<usize, Status> {
        self.resize(samples.len());
        let Codec { encoding, floats, bytes } = self;
        let encoded = match encoding {
            Encoding::S16 => EncodedSamples::S16(samples),
            Encoding::F32 => {
                EncodedBuffer::F32(floats).encode(0, samples);
                EncodedSamples::F32(floats)
            }
            Encoding::MuLaw => {
                EncodedBuffer::MuLaw(bytes).encode(0, samples);
                EncodedSamples::MuLaw(bytes)
            }
            Encoding::ALaw => {
                EncodedBuffer::ALaw(bytes).encode(0, samples);
                EncodedSamples::ALaw(bytes)
            }
        };
        engine.write_encoded(id, encoded, info)
    }

    /// Reads what the line hears.
    pub fn read(&mut self, engine: &Engine, id: ParticipantId, samples: &mut [i16]) -> Result<(), Status> {
        self.resize(samples.len());
        let Codec { encoding, floats, bytes } = self;
        let encoded = match encoding {
            Encoding::S16 => return engine.read(id, samples).map(|_| ()),
            Encoding::F32 => {
                engine.read_encoded(id, &mut EncodedBuffer::F32(floats))?;
                EncodedSamples::F32(floats)
            }
            Encoding::MuLaw => {
                engine.read_encoded(id, &mut EncodedBuffer::MuLaw(bytes))?;
                EncodedSamples::MuLaw(bytes)
            }
            Encoding::ALaw => {
                engine.read_encoded(id, &mut EncodedBuffer::ALaw(bytes))?;
                EncodedSamples::ALaw(bytes)
            }
        };
        encoded.decode(samples, encoded.is_idle());
        Ok(())
    }

    fn resize(&mut self, samples: usize) {
        self.floats.resize(samples, 0.0);
        self.bytes.resize(samples, 0);
    }
}
