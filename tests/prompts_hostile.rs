//! Prompts from files that mean harm: their headers are judged, and nothing is read that may not be kept.
#![cfg(all(feature = "recorder", target_os = "linux"))]

#[path = "support/player.rs"]
mod player;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use mixminus::{EngineConfig, Quota, SayOptions, Sound, Speech, SpeechLimit, Status, Synthesizer};
use player::{Player, same};
use std::ffi::CString;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use wav_bytes::{Format, chunk, file, file_16};

const HALF_GIB: u64 = 1 << 29;

/// A path of its own for each test.
fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    let _ = fs::remove_file(&path);
    path
}

/// A file that begins so, is so long, and has next to nothing on the disk.
fn sparse(name: &str, parts: &[(u64, &[u8])], length: u64) -> PathBuf {
    let path = path(name);
    let mut file = File::create(&path).unwrap();
    file.set_len(length).unwrap();
    for (at, bytes) in parts {
        file.seek(SeekFrom::Start(*at)).unwrap();
        file.write_all(bytes).unwrap();
    }
    path
}

/// The header of a file with so many bytes of samples.
fn header(format: Format, bytes: u32) -> Vec<u8> {
    let mut header = file(format, &[]);
    header[40..44].copy_from_slice(&bytes.to_le_bytes());
    header
}

/// The most memory that this process has had, bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    1024 * line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
}

fn player(prompt_bytes: u64) -> Player {
    let account_quota = Quota { prompt_bytes, ..Quota::default() };
    Player::of(EngineConfig { account_quota, prefill_ms: 0, ..EngineConfig::default() })
}

fn refused(p: &Player, path: &Path) -> (Status, String) {
    let error = p.engine.prompt_from_file(b"a", path).expect_err("is refused");
    (error.status(), error.detail().unwrap_or_default().to_owned())
}

/// None of them takes memory or seconds: what a sparse file is said to hold is not read.
#[test]
fn sparse_files_of_half_a_gigabyte_cost_nothing() {
    let p = player(1 << 20);
    let bytes_8 = Format { bits: 8, rate: 192_000, ..Format::PHONE };
    let format = chunk(b"fmt ", &Format::PHONE.plain());
    let mut junk = b"RIFF\xff\xff\xff\xffWAVEJUNK".to_vec();
    junk.extend((HALF_GIB as u32).to_le_bytes());
    let short = [&format[..], &chunk(b"data", &[1; 320])].concat();
    let (invalid, quota) = (Status::InvalidArgument, Status::QuotaExceeded);
    let before = peak();
    for (name, file, due) in [
        // Three quarters of an hour, for which there is no quota.
        ("said", sparse("said.wav", &[(0, &header(bytes_8, HALF_GIB as u32 - 44))], HALF_GIB), quota),
        ("open", sparse("open.wav", &[(0, &header(bytes_8, u32::MAX))], HALF_GIB), quota),
        ("zero", sparse("zero.wav", &[(0, &header(bytes_8, 0))], HALF_GIB), quota),
        ("beyond", sparse("beyond.wav", &[(0, &header(bytes_8, 0x7000_0000))], HALF_GIB), quota),
        // Nine hours.
        ("long", sparse("long.wav", &[(0, &header(Format::PHONE, HALF_GIB as u32 - 44))], HALF_GIB), invalid),
        // Eight million samples of sixteen channels of 32 bits.
        (
            "wide",
            sparse(
                "wide.wav",
                &[(0, &header(Format { channels: 16, bits: 32, ..Format::PHONE }, u32::MAX))],
                HALF_GIB,
            ),
            quota,
        ),
        ("zeros", sparse("zeros.wav", &[], HALF_GIB), invalid),
        ("chunks", sparse("chunks.wav", &[(0, b"RIFF\xff\xff\xff\xffWAVE")], HALF_GIB), invalid),
    ] {
        let (status, sentence) = refused(&p, &file);
        assert_eq!(status, due, "{name}: {sentence}");
    }
    // One that is in order behind a chunk of half a gigabyte is read.
    let behind =
        sparse("behind.wav", &[(0, &junk), (HALF_GIB + 20, &short)], HALF_GIB + 20 + short.len() as u64);
    let prompt = p.engine.prompt_from_file(b"a", &behind).unwrap();
    let grown = peak() - before;
    assert!(grown < 16 << 20, "{grown} bytes more");
    let who = p.call();
    p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap();
    same!(p.next(who), [0x0101; 160]);
}

