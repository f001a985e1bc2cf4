//! What `--impair` says: impairments in the words of scenarios, the same for every caller but for seed and clock.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use mixminus::{FrameLen, SampleRate};
use serde_json::{Value, json};

use crate::network::impairments::{
    self, BURST, Impairments, JITTER_MS, LOSS_PERCENT, MAX_DRIFT_PPM, PACKET_MS,
};
use crate::random::Random;

/// What a bare `--impair` stands for.
pub const USUAL: &str = "jitter_ms=40,reorder,loss_percent=2,drift_ppm=300";

/// The impairments of all callers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impair {
    jitter_ms: u32,
    reorder: bool,
    loss_percent: f64,
    burst: Option<f64>,
    /// Senders' clocks lie evenly within ± this.
    drift_ppm: f64,
    dtx: bool,
    /// `None`: the length of a tick.
    packet_ms: Option<u32>,
}

impl Impair {
    /// None.
    const NONE: Impair = Impair {
        jitter_ms: 0,
        reorder: false,
        loss_percent: 0.0,
        burst: None,
        drift_ppm: 0.0,
        dtx: false,
        packet_ms: None,
    };

    /// Why packets cannot be of the length that it asks for, at that rate.
    pub fn refusal(&self, rate: SampleRate) -> Option<String> {
        let (ms, hz) = (self.packet_ms?, rate.hz());
        let is_whole = impairments::are_whole(ms, hz);
        (!is_whole).then(|| format!("--impair packet_ms={ms}: no whole number of samples at {hz} Hz"))
    }

    /// The length of a packet, milliseconds.
    pub fn packet_ms(&self, frame_len: FrameLen) -> u32 {
        self.packet_ms.unwrap_or(frame_len.ms())
    }

    /// The longest reserve that a jitter buffer needs, milliseconds: until a packet is complete, until it arrives, and
    /// until the next tick. At most `most`.
    pub fn reserve_ms(&self, frame_len: FrameLen, most: u32) -> u32 {
        (self.packet_ms(frame_len) + self.jitter_ms + frame_len.ms()).min(most)
    }

    /// The impairments of one line, with its own seed and clock.
    pub fn of_line(&self, frame_len: FrameLen, random: &mut Random) -> Impairments {
        let most_ppb = impairments::drift_ppb(self.drift_ppm);
        let seed = random.next() as u32;
        let spread = random.below(2 * most_ppb.unsigned_abs() as u64 + 1) as i32;
        Impairments {
            seed,
            jitter_ms: self.jitter_ms,
            reorder: self.reorder,
            loss_ppb: impairments::loss_ppb(self.loss_percent),
            burst_thousandths: self.burst.map(impairments::burst_thousandths),
            drift_ppb: spread - most_ppb,
            dtx: self.dtx,
            packet_ms: self.packet_ms(frame_len),
        }
    }

    /// As JSON.
    pub fn json(&self, frame_len: FrameLen) -> Value {
        json!({
            "jitter_ms": self.jitter_ms,
            "reorder": self.reorder,
            "loss_percent": self.loss_percent,
            "burst": self.burst,
            "drift_ppm": self.drift_ppm,
            "dtx": self.dtx,
            "packet_ms": self.packet_ms(frame_len),
        })
    }
}

impl fmt::Display for Impair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Impair { jitter_ms, reorder, loss_percent, burst, drift_ppm, dtx, packet_ms } = self;
        write!(f, "jitter {jitter_ms} ms")?;
        f.write_str(if *reorder { " with reordering" } else { "" })?;
        write!(f, ", loss {loss_percent} %")?;
        burst.map_or(Ok(()), |burst| write!(f, " in bursts of {burst}"))?;
        write!(f, ", clocks ±{drift_ppm} ppm")?;
        f.write_str(if *dtx { ", DTX" } else { "" })?;
        packet_ms.map_or(Ok(()), |ms| write!(f, ", packets of {ms} ms"))
    }
}

impl FromStr for Impair {
    type Err = String;

