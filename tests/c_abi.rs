//! The C ABI as C and C++ programs use it: compiled with a host's compiler and warnings, linked with the library that
//! this build has made, run.
#![cfg(target_os = "linux")]

#[path = "support/c_program.rs"]
mod c_program;

use c_program::{Link, build, c, library, run};
use std::env;

/// No arguments.
const NONE: &[&str] = &[];

#[test]
fn misuse_is_answered_by_statuses() {
    let sources: Vec<String> = [
        "main",
        "null",
        "structs",
        "values",
        "handles",
        "states",
        "counts",
        "prompts",
        "taps",
        "threads",
        "cancelled",
        "processes",
    ]
    .map(|chapter| format!("tests/c/misuse/{chapter}.c"))
    .to_vec();
    run(&c("misuse", &sources, Link::Static), NONE);
}

#[test]
fn a_pbx_in_c() {
    run(&c("pbx-c", &["ffi-examples/c/pbx.c".to_owned()], Link::Shared), NONE);
}

#[test]
fn a_pbx_in_cpp() {
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    let sources = ["ffi-examples/cpp/pbx.cpp".to_owned()];
    run(&build(&compiler, "c++17", "pbx-cpp", &sources, Link::Shared), NONE);
}

#[test]
fn the_last_owner_may_go_in_its_own_handler() {
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    let sources = ["tests/cpp/owners.cpp".to_owned()];
    run(&build(&compiler, "c++17", "owners-cpp", &sources, Link::Shared), NONE);
}

#[test]
fn rates_of_lines_rooms_and_taps_in_cpp() {
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    let sources = ["tests/cpp/rates.cpp".to_owned()];
    run(&build(&compiler, "c++17", "rates-cpp", &sources, Link::Shared), NONE);
}

#[cfg(feature = "recorder")]
#[test]
fn recordings() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("recordings");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    run(&c("recording", &["tests/c/recording.c".to_owned()], Link::Static), &[&folder]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_hundred_lives_of_the_library() {
    let program = c("reload", &["tests/c/reload.c".to_owned()], Link::Loaded);
    run(&program, &[&library("libmixminus.so")]);
}
