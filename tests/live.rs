//! `mixminus live` on a sound server with cards that are none: who hears whom, a card that goes, the screen.
//!
//! Skipped, with a word, only where PulseAudio cannot be started.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;
#[cfg(all(feature = "sound-card", target_os = "linux"))]
#[path = "support/sound_server.rs"]
mod sound_server;

use render::{mixminus, scratch, text};

#[test]
#[cfg(not(feature = "sound-card"))]
fn without_sound_cards_it_says_what_to_build() {
    let output = mixminus(&scratch("live-absent")).arg("live").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = text(&output.stderr);
    for part in ["--features sound-card", "libasound2-dev", "mixminus render"] {
        assert!(stderr.contains(part), "{stderr}");
    }
}

#[test]
fn wrong_arguments_are_refused() {
    let dir = scratch("live-usage");
    for (arguments, why) in [
        ("--rate 22050", "must be 8000, 12000, 16000, 24000, 32000, 44100 or 48000 Hz"),
        ("--voices 7", "7 is not in 0..=6"),
        ("--seconds 0", "0 is not in 1..="),
    ] {
        let output = mixminus(&dir).arg("live").args(arguments.split(' ')).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(text(&output.stderr).contains(why), "{arguments}: {}", text(&output.stderr));
    }
}

#[cfg(all(feature = "sound-card", target_os = "linux"))]
mod with_cards {
    use super::sound_server::{HZ, Server};
    use super::{mixminus, scratch, text};
    use serde_json::Value;
    use std::f64::consts::TAU;
    use std::fs;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    /// What is said into the microphone: a tone that no voice has for long.
    const TONE_HZ: f64 = 2_700.0;

    /// `mixminus live` as a client of the server, with those cards.
    fn live(server: &Server, dir: &Path, arguments: &str) -> Command {
        let mut command = server.client(env!("CARGO_BIN_EXE_mixminus"));
        command.current_dir(dir).args(["live", "--input", "mic.monitor", "--output", "ear"]);
        command.args(arguments.split(' '));
        command
    }

    /// Raw samples of the tone, −12 dBFS, so many seconds.
    fn put_tone(file: &Path, seconds: u32) {
        let sample = |n: u32| (8_000.0 * (TAU * TONE_HZ * f64::from(n) / f64::from(HZ)).sin()) as i16;
        fs::write(file, (0..seconds * HZ).flat_map(|n| sample(n).to_le_bytes()).collect::<Vec<u8>>())
            .unwrap();
    }

    /// The loudest of all tenths of a second in the middle of a recording: of the tone, and of all, dBFS.
    fn levels(samples: &[i16], hz: u32) -> (f64, f64) {
        let decibels = |square: f64| 10.0 * (square / f64::from(1 << 30)).max(1e-12).log10();
        let middle = &samples[samples.len() / 5..samples.len() * 4 / 5];
        let of = |piece: &[i16]| {
            let turn = |n: usize| TAU * TONE_HZ * n as f64 / f64::from(hz);
            let (mut re, mut im, mut all) = (0.0, 0.0, 0.0);
            for (n, x) in piece.iter().map(|x| f64::from(*x)).enumerate() {
                (re, im, all) = (re + x * turn(n).cos(), im + x * turn(n).sin(), all + x * x);
            }
            let count = piece.len() as f64;
            (decibels(2.0 * (re * re + im * im) / (count * count)), decibels(all / count))
        };
        let pieces = middle.chunks_exact(hz as usize / 10).map(of);
        pieces.fold((-120.0, -120.0), |(tone, all), (t, a)| (t.max(tone), a.max(all)))
    }

    fn of_wav(path: &Path) -> (f64, f64) {
        let wav = hound::WavReader::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let hz = wav.spec().sample_rate;
        let samples: Vec<i16> = wav.into_samples().map(Result::unwrap).collect();
        assert!(samples.len() > 3 * hz as usize, "{}: {} samples", path.display(), samples.len());
        levels(&samples, hz)
    }

    fn reported(dir: &Path) -> Value {
        serde_json::from_slice(&fs::read(dir.join("live.json")).unwrap()).unwrap()
    }

    #[test]
    fn the_microphone_is_heard_by_all_but_its_own() {
        let dir = scratch("live-heard");
        let Some(server) = Server::start(&dir) else { return };
        put_tone(&dir.join("tone.raw"), 30);
        for rate in ["8000", "48000"] {
            let mut mouth = server.say(&dir.join("tone.raw"));
            let mut ear = server.listen(&dir.join("ear.raw"));
            let arguments =
                format!("--rate {rate} --seconds 7 --voices 2 --no-screen --record {rate} --json live.json");
            let output = live(&server, &dir, &arguments).output().unwrap();
            [&mut mouth, &mut ear].into_iter().for_each(|client| {
                let _ = client.kill();
                client.wait().unwrap();
            });
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert!(text(&output.stdout).contains("wear headphones"), "{}", text(&output.stdout));
            for name in ["ada", "ben"] {
                let (tone, _) = of_wav(&dir.join(rate).join(format!("{name}.wav")));
                assert!(
                    (-16.0..-8.0).contains(&tone),
                    "{name} at {rate} Hz hears the tone at {tone:.1} dBFS"
                );
            }
            let raw = fs::read(dir.join("ear.raw")).unwrap();
            let played: Vec<i16> =
                raw.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect();
            for (what, (tone, all)) in
                [("is given", of_wav(&dir.join(rate).join("you.wav"))), ("plays", levels(&played, HZ))]
            {
                assert!(tone < -40.0, "the loudspeakers' side {what} the tone at {tone:.1} dBFS, {rate} Hz");
                assert!(all > -30.0, "it {what} the voices at {all:.1} dBFS, {rate} Hz");
            }
            let reported = reported(&dir);
            assert_eq!(reported["rate"].to_string(), rate);
            let ticks = reported["ticks"].as_u64().unwrap();
            // Of 7 s, in ticks of 10 ms, less what the cards take to begin.
            assert!((400..800).contains(&ticks), "{reported:#}");
            let delay = reported["delay_ms"]["engine_last"].as_f64().unwrap();
            assert!((20.0..200.0).contains(&delay), "{reported:#}");
        }
    }