    /// A list as `jitter_ms=40,reorder`: what it does not name is absent.
    fn from_str(list: &str) -> Result<Impair, String> {
        let mut impair = Impair::NONE;
        let mut seen = Vec::new();
        for item in list.split(',') {
            let (word, value) =
                item.split_once('=').map_or((item, None), |(word, value)| (word, Some(value)));
            if seen.contains(&word) {
                return Err(format!("{word}: given twice"));
            }
            seen.push(word);
            match word {
                "jitter_ms" => impair.jitter_ms = number(word, value, JITTER_MS)?,
                "reorder" => impair.reorder = flag(word, value)?,
                "loss_percent" => impair.loss_percent = number(word, value, LOSS_PERCENT)?,
                "burst" => impair.burst = Some(number(word, value, BURST)?),
                "drift_ppm" => impair.drift_ppm = number(word, value, 0.0..=MAX_DRIFT_PPM)?,
                "dtx" => impair.dtx = flag(word, value)?,
                "packet_ms" => impair.packet_ms = Some(number(word, value, PACKET_MS)?),
                _ => {
                    return Err(format!(
                        "{word:?}, must be jitter_ms, reorder, loss_percent, burst, drift_ppm, dtx or packet_ms"
                    ));
                }
            }
        }
        if impair.reorder && impair.jitter_ms == 0 {
            return Err("reorder: needs jitter_ms, without which no packet overtakes another".into());
        }
        if impair.burst.is_some() && impair.loss_percent == 0.0 {
            return Err("burst: needs loss_percent".into());
        }
        Ok(impair)
    }
}

/// A number within its range.
fn number<T: FromStr + PartialOrd + fmt::Display>(
    word: &str,
    value: Option<&str>,
    range: RangeInclusive<T>,
) -> Result<T, String> {
    let (low, high) = (range.start(), range.end());
    let Some(value) = value else { return Err(format!("{word}: needs a value, {low} to {high}")) };
    match value.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!("{word}: {value:?}, must be {low} to {high}")),
    }
}

/// A word without a value.
fn flag(word: &str, value: Option<&str>) -> Result<bool, String> {
    value.map_or(Ok(true), |value| Err(format!("{word}: takes no value, not {value:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_what_is_impaired_and_nothing_else() {
        let usual: Impair = USUAL.parse().unwrap();
        let expected =
            Impair { jitter_ms: 40, reorder: true, loss_percent: 2.0, drift_ppm: 300.0, ..Impair::NONE };
        assert_eq!(usual, expected);
        let all = "dtx,burst=1.5,packet_ms=30,loss_percent=0.5,drift_ppm=0.5,jitter_ms=1000,reorder";
        let shown = "jitter 1000 ms with reordering, loss 0.5 % in bursts of 1.5, clocks ±0.5 ppm, DTX, packets of 30 ms";
        assert_eq!(all.parse::<Impair>().unwrap().to_string(), shown);
        assert_eq!("drift_ppm=0".parse(), Ok(Impair::NONE));
    }

    #[test]
    fn a_wrong_list_says_what_is_wrong() {
        for (list, why) in [
            ("", "\"\", must be jitter_ms, reorder,"),
            ("jitter", "\"jitter\", must be jitter_ms,"),
            ("dtx,", "\"\", must be"),
            ("jitter_ms", "jitter_ms: needs a value, 0 to 1000"),
            ("jitter_ms=1001", "jitter_ms: \"1001\", must be 0 to 1000"),
            ("jitter_ms=4.5", "jitter_ms: \"4.5\", must be 0 to 1000"),
            ("loss_percent=51", "loss_percent: \"51\", must be 0 to 50"),
            ("loss_percent=nan", "loss_percent: \"nan\", must be 0 to 50"),
            ("loss_percent=5,burst=0.5", "burst: \"0.5\", must be 1 to 100"),
            ("drift_ppm=-1", "drift_ppm: \"-1\", must be 0 to 500"),
            ("packet_ms=5", "packet_ms: \"5\", must be 10 to 100"),
            ("dtx=true", "dtx: takes no value, not \"true\""),
            ("dtx,dtx", "dtx: given twice"),
            ("reorder", "reorder: needs jitter_ms"),
            ("burst=2", "burst: needs loss_percent"),
        ] {
            let error = list.parse::<Impair>().unwrap_err();
            assert!(error.starts_with(why), "{list}: {error}");
        }
    }

    #[test]
    fn clocks_lie_within_the_drift_on_both_sides() {
        let impair: Impair = "drift_ppm=300".parse().unwrap();
        let mut random = Random(1);
        let drifts: Vec<i32> =
            (0..1000).map(|_| impair.of_line(FrameLen::Ms20, &mut random).drift_ppb).collect();
        let (least, most) = (drifts.iter().min().unwrap(), drifts.iter().max().unwrap());
        assert!((-300_000..-290_000).contains(least) && (290_000..=300_000).contains(most));
        let mean = drifts.iter().map(|ppb| i64::from(*ppb)).sum::<i64>() / 1000;
        assert!(mean.abs() < 20_000, "{mean}");
    }
}
