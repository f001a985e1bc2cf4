//! A sound server of a test's own: PulseAudio with two cards that are none, `mic` and `ear`. What is played to `mic` is
//! what the microphone `mic.monitor` hears; what `ear` plays, `ear.monitor` hears. Or with one card that is none, of
//! whose two sides the microphone `mouth` hears the left and the loudspeakers `ear` are the right.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Rate of what is played and heard.
pub const HZ: u32 = 8000;

/// A card that is none. Without rewinds it takes sound in short blocks, as a real one does.
const NONE: &str = "module-null-sink rate=48000 norewinds=1";

/// How often the pipe has each sample.
pub const PIPE_REPEATS: u32 = 6;

/// A server, stopped at the end.
pub struct Server {
    dir: PathBuf,
    process: Child,
}

impl Server {
    /// A server whose files are in `dir`. `None`, and it says why: PulseAudio cannot be started here.
    pub fn start(dir: &Path) -> Option<Server> {
        Server::with(dir, &["mic", "ear"].map(|name| format!("{NONE} sink_name={name}")))
    }

    /// A server where what is said and what is played are sides of one card, and thus on one clock.
    pub fn start_on_one_clock(dir: &Path) -> Option<Server> {
        let sides = "channel_map=front-left,front-right";
        let side = |name| format!("channels=1 channel_map={name} master_channel_map={name} remix=no");
        let modules = [
            format!("{NONE} sink_name=both {sides}"),
            format!("module-remap-source source_name=mouth master=both.monitor {}", side("front-left")),
            format!("module-remap-sink sink_name=ear master=both {}", side("front-right")),
        ];
        Server::with(dir, &modules)
    }

    /// A server whose microphone `own` hears what is written to `pipe` in `dir`, as fast as it is written: two channels of
    /// 32 bits, each sample [`PIPE_REPEATS`] times. With so many bytes a second the server reads short blocks.
    pub fn start_with_pipe(dir: &Path) -> Option<Server> {
        let pipe = dir.join("pipe");
        let modules = [
            format!(
                "module-pipe-source source_name=own file={} rate={} channels=2 format=s32le",
                pipe.display(),
                PIPE_REPEATS * HZ
            ),
            format!("{NONE} sink_name=ear"),
        ];
        Server::with(dir, &modules)
    }

    fn with(dir: &Path, cards: &[String]) -> Option<Server> {
        // Clients look for 256 bytes that both have.
        let cookie: Vec<u8> = (0..=255).collect();
        fs::write(dir.join("cookie"), cookie).unwrap();
        let shown = dir.display();
        let mut command = Command::new("pulseaudio");
        command.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]);
        command.arg(format!(
            "--load=module-native-protocol-unix socket={shown}/native auth-cookie={shown}/cookie auth-cookie-enabled=1"
        ));
        command.args(cards.iter().map(|card| format!("--load={card}")));
        set_up(&mut command, dir);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let process = match process {
            Ok(process) => process,
            Err(error) => {
                println!(
                    "SKIPPED: PulseAudio (packages pulseaudio, pulseaudio-utils) cannot be started: {error}"
                );
                return None;
            }
        };
        let mut server = Server { dir: dir.into(), process };
        let started = Instant::now();
        while !server.run("pactl", &["info"]) {
            let over = server.process.try_wait().unwrap();
            if over.is_some() || started.elapsed() > Duration::from_secs(30) {
                println!("SKIPPED: PulseAudio does not answer: {over:?}");
                return None;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(server)
    }

    /// It goes, and with it all cards.
    pub fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// A client of the server, about to run.
    pub fn client(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        set_up(&mut command, &self.dir);
        command
    }

    /// Runs a client; whether it succeeds.
    pub fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let output = self.client(program).args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    }

    /// Says a file of raw samples into the microphone, until it ends or is killed.
    pub fn say(&self, file: &Path) -> Child {
        let mut command = self.client("pacat");
        command.args(raw()).arg("--device=mic").arg(file).spawn().unwrap()
    }

    /// Writes what the loudspeakers play to a file, until it is killed.
    pub fn listen(&self, file: &Path) -> Child {
        self.listen_to("ear.monitor", file)
    }

    /// Writes what a microphone hears to a file, until it is killed.
    pub fn listen_to(&self, microphone: &str, file: &Path) -> Child {
        let mut command = self.client("parec");
        command.args(raw()).arg(format!("--device={microphone}"));
        command.stdout(fs::File::create(file).unwrap()).spawn().unwrap()
    }

    /// Says a file of raw samples into the left side, until it ends or is killed.
    pub fn say_left(&self, file: &Path) -> Child {
        let mut command = self.client("pacat");
        command.args(raw()).args(["--device=both", "--channel-map=front-left", "--no-remix"]);
        command.arg(file).spawn().unwrap()
    }

    /// Plays a file of raw samples of two channels, until it ends or is killed.
    pub fn say_both(&self, file: &Path) -> Child {
        let mut command = self.client("pacat");
        command.args(raw()).args(["--device=both", "--channels=2"]).arg(file).spawn().unwrap()
    }

    /// Writes what both sides play to a file, until it is killed.
    pub fn listen_both(&self, file: &Path) -> Child {
        let mut command = self.client("parec");
        command.args(raw()).args(["--device=both.monitor", "--channels=2"]);
        command.stdout(fs::File::create(file).unwrap()).spawn().unwrap()
    }

    /// Takes the loudspeakers away.
    pub fn remove_ear(&self) {
        let modules = self.client("pactl").args(["list", "short", "modules"]).output().unwrap();
        let modules = String::from_utf8(modules.stdout).unwrap();
        let line = modules.lines().find(|line| line.contains("sink_name=ear")).unwrap();
        assert!(self.run("pactl", &["unload-module", line.split('\t').next().unwrap()]));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn set_up(command: &mut Command, dir: &Path) {
    command
        .env("XDG_RUNTIME_DIR", dir)
        .env("HOME", dir)
        .env("PULSE_COOKIE", dir.join("cookie"))
        .env("PULSE_SERVER", format!("unix:{}/native", dir.display()))
        .env_remove("DISPLAY")
        .env("LC_ALL", "C.UTF-8");
}

fn raw() -> [String; 5] {
    [
        "--raw".into(),
        "--format=s16le".into(),
        "--channels=1".into(),
        format!("--rate={HZ}"),
        "--latency-msec=40".into(),
    ]
}
