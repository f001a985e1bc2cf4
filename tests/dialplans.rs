//! The dialplan hosts of `ffi-examples`, in C and C++, with telephones at their lines: what a caller hears is what the
//! application says, and the others in its conference.
#![cfg(all(target_os = "linux", feature = "recorder"))]

#[path = "support/c_program.rs"]
mod c_program;

use c_program::{Link, build, c};
use std::f64::consts::TAU;
use std::io::{BufRead, BufReader, Write};
use std::net::UdpSocket;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const FRAME: usize = 160;

/// A host that runs, with two lines.
struct Host {
    child: Child,
    ports: Vec<u16>,
}

impl Host {
    /// `path`: where it looks for programs.
    fn start(program: &PathBuf, path: Option<&str>) -> Host {
        let mut command = Command::new(program);
        if let Some(path) = path {
            command.env("PATH", path);
        }
        let mut child = command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["0", "2", "demo/prompts"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut reported = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut port = || reported.next().unwrap().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
        let ports = vec![port(), port()];
        // What it says later nobody needs; the pipe must not be full.
        thread::spawn(move || reported.for_each(drop));
        Host { child, ports }
    }

    /// Enter: it ends by itself.
    fn end(mut self) {
        self.child.stdin.take().unwrap().write_all(b"\n").unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// A telephone: says `says`, a frame each 20 ms, silence after it; hangs up after `frames`, or when the other side does.
/// Answers the frames that it has heard, and whether the other side has hung up.
fn telephone(port: u16, says: Vec<i16>, frames: usize) -> (Vec<Vec<i16>>, bool) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(("127.0.0.1", port)).unwrap();
    socket.set_nonblocking(true).unwrap();
    let (mut heard, begun) = (Vec::new(), Instant::now());
    let hear = |heard: &mut Vec<Vec<i16>>| {
        let mut bytes = [0; 4096];
        while let Ok(count) = socket.recv(&mut bytes) {
            if count == 0 {
                return true;
            }
            let pairs = bytes[..count].chunks_exact(2);
            heard.push(pairs.map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect());
        }
        false
    };
    for at in 0..frames {
        let frame = says.chunks(FRAME).nth(at).unwrap_or(&[0; FRAME]);
        let bytes: Vec<u8> = frame.iter().flat_map(|x| x.to_le_bytes()).collect();
        let _ = socket.send(&bytes);
        thread::sleep(
            (begun + Duration::from_millis(20 * (at as u64 + 1))).saturating_duration_since(Instant::now()),
        );
        if hear(&mut heard) {
            return (heard, true);
        }
    }
    socket.send(&[]).unwrap();
    // What would be said to one who has hung up is heard here.
    thread::sleep(Duration::from_secs(1));
    hear(&mut heard);
    (heard, false)
}

/// The frames of a prompt, as a line sends them.
fn prompt(name: &str) -> Vec<Vec<i16>> {
    let bytes = std::fs::read(format!("{}/demo/prompts/{name}.wav", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut samples: Vec<i16> =
        bytes[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    samples.resize(samples.len().next_multiple_of(FRAME), 0);
    samples.chunks_exact(FRAME).map(<[i16]>::to_vec).collect()
}

/// How many frames from `at` on are, one after the other, those of the prompt: some may have been lost on a machine that
/// is busy, most not.
fn said(heard: &[Vec<i16>], at: usize, name: &str) -> usize {
    let prompt = prompt(name);
    let mut next = 0;
    let mut count = 0;
    for frame in &heard[at..] {
        let Some(skipped) = prompt[next..].iter().position(|due| due == frame) else { break };
        (next, count) = (next + skipped + 1, count + 1);
    }
    assert!(4 * count >= 3 * prompt.len(), "{name}: {count} of {} frames from {at} on", prompt.len());
    count
}

/// Seconds of what one says who says nothing but something to be known again, each sample another.
fn voice(seconds: f64) -> Vec<i16> {
    let mut state = 1_u32;
    (0..(seconds * 8000.0) as usize)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as i16 / 16
        })
        .collect()
}

/// Silence, then star for 200 ms.
fn star_after(seconds: f64) -> Vec<i16> {
    let mut says = vec![0; (seconds * 8000.0) as usize];
    says.extend((0..1600).map(|n| {
        let tone = |hz: f64| (TAU * hz * f64::from(n) / 8000.0).sin();
        (5000.0 * (tone(941.0) + tone(1209.0))) as i16
    }));
    says
}

/// Both callers are in the conference from about 2.7 s on.
fn typical_calls(program: &PathBuf) {
    let host = Host::start(program, Some("/nowhere"));
    let (ada, ben) = (host.ports[0], host.ports[1]);
    let speech = voice(5.2);
    let said_by_ben = speech.clone();
    let ada = thread::spawn(move || telephone(ada, star_after(4.5), 600));
    let ben = thread::spawn(move || telephone(ben, said_by_ben, 260));
    let (heard, was_seen_off) = ada.join().unwrap();
    assert!(was_seen_off, "the host hangs up when the application has ended");
    let welcome = said(&heard, 0, "welcome");
    // Its conference: what Ben says, which no handling of keys has touched, or silence.
    let disconnecting = prompt("disconnecting");
    let left =
        (welcome..heard.len()).find(|at| disconnecting.contains(&heard[*at]) && heard[*at] != [0; FRAME]);
    let left = left.expect("it says that it disconnects");
    let conference: Vec<i16> = heard[welcome..left].concat();
    let known = |at: usize| speech.windows(400).any(|window| *window == conference[at..at + 400]);
    let of_ben = (0..conference.len().saturating_sub(400)).step_by(400).filter(|at| known(*at)).count();
    assert!(of_ben >= 10, "{of_ben} pieces of 50 ms of {}", conference.len() / 400);
    let goodbye = left + said(&heard, left, "disconnecting");
    assert_eq!(goodbye + said(&heard, goodbye, "goodbye"), heard.len(), "and nothing more");
    // Ben has hung up: no handler, no goodbye.
    let (heard, _) = ben.join().unwrap();
    let welcome = said(&heard, 0, "welcome");
    let parting: Vec<Vec<i16>> = [prompt("disconnecting"), prompt("goodbye")].concat();
    let after = heard[welcome..].iter().filter(|frame| **frame != [0; FRAME]);
    assert_eq!(after.filter(|frame| parting.contains(frame)).count(), 0);
    // The line takes another call.
    let (heard, _) = telephone(host.ports[1], Vec::new(), 150);
    said(&heard, 0, "welcome");
    host.end();
}

/// With espeak-ng, if it is installed: what is said is as long as what espeak-ng makes of it.
#[test]
fn a_dialplan_that_speaks() {
    let length = |text: &str| {
        let wav =
            Command::new("espeak-ng").args(["--stdout", "-v", "en-gb", "--", text]).output().ok()?.stdout;
        // 22,050 Hz, 16 bits, behind a header of 44 bytes.
        Some(((wav.len() - 44) / 2 * 8000 / 22_050).div_ceil(FRAME))
    };
    let Some(welcome) = length("Welcome. Press star to leave the conference.") else {
        eprintln!("NOT RUN: espeak-ng is not installed");
        return;
    };
    let parting = length("Disconnecting.").unwrap() + length("Goodbye.").unwrap();
    let host =
        Host::start(&c("dialplan-speaks", &["ffi-examples/c/dialplan.c".to_owned()], Link::Shared), None);
    let (heard, was_seen_off) = telephone(host.ports[0], star_after(5.5), 600);
    assert!(was_seen_off);
    // Alone in the conference it hears silence; speech has silence too, but not at once for so long.
    let speaks = |frames: &[Vec<i16>]| frames.iter().flatten().filter(|x| x.unsigned_abs() > 300).count();
    let (first, rest) = heard.split_at(welcome);
    let (alone, last) = rest.split_at(rest.len() - parting);
    assert!(
        speaks(first) > 3 * 8000 / 10 && speaks(last) > 2 * 8000 / 10,
        "{} {}",
        speaks(first),
        speaks(last)
    );
    assert!(alone.len() > 50 && speaks(alone) < 8000 / 10, "{} frames, {}", alone.len(), speaks(alone));
    host.end();
}

#[test]
fn a_dialplan_in_c() {
    typical_calls(&c("dialplan-c", &["ffi-examples/c/dialplan.c".to_owned()], Link::Shared));
}

#[test]
fn a_dialplan_in_cpp() {
    let compiler = std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    let sources = ["ffi-examples/cpp/dialplan.cpp".to_owned()];
    typical_calls(&build(&compiler, "c++17", "dialplan-cpp", &sources, Link::Shared));
}
