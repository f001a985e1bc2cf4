//! A card's samples, whatever their format and however many channels, to and from one channel of 16 bits. All of it
//! runs in the card's callbacks: no allocation, no lock.

use cpal::{Data, FromSample, I24, Sample, SampleFormat, SizedSample, U24};

/// Samples that are converted at a time.
const CHUNK: usize = 256;

/// The formats that are converted.
pub const FORMATS: [SampleFormat; 12] = [
    SampleFormat::I16,
    SampleFormat::F32,
    SampleFormat::I32,
    SampleFormat::I24,
    SampleFormat::U8,
    SampleFormat::U16,
    SampleFormat::I8,
    SampleFormat::U32,
    SampleFormat::U24,
    SampleFormat::F64,
    SampleFormat::I64,
    SampleFormat::U64,
];

/// Gives what the card has recorded, a channel averaged over all, to `hear`, piece by piece.
pub fn record(data: &Data, channels: usize, hear: &mut impl FnMut(&[i16])) {
    match data.sample_format() {
        SampleFormat::I8 => record_as::<i8>(data, channels, hear),
        SampleFormat::I16 => record_as::<i16>(data, channels, hear),
        SampleFormat::I24 => record_as::<I24>(data, channels, hear),
        SampleFormat::I32 => record_as::<i32>(data, channels, hear),
        SampleFormat::I64 => record_as::<i64>(data, channels, hear),
        SampleFormat::U8 => record_as::<u8>(data, channels, hear),
        SampleFormat::U16 => record_as::<u16>(data, channels, hear),
        SampleFormat::U24 => record_as::<U24>(data, channels, hear),
        SampleFormat::U32 => record_as::<u32>(data, channels, hear),
        SampleFormat::U64 => record_as::<u64>(data, channels, hear),
        SampleFormat::F32 => record_as::<f32>(data, channels, hear),
        SampleFormat::F64 => record_as::<f64>(data, channels, hear),
        _ => (),
    }
}

/// Fills what the card is to play, all channels alike, with what `say` gives, piece by piece.
pub fn play(data: &mut Data, channels: usize, say: &mut impl FnMut(&mut [i16])) {
    match data.sample_format() {
        SampleFormat::I8 => play_as::<i8>(data, channels, say),
        SampleFormat::I16 => play_as::<i16>(data, channels, say),
        SampleFormat::I24 => play_as::<I24>(data, channels, say),
        SampleFormat::I32 => play_as::<i32>(data, channels, say),
        SampleFormat::I64 => play_as::<i64>(data, channels, say),
        SampleFormat::U8 => play_as::<u8>(data, channels, say),
        SampleFormat::U16 => play_as::<u16>(data, channels, say),
        SampleFormat::U24 => play_as::<U24>(data, channels, say),
        SampleFormat::U32 => play_as::<u32>(data, channels, say),
        SampleFormat::U64 => play_as::<u64>(data, channels, say),
        SampleFormat::F32 => play_as::<f32>(data, channels, say),
        SampleFormat::F64 => play_as::<f64>(data, channels, say),
        _ => (),
    }
}

fn record_as<T: SizedSample>(data: &Data, channels: usize, hear: &mut impl FnMut(&[i16]))
where
    i16: FromSample<T>,
{
    fold(data.as_slice::<T>().unwrap_or_default(), channels, hear);
}

fn play_as<T: SizedSample + FromSample<i16>>(
    data: &mut Data,
    channels: usize,
    say: &mut impl FnMut(&mut [i16]),
) {
    spread(data.as_slice_mut::<T>().unwrap_or_default(), channels, say);
}

/// Averages channels.
fn fold<T: Copy>(samples: &[T], channels: usize, hear: &mut impl FnMut(&[i16]))
where
    i16: FromSample<T>,
{
    let channels = channels.max(1);
    let mut mono = [0_i16; CHUNK];
    for piece in samples.chunks(CHUNK * channels) {
        let mut count = 0;
        for (to, frame) in mono.iter_mut().zip(piece.chunks_exact(channels)) {
            let sum: i32 = frame.iter().map(|sample| i32::from(i16::from_sample_(*sample))).sum();
            *to = (sum / channels as i32) as i16;
            count += 1;
        }
        hear(&mono[..count]);
    }
}

/// Gives each channel the same.
fn spread<T: Copy + FromSample<i16>>(samples: &mut [T], channels: usize, say: &mut impl FnMut(&mut [i16])) {
    let channels = channels.max(1);
    let mut mono = [0_i16; CHUNK];
    for piece in samples.chunks_mut(CHUNK * channels) {
        let frames = piece.len() / channels;
        say(&mut mono[..frames]);
        for (frame, sample) in piece.chunks_exact_mut(channels).zip(mono) {
            frame.fill(sample.to_sample_());
        }
    }
}

/// `Sample` asks for more than a container has that is not a sample of its own.
trait ToSample: Copy {
    fn to_sample_<T: FromSample<Self>>(self) -> T {
        T::from_sample_(self)
    }
}

impl<S: Sample> ToSample for S {}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded<T: Copy>(samples: &[T], channels: usize) -> Vec<i16>
    where
        i16: FromSample<T>,
    {
        let mut heard = Vec::new();
        fold(samples, channels, &mut |piece| heard.extend_from_slice(piece));
        heard
    }

    #[test]
    fn formats_become_sixteen_bits() {
        assert_eq!(folded(&[0_u8, 128, 255], 1), [-32_768, 0, 32_512]);
        assert_eq!(folded(&[-1.0_f32, 0.0, 0.5], 1), [-32_768, 0, 16_384]);
        assert_eq!(folded(&[i32::MIN, 1 << 16, 5 << 16], 1), [-32_768, 1, 5]);
        assert_eq!(folded(&[100_i16, 300, -7, -9], 2), [200, -8]);
    }

    #[test]
    fn long_buffers_are_taken_whole_in_both_directions() {
        let stereo: Vec<i16> = (0..2000).map(|n| n / 2).collect();
        assert_eq!(folded(&stereo, 2), (0..1000).collect::<Vec<i16>>());
        let (mut next, mut out) = (0, vec![7_i16; 3 * 1000]);
        spread(&mut out, 3, &mut |piece| {
            piece.iter_mut().for_each(|sample| {
                *sample = next;
                next += 1;
            });
        });
        assert_eq!(out, (0..3000).map(|n| n / 3).collect::<Vec<i16>>());
        let mut floats = [0.0_f32; 2];
        spread(&mut floats, 2, &mut |piece| piece.fill(-16_384));
        assert_eq!(floats, [-0.5, -0.5]);
    }
}
