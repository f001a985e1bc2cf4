//! Conferences as a C host has them: a test a chapter of the program in `tests/c/conference`, on the host's clock.
#![cfg(target_os = "linux")]

#[path = "support/c_program.rs"]
mod c_program;

use c_program::{Link, c, run};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Runs a chapter of the program, which is compiled once.
fn chapter(name: &str) {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let files = [
            "kit",
            "line",
            "ids",
            "signals",
            "terminators",
            "time_limits",
            "ends",
            "blocking",
            "call_audio",
            "crowds",
            "moderation",
            "quotas",
            "mute",
            "sounds",
            "says",
        ];
        c("conference", &files.map(|file| format!("tests/c/conference/{file}.c")), Link::Static)
    });
    run(program, &[name]);
}

#[test]
fn conference_ids() {
    chapter("conference_ids");
}

#[test]
fn signals() {
    chapter("signals");
}

#[test]
fn terminators() {
    chapter("terminators");
}

#[test]
fn time_limits() {
    chapter("time_limits");
}

#[test]
fn ends() {
    chapter("ends");
}

#[test]
fn blocking_calls() {
    chapter("blocking");
}

#[test]
fn call_audio() {
    chapter("call_audio");
}

#[test]
fn says() {
    chapter("says");
}

#[test]
fn crowds() {
    chapter("crowds");
}

#[test]
fn moderation() {
    chapter("moderation");
}

#[test]
fn quotas() {
    chapter("quotas");
}

#[test]
fn mute() {
    chapter("mute");
}

#[test]
fn sounds() {
    chapter("sounds");
}
