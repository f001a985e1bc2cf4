//! The examples of Rust run to their end; each asserts what it shows.
#![cfg(feature = "recorder")]

#[path = "../examples/bridge.rs"]
mod bridge;
#[path = "../examples/dtmf.rs"]
mod dtmf;
#[path = "../examples/playback.rs"]
mod playback;
#[path = "../examples/record.rs"]
mod record;

#[test]
fn bridge() {
    bridge::main().unwrap();
}

#[test]
fn dtmf() {
    dtmf::main().unwrap();
}

#[test]
fn playback() {
    playback::main().unwrap();
}

#[test]
fn record() {
    record::main().unwrap();
    let dir = std::env::temp_dir().join(format!("mixminus-record-{}", std::process::id()));
    let files = std::fs::read_dir(&dir).unwrap().count();
    std::fs::remove_dir_all(dir).unwrap();
    assert_eq!(files, 4);
}

/// Each is short, says how it is run, and runs here.
#[test]
fn all_examples_are_here_and_short() {
    let here = include_str!("rust_examples.rs");
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut count = 0;
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(here.contains(&format!("\"../examples/{name}.rs\"")), "{name} is not run here");
        assert!(
            text.contains(&format!("//!     cargo run --example {name}\n")),
            "{name} does not say how to run it"
        );
        assert!(text.lines().count() <= 80, "{name} is long");
        count += 1;
    }
    assert_eq!(count, 4);
}
