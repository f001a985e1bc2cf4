//! The pictures of the documentation are what their script draws of this build.
#![cfg(all(unix, feature = "cli"))]

use std::path::Path;
use std::process::Command;

#[test]
fn pictures_are_what_their_script_draws() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/make.py");
    let mut command = Command::new("python3");
    command.arg(script).args(["--check", "--program", env!("CARGO_BIN_EXE_mixminus")]);
    match command.output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => println!("NOT RUN: python3 is not installed"),
    }
}
