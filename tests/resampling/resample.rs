//! Resamples raw 16-bit samples from standard input to standard output, frame by frame: what `measure.py` measures.
//!
//! `resample FROM_HZ TO_HZ [FRAME_MS]`, or `resample drift PPB`.

use std::error::Error;
use std::io::{Read, Write};

use mixminus::dsp::line::resample::{Conversion, DriftFilter, DriftRatio, DriftResampler, Filter, Resampler};
use mixminus::dsp::{Kernels, SimdLevel};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let kernels = Kernels::for_level(SimdLevel::best()).ok_or("no kernels")?;
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let input: Vec<i16> = bytes.as_chunks::<2>().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect();
    let output = match &arguments[..] {
        [drift, ppb] if drift == "drift" => drifting(kernels, &input, DriftRatio::from_ppb(ppb.parse()?))?,
        [from, to, rest @ ..] => {
            let conversion = Conversion::new(from.parse()?, to.parse()?).ok_or("no such conversion")?;
            let frame_ms: u32 = rest.first().map_or(Ok(20), |ms| ms.parse())?;
            converted(kernels, &input, conversion, frame_ms)?
        }
        _ => return Err("usage: resample FROM_HZ TO_HZ [FRAME_MS] | resample drift PPB".into()),
    };
    let bytes: Vec<u8> = output.into_iter().flat_map(i16::to_le_bytes).collect();
    std::io::stdout().write_all(&bytes)?;
    Ok(())
}

fn converted(
    kernels: &Kernels,
    input: &[i16],
    conversion: Conversion,
    frame_ms: u32,
) -> Result<Vec<i16>, &'static str> {
    let filter = Filter::new(conversion, vec![0.0; conversion.coefficients()].into()).ok_or("no filter")?;
    let mut resampler = Resampler::new(conversion);
    let mut output = Vec::new();
    for frame in input.chunks((conversion.from_hz() * frame_ms / 1_000) as usize) {
        let mut samples = vec![0; resampler.output_len(conversion, frame.len())];
        let progress = resampler.process(kernels, &filter, frame, &mut samples);
        if (progress.consumed, progress.written) != (frame.len(), samples.len()) {
            return Err("output_len is not what process writes");
        }
        output.extend(samples);
    }
    Ok(output)
}

fn drifting(kernels: &Kernels, input: &[i16], ratio: DriftRatio) -> Result<Vec<i16>, &'static str> {
    let filter = DriftFilter::new(vec![0.0; DriftFilter::COEFFICIENTS].into()).ok_or("no filter")?;
    let mut resampler = DriftResampler::new();
    let (mut output, mut rest) = (Vec::new(), input);
    loop {
        let mut frame = [0; 160];
        let progress = resampler.process(kernels, &filter, ratio, rest, &mut frame);
        output.extend(&frame[..progress.written]);
        rest = &rest[progress.consumed..];
        if progress.written < frame.len() {
            return Ok(output);
        }
    }
}
