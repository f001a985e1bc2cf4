//! The lines of calls, as a scenario's file says them: rates, encodings, impairments.

use std::ops::RangeInclusive;

use mixminus::{PROMPT_RATES_HZ, SampleRate, resample};
use toml::Spanned;

use super::check::Checker;
use super::script::{Encoding, HostRates, LineForm};
use super::{Mistake, Sound, form};
use crate::network::impairments::{
    self, BURST, Impairments, JITTER_MS, LOSS_PERCENT, MAX_DRIFT_PPM, PACKET_MS,
};

/// Seeds of calls that name none.
const SEED: u32 = 1;

impl Checker<'_> {
    /// One of the rates.
    pub(super) fn known_rate(&self, name: &str, rate: &Spanned<u32>) -> Result<SampleRate, Mistake> {
        SampleRate::from_hz(*rate.get_ref())
            .map_err(|error| self.fail(rate, error.detail().unwrap_or("").replace("sample_rate_hz", name)))
    }

    /// A rate whose frames are whole; without one, the engine's.
    pub(super) fn rate_or_usual(&self, rate: &Option<Spanned<u32>>) -> Result<SampleRate, Mistake> {
        rate.as_ref().map_or(Ok(self.rate), |rate| self.whole_rate("rate", rate))
    }

    /// A rate whose frames are whole.
    fn whole_rate(&self, name: &str, place: &Spanned<u32>) -> Result<SampleRate, Mistake> {
        let rate = self.known_rate(name, place)?;
        if rate.has_whole_frames(self.frame_len) {
            return Ok(rate);
        }
        let (hz, ms) = (rate.hz(), self.frame_len.ms());
        let message = format!("{name}: {hz} needs frame_ms = 20: {ms} ms are no whole number of samples");
        Err(self.fail(place, message))
    }

    /// The rate at which a host writes. `packet_ms`: the length of its packets, if the file says it.
    pub(super) fn write_rate(
        &self,
        place: &Spanned<u32>,
        packet_ms: Option<u32>,
    ) -> Result<HostRates, Mistake> {
        let rate = self.whole_rate("write_rate", place)?;
        let hz = rate.hz();
        match packet_ms.filter(|ms| !impairments::are_whole(*ms, hz)) {
            None => Ok(HostRates { write: Some(rate), read: None }),
            Some(ms) => {
                let message = format!(
                    "write_rate: {hz}, at which packet_ms of the call, {ms}, is no whole number of samples"
                );
                Err(self.fail(place, message))
            }
        }
    }

    /// The rate at which a host reads.
    pub(super) fn read_rate(&self, place: &Spanned<u32>) -> Result<HostRates, Mistake> {
        Ok(HostRates { write: None, read: Some(self.whole_rate("read_rate", place)?) })
    }

    /// The line of a call.
    pub(super) fn line(&self, call: &form::Call) -> Result<LineForm, Mistake> {
        let rate = self.rate_or_usual(&call.rate)?;
        let encoding = call.encoding.as_ref().map_or(Ok(Encoding::S16), |name| self.encoding(name))?;
        let impairments =
            call.impairments.as_ref().map(|impairments| self.impairments(impairments, rate)).transpose()?;
        Ok(LineForm { rate, encoding, impairments })
    }

    fn encoding(&self, name: &Spanned<String>) -> Result<Encoding, Mistake> {
        match name.get_ref().as_str() {
            "s16" => Ok(Encoding::S16),
            "f32" => Ok(Encoding::F32),
            "mulaw" => Ok(Encoding::MuLaw),
            "alaw" => Ok(Encoding::ALaw),
            other => Err(self.fail(name, format!("encoding: {other:?}, must be s16, f32, mulaw or alaw"))),
        }
    }

    fn impairments(&self, form: &form::Impairments, rate: SampleRate) -> Result<Impairments, Mistake> {
        let loss = self.fraction("loss_percent", &form.loss_percent, LOSS_PERCENT)?;
        let burst = self.fraction("burst", &form.burst, BURST)?;
        let drift = self.fraction("drift_ppm", &form.drift_ppm, -MAX_DRIFT_PPM..=MAX_DRIFT_PPM)?;
        let packet_ms = self.number(
            "packet_ms",
            &form.packet_ms,
            self.frame_len.ms(),
            *PACKET_MS.start(),
            *PACKET_MS.end(),
        )?;
        if let Some(place) = &form.packet_ms {
            let hz = rate.hz();
            if !impairments::are_whole(packet_ms, hz) {
                let message = format!(
                    "packet_ms: {packet_ms}, must be a whole number of samples at the line's rate, {hz} Hz"
                );
                return Err(self.fail(place, message));
            }
        }
        Ok(Impairments {
            seed: self.number("seed", &form.seed, SEED, 0, u32::MAX)?,
            jitter_ms: self.number("jitter_ms", &form.jitter_ms, 0, *JITTER_MS.start(), *JITTER_MS.end())?,
            reorder: form.reorder,
            loss_ppb: impairments::loss_ppb(loss.unwrap_or(0.0)),
            burst_thousandths: burst.map(impairments::burst_thousandths),
            drift_ppb: impairments::drift_ppb(drift.unwrap_or(0.0)),
            dtx: form.dtx,
            packet_ms,
        })
    }

    fn fraction(
        &self,
        name: &str,
        value: &Option<Spanned<f64>>,
        range: RangeInclusive<f64>,
    ) -> Result<Option<f64>, Mistake> {
        match value {
            Some(place) if !range.contains(place.get_ref()) => {
                let (low, high) = range.into_inner();
                Err(self.fail(place, format!("{name}: {}, must be {low} to {high}", place.get_ref())))
            }
            value => Ok(value.as_ref().map(|place| *place.get_ref())),
        }
    }

    /// What a voice says on a line of that rate.
    pub(super) fn voice(
        &self,
        place: &Spanned<String>,
        sound: Sound,
        rate: SampleRate,
    ) -> Result<Vec<i16>, Mistake> {
        let (file, [low, high]) = (place.get_ref(), PROMPT_RATES_HZ);
        if !(low..=high).contains(&sound.rate_hz) {
            let message = format!("{file}: is at {} Hz, must be {low} to {high}", sound.rate_hz);
            return Err(self.fail(place, message));
        }
        if sound.rate_hz == rate.hz() {
            return Ok(sound.samples);
        }
        resample(&sound.samples, sound.rate_hz, rate.hz())
            .map_err(|error| self.fail(place, format!("{file}: {error}")))
    }
}
