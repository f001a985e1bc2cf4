//! Resamples raw 16-bit samples from standard input to standard output, frame by frame: what `measure.py` measures.
//!
//! `resample FROM_HZ TO_HZ [FRAME_MS]`, or `resample drift PPB`. `resample time` prints how many microseconds 100 lines take per frame
//! of 20 ms, for each SIMD level of the machine.

use std::error::Error;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use mixminus::dsp::line::resample::{Conversion, DriftFilter, DriftRatio, DriftResampler, Filter, Resampler};
use mixminus::dsp::{Kernels, SimdLevel};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let kernels = Kernels::for_level(SimdLevel::best()).ok_or("no kernels")?;
    if arguments == ["time"] {
        return time();
    }
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

/// The least time of 1,000 frames, of 100 lines each with noise of its own.
fn time() -> Result<(), Box<dyn Error>> {
    const LINES: usize = 100;
    let mut state = 1_u64;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 50) as i16 - 8_192
    });
    let noise: Vec<i16> = noise.take(LINES * 960).collect();
    let levels: Vec<_> = SimdLevel::ALL.into_iter().filter_map(Kernels::for_level).collect();
    let names: String = levels.iter().map(|kernels| format!("{:>9}", kernels.level().name())).collect();
    println!("    from      to{names}   us");
    for (from, to) in [
        (8_000, 16_000),
        (16_000, 8_000),
        (8_000, 24_000),
        (24_000, 8_000),
        (8_000, 48_000),
        (48_000, 8_000),
        (16_000, 48_000),
        (48_000, 16_000),
        (44_100, 48_000),
        (48_000, 44_100),
        (22_050, 16_000),
        (8_000, 44_100),
        (44_100, 8_000),
    ] {
        let conversion = Conversion::new(from, to).ok_or("no such conversion")?;
        let filter =
            Filter::new(conversion, vec![0.0; conversion.coefficients()].into()).ok_or("no filter")?;
        print!("{from:8}{to:8}");
        for kernels in &levels {
            let mut lines = [Resampler::new(conversion); LINES];
            let mut output = vec![0; LINES * to as usize / 50];
            print!(
                "{:9.1}",
                least_us(|| {
                    let frames =
                        noise.chunks_exact(from as usize / 50).zip(output.chunks_exact_mut(to as usize / 50));
                    for (line, (input, output)) in lines.iter_mut().zip(frames) {
                        line.process(kernels, &filter, input, output);
                    }
                })
            );
        }
        println!();
    }
    let filter = DriftFilter::new(vec![0.0; DriftFilter::COEFFICIENTS].into()).ok_or("no filter")?;
    for rate in [8_000, 48_000] {
        print!("{:>8}{rate:8}", "drift");
        for kernels in &levels {
            let mut lines = [DriftResampler::new(); LINES];
            let mut output = vec![0; LINES * rate / 50];
            let input = &noise[..rate / 50 + 2];
            print!(
                "{:9.1}",
                least_us(|| {
                    for (line, output) in lines.iter_mut().zip(output.chunks_exact_mut(rate / 50)) {
                        line.process(kernels, &filter, DriftRatio::from_ppb(300_000), input, output);
                    }
                })
            );
        }
        println!();
    }
    println!("state: {} bytes, drift {} bytes", size_of::<Resampler>(), size_of::<DriftResampler>());
    Ok(())
}

fn least_us(mut frame: impl FnMut()) -> f64 {
    let timed = |_| {
        let start = Instant::now();
        frame();
        start.elapsed()
    };
    (0..1_000).map(timed).min().unwrap_or(Duration::ZERO).as_secs_f64() * 1e6
}