    /// Runs for twenty seconds, after three of which something happens; what it prints, and what it tells.
    fn survives(server: &mut Server, dir: &Path, happens: impl FnOnce(&mut Server)) -> (String, Value) {
        let run = live(server, dir, "--rate 16000 --seconds 20 --no-screen --json live.json")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs(3));
        happens(server);
        let output = run.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let (stdout, reported) = (text(&output.stdout), reported(dir));
        assert!(
            reported["ticks"].as_u64().unwrap() > 1500,
            "of 20 s, in ticks of 10 ms: {reported:#}\n{stdout}"
        );
        (stdout, reported)
    }

    #[test]
    fn a_card_that_goes_is_survived() {
        let dir = scratch("live-gone");
        let Some(mut server) = Server::start(&dir) else { return };
        // The server moves what plays there to the card that is left, or ends it; then it is begun anew.
        survives(&mut server, &dir, |server| server.remove_ear());
    }

    #[test]
    fn a_sound_server_that_goes_and_comes_back_is_survived() {
        let dir = scratch("live-restart");
        let Some(mut server) = Server::start(&dir) else { return };
        let (stdout, reported) = survives(&mut server, &dir, |server| {
            server.stop();
            std::thread::sleep(Duration::from_secs(2));
            *server = Server::start(&dir).unwrap();
        });
        for part in ["ear (Null Output) has gone", "now using pulseaudio:ear (Null Output)", "mic.monitor"] {
            assert!(stdout.contains(part), "{part}: {stdout}");
        }
        assert!(reported["reopened"].as_u64().unwrap() >= 2, "{reported:#}");
        // Meanwhile the room went on without them.
        assert!(reported["ticks_without_loudspeakers"].as_u64().unwrap() > 150, "{reported:#}");
    }

    #[test]
    fn without_a_card_it_says_what_is_missing() {
        let dir = scratch("live-none");
        let output = mixminus(&dir)
            .args(["live", "--host", "pulseaudio", "--seconds", "1"])
            .env("PULSE_SERVER", "unix:/nonexistent")
            .env("XDG_RUNTIME_DIR", &dir)
            .output()
            .unwrap();
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        for part in ["no sound card", "pulseaudio", "mixminus render"] {
            assert!(stderr.contains(part), "{stderr}");
        }
    }

    #[test]
    fn the_screen_shows_the_room_and_takes_keys() {
        let dir = scratch("live-screen");
        if Command::new("tmux").arg("-V").output().is_err() {
            println!("SKIPPED: tmux cannot be started");
            return;
        }
        let Some(server) = Server::start(&dir) else { return };
        let socket = dir.join("tmux").display().to_string();
        let tmux = |arguments: &[&str]| {
            let output = server.client("tmux").args(["-S", &socket]).args(arguments).output().unwrap();
            text(&output.stdout)
        };
        let program = env!("CARGO_BIN_EXE_mixminus");
        let command = format!("{program} live --input mic.monitor --output ear --rate 8000 --voices 2");
        tmux(&["new-session", "-d", "-x", "140", "-y", "40", &command]);
        let shows = |parts: &[&str]| {
            let started = Instant::now();
            loop {
                let screen = tmux(&["capture-pane", "-p"]);
                if parts.iter().all(|part| screen.contains(part)) {
                    return;
                }
                assert!(started.elapsed() < Duration::from_secs(30), "{parts:?} are not on\n{screen}");
                std::thread::sleep(Duration::from_millis(100));
            }
        };
        shows(&[
            "mixminus live",
            "8000 Hz",
            "wear headphones",
            "you ",
            "ada ",
            "ben ",
            "talks",
            "delay ",
            "ticks ",
        ]);
        for (key, part) in [
            ("5", "digit 5 from you"),
            ("m", "muted"),
            ("d", "deaf"),
            ("h", "on hold"),
            ("t", "tones on"),
            ("p", "an announcement to the room"),
            ("a", "clara joins"),
            ("r", "clara left: removed"),
            ("s", "you left: interrupted by a signal"),
        ] {
            tmux(&["send-keys", key]);
            shows(&[part]);
        }
        // Who was interrupted comes back as it was.
        shows(&["away, muted, deaf, on hold, tones on"]);
        shows(&["you joined", "  muted, deaf, on hold, tones on"]);
        tmux(&["send-keys", "q"]);
        let started = Instant::now();
        while !tmux(&["list-sessions"]).is_empty() {
            assert!(started.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}
