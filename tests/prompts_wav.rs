//! Prompts from WAV data and from files.

#[path = "support/player.rs"]
mod player;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use mixminus::{PromptId, Result, Status};
use player::Player;

/// What the sentence of an error says, and its status.
fn refused(made: Result<PromptId>) -> (Status, String) {
    let error = made.expect_err("is refused");
    (error.status(), error.detail().unwrap_or_default().to_owned())
}

#[cfg(not(feature = "recorder"))]
#[test]
fn a_build_without_them_says_so() {
    let p = Player::usual();
    let wav = wav_bytes::file_16(8000, &[1; 80]);
    let (status, sentence) = refused(p.engine.prompt_from_wav(b"a", &wav));
    assert_eq!(status, Status::Unsupported);
    assert!(sentence.contains("recorder"), "{sentence}");
    assert_eq!(p.engine.prompt_from_file(b"a", "no.wav".as_ref()).unwrap_err().status(), Status::System);
}

#[cfg(feature = "recorder")]
mod read {
    use super::{Player, refused};
    use crate::player::{noise, same};
    use crate::wav_bytes::{Format, file, file_16};
    use mixminus::{EngineConfig, PromptConfig, PromptId, PromptInfo, Quota, SayOptions, Sound, Status};
    use std::path::{Path, PathBuf};

    fn play(p: &Player, prompt: PromptId, frames: usize) -> Vec<i16> {
        let who = p.call();
        p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap();
        let heard = p.frames(who, frames);
        p.engine.participant_free(who).unwrap();
        p.tick();
        heard
    }

    #[test]
    fn its_samples_play_bit_for_bit() {
        let p = Player::usual();
        let samples = noise(1, 5 * 160, 32_767);
        let prompt = p.engine.prompt_from_wav(b"a", &file_16(8000, &samples)).unwrap();
        same!(play(&p, prompt, 5), samples);
        // Stereo, 24 bits: the mean of both sides.
        let bytes = |samples: &[i16]| {
            samples.iter().flat_map(|x| [[0, *x as u8, (x >> 8) as u8]; 2].concat()).collect::<Vec<u8>>()
        };
        let wav = file(Format { channels: 2, bits: 24, ..Format::PHONE }, &bytes(&samples));
        same!(play(&p, p.engine.prompt_from_wav(b"a", &wav).unwrap(), 5), samples);
    }

    /// At every rate it is what the same samples are that a host has read itself.
    #[test]
    fn it_is_resampled_as_samples_are() {
        let p = Player::usual();
        for rate in [1_000, 11_025, 16_000, 44_100, 48_000, 192_000] {
            let samples = noise(u64::from(rate), rate as usize / 10, 20_000);
            let config = PromptConfig { account: b"a", samples: &samples, sample_rate_hz: rate };
            let due = play(&p, p.engine.prompt_new(&config).unwrap(), 5);
            let prompt = p.engine.prompt_from_wav(b"a", &file_16(rate, &samples)).unwrap();
            assert_eq!(
                p.engine.prompt_info(prompt),
                Ok(PromptInfo { samples: 800, duration_ms: 100, read_to_end: false }),
                "{rate}"
            );
            same!(play(&p, prompt, 5), due);
        }
        for rate in [0, 999, 192_001] {
            let (status, sentence) = refused(p.engine.prompt_from_wav(b"a", &file_16(rate, &[5; 10])));
            assert_eq!(status, Status::InvalidArgument);
            assert_eq!(sentence, format!("sample_rate_hz: {rate}, must be 1000 to 192000"));
        }
    }

