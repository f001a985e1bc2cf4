//! Which sound cards there are, and which are used.

use std::fmt::Write as _;

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{
    ALL_HOSTS, BufferSize, Device, ErrorKind, Host, HostId, SampleFormat, StreamConfig, SupportedBufferSize,
    SupportedStreamConfigRange,
};
use mixminus::SampleRate;

use super::formats::FORMATS;
use super::{Args, INSTEAD};
use crate::fail::Failure;
use crate::printable::printable;

/// The sound system that is tried first.
const FIRST: &str = "PulseAudio";

/// Rates, the best first. Not 22,050 Hz, which has no whole [frames](super::args::FRAME).
const RATES: [SampleRate; 7] = [
    SampleRate::Hz48000,
    SampleRate::Hz44100,
    SampleRate::Hz16000,
    SampleRate::Hz32000,
    SampleRate::Hz24000,
    SampleRate::Hz12000,
    SampleRate::Hz8000,
];

/// How a device is opened.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Rate, channels, and how much at a time.
    pub config: StreamConfig,
    /// Its samples.
    pub format: SampleFormat,
}

/// A direction of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A microphone.
    In,
    /// Loudspeakers.
    Out,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Way::In => "microphone",
            Way::Out => "loudspeakers",
        }
    }
}

/// A device's name.
pub fn name(device: &Device) -> String {
    let id = device.id().map(|id| id.to_string()).unwrap_or_default();
    match device.description() {
        Ok(description) if description.name() != id => printable(format!("{id} ({})", description.name())),
        _ => printable(id),
    }
}

/// The sound system.
pub fn host(args: &Args) -> Result<Host, Failure> {
    let ids = cpal::available_hosts();
    if let Some(wanted) = &args.host {
        let is_wanted = |id: &&HostId| id.name().eq_ignore_ascii_case(wanted);
        let id = ids.iter().find(is_wanted).ok_or_else(|| match ALL_HOSTS.iter().find(is_wanted) {
            Some(id) => missing(&format!("{} does not answer", id.name())),
            None => {
                let names: Vec<&str> = ALL_HOSTS.iter().map(HostId::name).collect();
                Failure::Usage(format!("--host {wanted}: must be one of {}", names.join(", ")))
            }
        })?;
        return cpal::host_from_id(*id)
            .map_err(|error| missing(&format!("{} does not answer: {error}", id.name())));
    }
    let first = ids.iter().find(|id| id.name() == FIRST).and_then(|id| cpal::host_from_id(*id).ok());
    Ok(first.unwrap_or_else(cpal::default_host))
}

/// There is no sound card: what to do about it.
fn missing(what: &str) -> Failure {
    let packages = if cfg!(target_os = "linux") {
        "; a sound server has to run (Debian and Ubuntu: the packages pulseaudio or pipewire-pulse, and \
         `pulseaudio --start`), or ALSA must know a card (alsa-utils: `aplay -l`)"
    } else {
        ""
    };
    Failure::Run(format!("no sound card: {what}{packages}; {INSTEAD}"))
}

/// The device of that name, or the system's.
pub fn device(host: &Host, wanted: Option<&str>, way: Way) -> Result<Device, Failure> {
    let Some(wanted) = wanted else {
        let default = if way == Way::In { host.default_input_device() } else { host.default_output_device() };
        return default.ok_or_else(|| missing(&format!("{} has no {}", host.id().name(), way.name())));
    };
    let devices = host.devices().map_err(|error| missing(&error.to_string()))?;
    let fits =
        |device: &Device| if way == Way::In { device.supports_input() } else { device.supports_output() };
    let known: Vec<Device> = devices.filter(fits).collect();
    let lower = wanted.to_lowercase();
    known.iter().find(|device| name(device).to_lowercase().contains(&lower)).cloned().ok_or_else(|| {
        let names: Vec<String> = known.iter().map(name).collect();
        Failure::Run(format!("no {} is called {wanted}; there are: {}", way.name(), names.join(", ")))
    })
}

fn ranges(device: &Device, way: Way) -> Result<Vec<SupportedStreamConfigRange>, cpal::Error> {
    Ok(match way {
        Way::In => device.supported_input_configs()?.collect(),
        Way::Out => device.supported_output_configs()?.collect(),
    })
}

/// How a device is opened at that rate; `None`: it does not have it. Few channels are best, then 16 bits.
pub fn choose(device: &Device, way: Way, rate: SampleRate) -> Result<Option<Choice>, Failure> {
    let all = ranges(device, way).map_err(|error| {
        let what = format!("{}: {error}", name(device));
        // A system's default may be a name behind which there is nothing.
        let nothing = matches!(error.kind(), ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable);
        if nothing { missing(&what) } else { Failure::Run(what) }
    })?;
    let place = |format| FORMATS.iter().position(|known| *known == format);
    let fits = |range: &&SupportedStreamConfigRange| {
        (range.min_sample_rate()..=range.max_sample_rate()).contains(&rate.hz())
            && place(range.sample_format()).is_some()
    };
    let best = all.iter().filter(fits).min_by_key(|range| (range.channels(), place(range.sample_format())));
    Ok(best.map(|range| {
        // 20 ms at a time.
        let buffer_size = match *range.buffer_size() {
            SupportedBufferSize::Range { min, max } if min <= max => {
                BufferSize::Fixed((rate.hz() / 50).clamp(min, max))
            }
            _ => BufferSize::Default,
        };
        let config = StreamConfig { channels: range.channels(), sample_rate: rate.hz(), buffer_size };
        Choice { config, format: range.sample_format() }
    }))
}

/// The rate that both have.
pub fn common_rate(
    wanted: Option<SampleRate>,
    input: &Device,
    output: &Device,
) -> Result<SampleRate, Failure> {
    let candidates = wanted.map_or(RATES.to_vec(), |rate| vec![rate]);
    for rate in &candidates {
        if choose(input, Way::In, *rate)?.is_some() && choose(output, Way::Out, *rate)?.is_some() {
            return Ok(*rate);
        }
    }
    let names: Vec<String> = candidates.iter().map(|rate| rate.hz().to_string()).collect();
    Err(Failure::Run(format!(
        "{} and {} have no rate in common among {} Hz; try other devices (--list, --input, --output)",
        name(input),
        name(output),
        names.join(", ")
    )))
}

/// All that there is, a line each.
pub fn list() -> String {
    let mut text = String::new();
    for id in cpal::available_hosts() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", id.name());
        let Ok(host) = cpal::host_from_id(id) else {
            text.push_str("  does not answer\n");
            continue;
        };
        let defaults = [host.default_input_device(), host.default_output_device()]
            .map(|device| device.and_then(|device| device.id().ok()));
        for device in host.devices().into_iter().flatten() {
            let ways = [(device.supports_input(), Way::In), (device.supports_output(), Way::Out)];
            for ((_, way), default) in ways.into_iter().zip(&defaults).filter(|((has, _), _)| *has) {
                let mark =
                    if default.is_some() && device.id().ok() == *default { ", the default" } else { "" };
                let _ = writeln!(text, "  {}: {}{mark}", way.name(), name(&device));
            }
        }
    }
    if text.is_empty() { format!("no sound system; {INSTEAD}\n") } else { text }
}