/// With quota or without, the samples of one prompt are at most a gigabyte.
#[test]
fn no_file_has_more_than_a_gigabyte_of_samples() {
    let format = Format { channels: 255, bits: 32, rate: 48_000, ..Format::PHONE };
    let file = sparse("gigabytes.wav", &[(0, &header(format, u32::MAX))], 3 << 30);
    let (status, sentence) = refused(&player(0), &file);
    assert_eq!(status, Status::InvalidArgument);
    assert!(sentence.ends_with("bytes of samples, must be at most 1073741824"), "{sentence}");
}

#[test]
fn rates_and_channels_are_judged_by_the_header() {
    let p = player(0);
    for rate in [0, 1, 999, 192_001, 4_000_000_000, u32::MAX] {
        let wav = file_16(rate, &[1; 1000]);
        let sentence = format!("sample_rate_hz: {rate}, must be 1000 to 192000");
        let error = p.engine.prompt_from_wav(b"a", &wav).unwrap_err();
        assert_eq!((error.status(), error.detail()), (Status::InvalidArgument, Some(&*sentence)));
        let path = path("rate.wav");
        fs::write(&path, &wav).unwrap();
        assert_eq!(refused(&p, &path), (Status::InvalidArgument, sentence.clone()));
        assert_eq!(Speech::from_wav(&wav).unwrap_err().detail(), Some(&*sentence));
    }
    for channels in [257, u16::MAX] {
        let wav = file(Format { channels, bits: 8, ..Format::PHONE }, &vec![1; 1 << 17]);
        let error = p.engine.prompt_from_wav(b"a", &wav).unwrap_err();
        assert_eq!(error.status(), Status::Unsupported);
        let path = path("channels.wav");
        fs::write(&path, &wav).unwrap();
        assert_eq!(refused(&p, &path).0, Status::Unsupported);
    }
}

/// A pipe without a writer, and a device that never ends.
#[test]
fn what_is_no_regular_file_is_refused_and_never_waited_for() {
    let pipe = path("pipe.wav");
    let name = CString::new(pipe.as_os_str().as_bytes()).unwrap();
    // SAFETY: a string that ends in a zero byte.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
    let socket = path("socket.wav");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let link = path("link.wav");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    let kinds = [(pipe, "a pipe"), (link, "a pipe"), (socket, "a socket"), ("/dev/zero".into(), "a device")];
    for (path, kind) in kinds {
        let (send, done) = mpsc::channel();
        let shown = path.display().to_string();
        std::thread::spawn(move || send.send(refused(&player(0), &path)));
        let (status, sentence) = done.recv_timeout(Duration::from_secs(60)).expect("returns");
        assert_eq!(status, Status::InvalidArgument);
        assert_eq!(sentence, format!("{shown}: is {kind}, must be a regular file"));
    }
}

#[test]
fn what_was_refused_does_not_count() {
    let p = player(2 * 800);
    let mut wav = file_16(8000, &[5; 800]);
    for _ in 0..3 {
        assert_eq!(
            p.engine.prompt_from_wav(b"a", &file_16(8000, &[5; 801])).unwrap_err().status(),
            Status::QuotaExceeded
        );
        assert!(p.engine.prompt_from_wav(b"a", &wav[..40]).is_err());
    }
    wav[40..44].fill(0xff);
    let prompt = p.engine.prompt_from_wav(b"a", &wav).unwrap();
    assert_eq!(
        p.engine.prompt_from_wav(b"a", &file_16(8000, &[5])).unwrap_err().status(),
        Status::QuotaExceeded
    );
    p.engine.prompt_free(prompt).unwrap();
    p.engine.prompt_from_wav(b"a", &wav).unwrap();
}

/// Speaks for as long as it may.
struct Endless;

impl Synthesizer for Endless {
    fn synthesize(&self, _: &str, _: &str, limit: &SpeechLimit) -> mixminus::Result<Speech> {
        let mut speech = Speech { samples: Vec::new(), sample_rate_hz: 8_000 };
        loop {
            limit.check(speech.samples.len() as u64 + 100, 8_000)?;
            speech.samples.extend([7; 100]);
        }
    }
}

#[test]
fn a_synthesizer_learns_how_much_it_may_speak() {
    let p = player(2 * 1_000);
    p.engine.set_synthesizer(Some(std::sync::Arc::new(Endless))).unwrap();
    let error = p.engine.say_text(p.call(), "for ever", "", &SayOptions::default()).unwrap_err();
    assert_eq!(error.status(), Status::QuotaExceeded);
    let sentence = "bytes of prompts: account \"a\" has 0 and asks for 2200 more; it may have 2000 now \
                    (account_prompt_bytes: 2000)";
    assert_eq!(error.detail(), Some(sentence));
}
