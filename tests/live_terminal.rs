//! The terminal of `mixminus live`: how to quit is on it whatever its size, and it is given back however the program ends
//! or stops.
//!
//! Skipped, with a word, only where PulseAudio or tmux cannot be started.
#![cfg(all(feature = "sound-card", target_os = "linux"))]

#[path = "support/render.rs"]
mod render;
#[path = "support/sound_server.rs"]
mod sound_server;

use render::{mixminus, scratch, text};
use sound_server::Server;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal with a shell.
struct Pane {
    server: Server,
    dir: PathBuf,
}

impl Pane {
    /// A shell on a terminal of that size. `None`, and it says why: it cannot be started here.
    fn new(name: &str, columns: usize, lines: usize) -> Option<Pane> {
        if Command::new("tmux").arg("-V").output().is_err() {
            println!("SKIPPED: tmux cannot be started");
            return None;
        }
        let dir = scratch(name);
        let pane = Pane { server: Server::start(&dir)?, dir };
        let size = [columns.to_string(), lines.to_string()];
        pane.tmux(&["new-session", "-d", "-x", &size[0], "-y", &size[1], "env PS1='ready> ' bash --norc -i"]);
        // The size is that of the test, not that of a client.
        pane.tmux(&["set-option", "-g", "status", "off"]);
        pane.tmux(&["set-option", "-g", "window-size", "manual"]);
        pane.resize(columns, lines);
        pane.types(&format!("cd {}; ulimit -c 0", pane.dir.display()));
        Some(pane)
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let socket = self.dir.join("tmux").display().to_string();
        let output = self.server.client("tmux").args(["-S", &socket]).args(arguments).output().unwrap();
        text(&output.stdout)
    }

    fn resize(&self, columns: usize, lines: usize) {
        self.tmux(&["resize-window", "-x", &columns.to_string(), "-y", &lines.to_string()]);
    }

    fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    /// Whether an application has the terminal, and whether the cursor is to be seen.
    fn state(&self) -> String {
        self.tmux(&["display-message", "-p", "#{alternate_on} #{cursor_flag} #{wrap_flag}"]).trim().into()
    }

