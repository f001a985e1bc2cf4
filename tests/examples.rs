//! The commands that the examples give, run as they are written: in the first comment of each example, and in the pages
//! beside them.
//!
//! They run in a copy of the repository's tree, whose `cargo` stands for a build that has been made already: that of these
//! tests. All else, `make` too, is what a reader runs.
#![cfg(all(target_os = "linux", feature = "cli", feature = "recorder"))]

#[path = "support/c_program.rs"]
mod c_program;
#[path = "support/render.rs"]
mod render;

use c_program::library;
use render::{scratch, text};
use std::fs;
use std::io::Write;
use std::net::UdpSocket;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

/// What the commands find in the root of the repository.
const TREE: [&str; 6] = ["Makefile", "Cargo.toml", "Cargo.lock", "include", "ffi-examples", "demo"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A tree of that name, in which nothing has been built.
struct Tree {
    dir: PathBuf,
}

impl Tree {
    fn new(name: &str) -> Tree {
        let dir = scratch(name);
        TREE.iter().for_each(|part| symlink(root().join(part), dir.join(part)).unwrap());
        fs::create_dir_all(dir.join("bin")).unwrap();
        let tree = Tree { dir };
        let built: String = ["libmixminus.a", "libmixminus.so"]
            .map(|name| format!("ln -sf {} target/release/{name}\n", library(name).display()))
            .concat();
        tree.program(
            "cargo",
            &format!(
                "case \"$1 $2\" in\n\"build --locked\") mkdir -p target/release\n{built};;\n\
                 \"run --release\") shift 3; exec {} \"$@\";;\n*) exit 1;;\nesac\n",
                env!("CARGO_BIN_EXE_mixminus")
            ),
        );
        // A microphone that is silent for three seconds, in pieces as large as it is asked for, and loudspeakers.
        tree.program(
            "arecord",
            "case \"$*\" in *\"-F 20000\"*) ;; *) exit 1;; esac\n\
             for i in $(seq 150); do head -c 320 /dev/zero; sleep 0.02; done\n",
        );
        tree.program("aplay", "exec cat >heard.raw\n");
        tree
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.dir.join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\nset -e\n{script}")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        let path = format!("{}:{}", self.dir.join("bin").display(), std::env::var("PATH").unwrap());
        command.current_dir(&self.dir).env("PATH", path).env_remove("LD_LIBRARY_PATH").args(["-c", line]);
        command
    }

    /// Runs a line, which must succeed.
    fn run(&self, line: &str) -> Output {
        let output = self.shell(line).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{line}: {}\n{}", output.status, text(&output.stderr));
        output
    }
}

/// The commands of a file: the indented lines of its first comment, or the shell blocks of a page.
fn commands(path: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let lines: Vec<&str> = if path.ends_with(".md") {
        let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
        let indented = text.lines().filter_map(|line| line.strip_prefix("    "));
        blocks.flat_map(str::lines).chain(indented).collect()
    } else {
        let comment = text
            .lines()
            .map_while(|line| ["/*", " *", "//", "#"].iter().find_map(|mark| line.strip_prefix(mark)));
        comment.filter_map(|line| line.strip_prefix("     ")).collect()
    };
    lines.into_iter().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// Two ports, of which the second is two further, that nobody has.
fn free_ports() -> u16 {
    let bind = |port: u16| UdpSocket::bind(("127.0.0.1", port));
    (0..100)
        .filter_map(|_| bind(0).ok())
        .map(|first| first.local_addr().unwrap().port())
        .find(|port| port.checked_add(2).is_some_and(|second| bind(second).is_ok()))
        .unwrap()
}

/// A dialplan host that runs until its input ends; meanwhile a call of three seconds, if there is a command for one.
fn serve(tree: &Tree, host: &str, call: Option<&str>) {
    let port = free_ports().to_string();
    let with_port = |line: &str| line.replace("5004", &port);
    let mut child: Child = tree
        .shell(&format!("exec env {}", with_port(host)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    if let Some(call) = call {
        thread::sleep(Duration::from_millis(500));
        tree.run(&with_port(call));
        let heard = fs::read(tree.dir.join("heard.raw")).unwrap();
        let loud = heard.chunks_exact(2).filter(|two| i16::from_le_bytes([two[0], two[1]]).abs() > 300);
        assert!(heard.len() > 16_000 && loud.count() > 2_000, "{call}: {} bytes are heard", heard.len());
    }
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{host}: {}", output.status);
    assert!(text(&output.stdout).contains(&format!("port {port}")), "{}", text(&output.stdout));
}

/// Runs the commands of a file, of which there are so many.
fn run_all(name: &str, path: &str, count: usize) {
    let tree = Tree::new(name);
    let commands = commands(path);
    assert_eq!(commands.len(), count, "{commands:#?}");
    let has_socat = Command::new("socat").arg("-V").output().is_ok();
    for (at, line) in commands.iter().enumerate() {
        if line.contains("./dialplan ") {
            let call = commands[at..].iter().find(|line| line.starts_with("arecord "));
            if call.is_some() && !has_socat {
                println!("NOT RUN: socat is not installed: {call:?}");
            }
            serve(&tree, line, call.filter(|_| has_socat).map(String::as_str));
        } else if !line.starts_with("arecord ") {
            // A minute is long.
            tree.run(&line.replace("./pbx 60", "./pbx 2"));
        }
    }
}

#[test]
fn pbx_in_c() {
    run_all("example-pbx-c", "ffi-examples/c/pbx.c", 4);
}

#[test]
fn pbx_in_cpp() {
    run_all("example-pbx-cpp", "ffi-examples/cpp/pbx.cpp", 4);
}

#[test]
fn dialplan_in_c() {
    run_all("example-dialplan-c", "ffi-examples/c/dialplan.c", 4);
}

#[test]
fn dialplan_in_cpp() {
    run_all("example-dialplan-cpp", "ffi-examples/cpp/dialplan.cpp", 4);
}

#[test]
fn pages_beside_the_examples() {
    run_all("example-page-c", "ffi-examples/c/README.md", 7);
    run_all("example-page-cpp", "ffi-examples/cpp/README.md", 7);
}

#[test]
fn demo() {
    for (at, path) in ["demo/README.md", "demo/hotline.toml", "demo/lines.toml"].into_iter().enumerate() {
        run_all(&format!("example-demo-{at}"), path, 1);
    }
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-demo-1/out");
    assert!(out.join("ada.wav").exists() && out.join("events.jsonl").exists());
}

/// No example is left out: those in C and C++ are run here, those in other languages by `tests/languages/check.sh`.
#[test]
fn all_examples_are_run() {
    let here = fs::read_to_string(root().join(file!())).unwrap();
    let languages = fs::read_to_string(root().join("tests/languages/check.sh")).unwrap();
    let mut count = 0;
    for folder in fs::read_dir(root().join("ffi-examples")).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        if !matches!(name.as_str(), "c" | "cpp") {
            // The call library is built by `make call`, which that script runs.
            let is_run = languages.contains(&format!("ffi-examples/{name}/")) || name == "call";
            assert!(is_run, "ffi-examples/{name} is not run");
            continue;
        }
        for file in fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            let path = path.strip_prefix(root()).unwrap().display().to_string();
            assert!(here.contains(&format!("\"{path}\"")), "{path} is not run");
            count += 1;
        }
    }
    assert_eq!(count, 6);
}
