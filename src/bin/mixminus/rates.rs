//! The rate and the frames of a room, from the command line.

use mixminus::{FrameLen, SampleRate};

use crate::fail::Failure;

/// The rates of a room, in words.
pub fn rates() -> String {
    rates_in(FrameLen::Ms20)
}

/// The rates of a room in frames of that length, in words.
pub fn rates_in(frame_len: FrameLen) -> String {
    let all = SampleRate::ALL.into_iter().filter(|rate| rate.has_whole_frames(frame_len));
    let all: Vec<String> = all.map(|rate| rate.hz().to_string()).collect();
    all.split_last().map_or(String::new(), |(last, rest)| format!("{} or {last} Hz", rest.join(", ")))
}

/// A room's rate.
pub fn parse_rate(text: &str) -> Result<SampleRate, String> {
    let rate = text.parse().ok().and_then(|hz| SampleRate::from_hz(hz).ok());
    rate.ok_or_else(|| format!("must be {}", rates()))
}

/// A frame's length.
pub fn parse_frame(text: &str) -> Result<FrameLen, String> {
    let frame = text.parse().ok().and_then(|ms| FrameLen::from_ms(ms).ok());
    frame.ok_or_else(|| "must be 10 or 20 ms".into())
}

/// Refuses a rate whose frames would not be whole.
pub fn check_frames(rate: SampleRate, frame_len: FrameLen) -> Result<(), Failure> {
    if rate.has_whole_frames(frame_len) {
        return Ok(());
    }
    let (hz, ms) = (rate.hz(), frame_len.ms());
    Err(Failure::Usage(format!("{hz} Hz needs frames of 20 ms: {ms} ms are no whole number of samples")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_listed_in_words() {
        assert_eq!(rates(), "8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000 Hz");
        assert_eq!(rates_in(FrameLen::Ms10), "8000, 12000, 16000, 24000, 32000, 44100 or 48000 Hz");
    }

    #[test]
    fn a_rate_without_whole_frames_is_a_wrong_argument() {
        for rate in SampleRate::ALL {
            assert!(check_frames(rate, FrameLen::Ms20).is_ok());
            assert_eq!(check_frames(rate, FrameLen::Ms10).is_ok(), rate != SampleRate::Hz22050);
        }
    }
}