    #[test]
    fn what_is_wrong_with_it_is_reported_and_nothing_is_kept() {
        let quota = Quota { prompt_bytes: 2 * 100, ..Quota::default() };
        let p = Player::of(EngineConfig { account_quota: quota, prefill_ms: 0, ..EngineConfig::default() });
        let good = file_16(8000, &[7; 100]);
        let (invalid, unsupported) = (Status::InvalidArgument, Status::Unsupported);
        let cases: [(&[u8], Status, &str); 7] = [
            (&[], invalid, "wav: the file is empty"),
            (b"no sound", invalid, "wav: not a WAV file (it does not begin with RIFF and WAVE)"),
            (
                b"ID3\x04 and more",
                unsupported,
                "wav: not a WAV file but an MP3 file, which is not supported; `sox",
            ),
            (&good[..30], invalid, "wav: damaged WAV file: it ends inside its header"),
            (&file_16(8000, &[]), invalid, "wav: has no samples"),
            (
                &file(Format { tag: 2, bits: 4, ..Format::PHONE }, &[0; 8]),
                unsupported,
                "wav: ADPCM is not supported",
            ),
            (
                &file(Format { bits: 40, ..Format::PHONE }, &[0; 10]),
                unsupported,
                "wav: 40-bit integer audio is not",
            ),
        ];
        for (wav, kind, due) in cases {
            let (status, sentence) = refused(p.engine.prompt_from_wav(b"a", wav));
            assert_eq!(status, kind, "{sentence}");
            assert!(sentence.starts_with(due), "{sentence}");
        }
        for account in [&[][..], &[b'a'; 256]] {
            assert_eq!(refused(p.engine.prompt_from_wav(account, &good)).0, Status::InvalidArgument);
        }
        // None of them counts: there is room for exactly one.
        let prompt = p.engine.prompt_from_wav(b"a", &good).unwrap();
        assert_eq!(refused(p.engine.prompt_from_wav(b"a", &good)).0, Status::QuotaExceeded);
        p.engine.prompt_free(prompt).unwrap();
        p.engine.prompt_from_wav(b"a", &good).unwrap();
    }

    /// An hour and no more, be its length in the header or only found by reading on.
    #[test]
    fn an_hour_is_the_longest() {
        let p = Player::usual();
        let samples = vec![1; 8 * 3_600_000 + 1];
        let hour = file_16(8000, &samples[1..]);
        let prompt = p.engine.prompt_from_wav(b"a", &hour).unwrap();
        assert_eq!(p.engine.prompt_info(prompt).unwrap().duration_ms, 3_600_000);
        let mut longer = file_16(8000, &samples);
        for length in [None, Some(0), Some(u32::MAX), Some(0x7fff_f000)] {
            if let Some(length) = length {
                longer[40..44].copy_from_slice(&length.to_le_bytes());
            }
            let (status, sentence) = refused(p.engine.prompt_from_wav(b"a", &longer));
            assert_eq!((status, &*sentence), (Status::InvalidArgument, "wav: is longer than 3600 seconds"));
        }
    }

    /// What such a program writes into a pipe: it is the whole of it, and the host can know.
    #[test]
    fn a_length_that_was_left_open_means_to_the_end() {
        let p = Player::usual();
        let samples = noise(3, 2 * 160, 30_000);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("of a pipe.wav");
        for length in [0, 642, 0x7fff_f000, 0x7fff_ffff, u32::MAX] {
            let mut wav = file_16(8000, &samples);
            wav[40..44].copy_from_slice(&u32::to_le_bytes(length));
            std::fs::write(&path, &wav).unwrap();
            for prompt in [p.engine.prompt_from_wav(b"a", &wav), p.engine.prompt_from_file(b"a", &path)] {
                let prompt = prompt.unwrap();
                same!(play(&p, prompt, 2), samples);
                let info = PromptInfo { samples: 320, duration_ms: 40, read_to_end: true };
                assert_eq!(p.engine.prompt_info(prompt), Ok(info));
            }
        }
    }

    #[test]
    fn a_file_is_read_at_once_and_named_in_errors() {
        let p = Player::usual();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path: PathBuf = folder.join("a prompt.wav");
        let samples = noise(9, 320, 30_000);
        std::fs::write(&path, file_16(8000, &samples)).unwrap();
        let prompt = p.engine.prompt_from_file(b"a", &path).unwrap();
        std::fs::write(&path, &file_16(8000, &samples)[..40]).unwrap();
        same!(play(&p, prompt, 2), samples);
        let (status, sentence) = refused(p.engine.prompt_from_file(b"a", &path));
        assert_eq!(status, Status::InvalidArgument);
        let due = "a prompt.wav: damaged WAV file: it has no data chunk";
        assert!(sentence.ends_with(due), "{sentence}");
        std::fs::remove_file(&path).unwrap();
        let (status, sentence) = refused(p.engine.prompt_from_file(b"a", &path));
        assert_eq!(status, Status::System);
        assert!(sentence.contains("a prompt.wav: ") && sentence.contains("os error 2"), "{sentence}");
        assert_eq!(refused(p.engine.prompt_from_file(b"a", folder)).0, Status::System);
    }
}