    fn key(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// A line to the shell.
    fn types(&self, line: &str) {
        self.tmux(&["send-keys", "-l", line]);
        self.key("Enter");
    }

    fn live(&self, arguments: &str) -> String {
        let program = env!("CARGO_BIN_EXE_mixminus");
        format!("{program} live --input mic.monitor --output ear --rate 8000 {arguments}")
    }

    /// Waits until the screen is as wanted, and answers it.
    fn becomes(&self, what: &str, is_wanted: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let screen = self.screen();
            if is_wanted(&screen) {
                return screen;
            }
            assert!(started.elapsed() < PATIENCE, "not on: {what}\n{screen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until all of it is on the screen, and answers that.
    fn shows(&self, parts: &[&str]) -> String {
        self.becomes(&format!("{parts:?}"), |screen| parts.iter().all(|part| screen.contains(part)))
    }

    /// Waits until the shell waits for a line.
    fn prompts(&self) {
        self.becomes("a prompt", |screen| screen.trim_end().ends_with("ready>"));
    }

    /// Waits until a process has been stopped.
    fn is_stopped(&self, pid: &str) {
        let started = Instant::now();
        while !fs::read_to_string(format!("/proc/{pid}/stat")).unwrap().contains(") T ") {
            assert!(started.elapsed() < PATIENCE, "it does not stop\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits for a file that the shell writes.
    fn file(&self, name: &str) -> String {
        let started = Instant::now();
        loop {
            let text = fs::read_to_string(self.dir.join(name)).unwrap_or_default();
            if text.ends_with('\n') {
                return text.trim().into();
            }
            assert!(started.elapsed() < PATIENCE, "{name} is not written\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

#[test]
fn how_to_quit_is_on_every_screen() {
    let Some(pane) = Pane::new("live-sizes", 80, 24) else { return };
    let running = pane.live("--voices 6");
    pane.types(&format!("clear; {running}"));
    let started = Instant::now();
    // What has not been opened yet has not gone.
    loop {
        let screen = pane.screen();
        assert!(!screen.contains("(gone"), "{screen}");
        if screen.contains("talks") {
            break;
        }
        assert!(started.elapsed() < PATIENCE, "nobody talks\n{screen}");
    }
    pane.shows(&["mixminus live", "q quit", "r remove", "felix", "delay ", "ticks "]);
    (0..10).for_each(|_| pane.key("a"));
    pane.shows(&["felix-2", "and "]);
    let quits = |lines: &[&str], from_end: usize| {
        lines[lines.len().saturating_sub(from_end)..].iter().any(|line| line.starts_with("q quit"))
    };
    for (columns, lines) in [(80, 24), (40, 10), (20, 5), (100, 6), (200, 12), (13, 2), (80, 24)] {
        pane.resize(columns, lines);
        let what = format!("{columns} x {lines}");
        pane.becomes(&what, |screen| {
            let shown: Vec<&str> = screen.split('\n').take(lines).collect();
            let counts = lines < 6 || ["you ", "and ", " more"].iter().all(|part| screen.contains(part));
            shown[0].starts_with(if lines > 2 { "mixminus live" } else { "" })
                && quits(&shown, (lines / 3).max(1))
                && counts
        });
    }
    // A line that is as wide as the terminal is whole.
    pane.becomes("all keys", |screen| screen.contains("p prompt") && screen.contains("r remove"));
    pane.resize(100, 45);
    pane.becomes("all of them", |screen| {
        ["felix-2 ", "ada-3 ", "q quit"].iter().all(|part| screen.contains(part))
            && !screen.contains(" more\n")
    });
    pane.key("q");
    pane.prompts();
}

#[test]
fn the_terminal_is_given_back_however_it_ends() {
    let Some(pane) = Pane::new("live-ends", 80, 24) else { return };
    pane.types("stty -g >before");
    let before = pane.file("before");
    let ends = [
        ("q", "0"),
        ("C-c", "0"),
        ("TERM", "143"),
        ("HUP", "129"),
        ("INT", "130"),
        ("QUIT", "131"),
        ("panic", "101"),
    ];
    for (end, status) in ends {
        let more = if end == "panic" { "--plant-panic 3" } else { "" };
        let running = pane.live(&format!("--voices 1 --json {end}.json {more}"));
        let script =
            format!("sh -c 'echo $$ >pid-{end}; export RUST_BACKTRACE=0; exec {running}'\necho $? >{end}\n");
        fs::write(pane.dir.join(format!("run-{end}")), script).unwrap();
        pane.types(&format!("clear; sh ./run-{end}"));
        pane.shows(&["mixminus live", "q quit"]);
        assert_eq!(pane.state(), "1 0 0", "{end}: it has the terminal");
        let pid = pane.file(&format!("pid-{end}"));
        match end {
            "q" | "C-c" => pane.key(end),
            "panic" => (),
            signal => {
                assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
            }
        }
        assert_eq!(pane.file(end), status, "{end}: {}", pane.screen());
        pane.prompts();
        pane.types(&format!("stty -g >after-{end}"));
        assert_eq!(pane.file(&format!("after-{end}")), before, "{end}");
        assert_eq!(pane.state(), "0 1 1", "{end}: the shell has the terminal");
        if end == "panic" {
            pane.shows(&["planted"]);
        } else {
            // It has ended in order, by a signal, too.
            assert!(pane.dir.join(format!("{end}.json")).exists(), "{end}");
        }
    }
}

#[test]
fn a_stopped_program_gives_the_terminal_back_and_goes_on() {
    let Some(pane) = Pane::new("live-stops", 80, 24) else { return };
    pane.types("stty -g >before");
    let before = pane.file("before");
    let running = pane.live("--voices 1 --json live.json");
    pane.types(&format!("clear; sh -c 'echo $$ >pid; exec {running}'"));
    pane.shows(&["mixminus live", "q quit"]);
    let pid = pane.file("pid");
    for (round, how) in ["C-z", "TSTP", "STOP"].into_iter().enumerate() {
        if how == "C-z" {
            pane.key(how);
        } else {
            assert!(Command::new("kill").args(["-s", how, &pid]).status().unwrap().success());
        }
        pane.is_stopped(&pid);
        pane.prompts();
        let stopped = format!("stopped-{round}");
        pane.types(&format!("stty -g >{stopped}"));
        let after = pane.file(&stopped);
        // Nothing can be done before SIGSTOP; a shell that knows its terminal helps itself.
        if how != "STOP" {
            assert_eq!((after, pane.state().as_str()), (before.clone(), "0 1 1"), "{how}");
        }
        if round == 0 {
            // Longer than a card may be silent before it is taken for gone.
            std::thread::sleep(Duration::from_secs(4));
        }
        pane.types("fg");
        let screen = pane.shows(&["mixminus live", "q quit", "you ", "talks"]);
        assert_eq!(pane.state(), "1 0 0", "{how}\n{screen}");
        // Its keys are keys again.
        pane.key("m");
        pane.shows(&[if round % 2 == 0 { "mute on" } else { "mute off" }]);
    }
    pane.key("q");
    pane.prompts();
    pane.types("echo over >over");
    assert_eq!(pane.file("over"), "over");
    assert!(pane.dir.join("live.json").exists());
}

#[test]
fn libraries_do_not_speak_before_the_program() {
    let dir = scratch("live-hushed");
    let output = |arguments: &[&str], dir: &Path| {
        let mut command = mixminus(dir);
        command.arg("live").args(arguments).env("PULSE_SERVER", "unix:/nonexistent");
        command.env("XDG_RUNTIME_DIR", dir).env("HOME", dir).output().unwrap()
    };
    for arguments in ["--seconds 1", "--host alsa --seconds 1", "--list"] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let output = output(&arguments, &dir);
        let stderr = text(&output.stderr);
        match output.status.code() {
            Some(1) => assert!(stderr.starts_with("mixminus: no sound card"), "{arguments:?}: {stderr}"),
            // There is a card, or it was only asked for.
            code => assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}"),
        }
    }
}
