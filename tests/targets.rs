//! What the library is not made for is refused when it is built, with a sentence.

use std::path::Path;
use std::process::Command;

/// Compiles the build script and runs it as cargo would for a target whose pointers have so many bits.
fn build_script(width: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("build-script-{width}"));
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let compiled =
        Command::new(rustc).args(["--edition=2024", "-o"]).arg(&program).arg(root.join("build.rs")).status();
    assert!(compiled.expect("rustc runs").success());
    let output = Command::new(&program)
        .env("CARGO_CFG_TARGET_POINTER_WIDTH", width)
        .env("CARGO_CFG_TARGET_OS", "linux")
        .output()
        .expect("the build script runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn only_64_bit_targets_are_built_for() {
    // Cargo fails the build on a line that begins so.
    let is_refused = |said: &str| said.lines().any(|line| line.starts_with("cargo::error="));
    assert!(!is_refused(&build_script("64")));
    let said = build_script("32");
    assert!(is_refused(&said) && said.contains("64-bit targets only"), "{said}");
}
