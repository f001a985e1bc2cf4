//! C and C++ programs, compiled with a host's compiler and warnings, linked with the library that this build has made.
//!
//! Environment: `CC` and `CXX` name the compilers; `MIXMINUS_C_FLAGS` adds flags, such as `-fsanitize=address`;
//! `MIXMINUS_C_RUNNER` runs each program, such as `valgrind -q --error-exitcode=9 --leak-check=full`.
#![allow(dead_code)]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a host links with the static library, as `cargo rustc -- --print native-static-libs` tells.
const SYSTEM_LIBRARIES: [&str; 5] = ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm"];

/// How a program gets the library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Link {
    Static,
    Shared,
    /// By `dlopen`, from the path in its first argument.
    Loaded,
}

pub fn c(name: &str, sources: &[String], link: Link) -> PathBuf {
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    build(&compiler, "c99", name, sources, link)
}

/// Compiles a program into the folder for tests' files.
pub fn build(compiler: &str, standard: &str, name: &str, sources: &[String], link: Link) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut command = words(compiler);
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg(format!("-std={standard}"))
        .args(["-g", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-Iinclude"])
        .args(env::var("MIXMINUS_C_FLAGS").unwrap_or_default().split_whitespace())
        .args(sources);
    match link {
        Link::Static => command.arg(library("libmixminus.a")).args(SYSTEM_LIBRARIES),
        Link::Shared => {
            let shared = library("libmixminus.so");
            // The soname is libmixminus.so.0, as an installed library would be called.
            let soname = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.lib/libmixminus.so.0"));
            let folder = soname.parent().unwrap();
            std::fs::create_dir_all(folder).unwrap();
            std::fs::copy(&shared, &soname).unwrap();
            command.arg(shared).arg(format!("-Wl,-rpath,{}", folder.display())).arg("-lpthread")
        }
        Link::Loaded => command.arg("-ldl"),
    };
    command.arg("-o").arg(&program);
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    program
}

/// Runs a program and shows what it said if it fails.
pub fn run(program: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) {
    let runner = env::var("MIXMINUS_C_RUNNER").unwrap_or_default();
    let mut command = match runner.is_empty() {
        true => Command::new(program),
        false => words(&runner),
    };
    if !runner.is_empty() {
        command.arg(program);
    }
    let output = command.args(arguments).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{said}\n{complained}", output.status);
}

/// A command of several words, such as `ccache cc`.
fn words(line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().expect("a command"));
    command.args(words);
    command
}

/// The library of this very build: cargo makes all of its kinds at once, beside the tests.
pub fn library(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    let path = test.parent().unwrap().join(name);
    assert!(path.exists(), "{} was not built", path.display());
    path
}
