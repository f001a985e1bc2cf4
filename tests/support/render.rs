//! What the tests of `mixminus render` share: a directory each, the run of the binary, the contract's formula.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A fresh directory of that name for one test.
pub fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// Writes a file, and tells its path.
pub fn put(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// The binary, about to run in `dir`.
pub fn mixminus(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mixminus"));
    command.current_dir(dir).env("LC_ALL", "C");
    command
}

/// Runs `mixminus render` with these arguments, separated by blanks.
pub fn render(dir: &Path, arguments: &str) -> Output {
    mixminus(dir).arg("render").args(arguments.split_whitespace()).output().unwrap()
}

/// The same, and it must succeed; tells standard output and standard error.
pub fn rendered(dir: &Path, arguments: &str) -> (String, String) {
    let output = render(dir, arguments);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{arguments:.200}: {stderr}");
    (stdout, stderr)
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The names of what a directory holds, sorted.
pub fn listing(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Samples that swing up to `peak`, the same for the same `seed`.
pub fn noise(seed: u32, length: usize, peak: i32) -> Vec<i16> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 12) as i32 % (2 * peak + 1) - peak) as i16
    };
    std::iter::repeat_with(next).take(length).collect()
}

/// What whoever is not `listener` contributes and `listener` hears, sample for sample, by the contract alone. A
/// `listener` beyond the voices hears all of them.
pub fn heard(voices: &[Vec<i16>], listener: usize, rate: u32) -> Vec<i16> {
    let length = voices.iter().map(Vec::len).max().unwrap();
    let ramp = u64::from(rate / 200);
    let sample = |at: usize| {
        let gain = ((1_i64 << 25) * (at as i64 + 1).min(ramp as i64)) / ramp as i64;
        let others = voices.iter().enumerate().filter(|&(voice, _)| voice != listener);
        let sum: i64 = others
            .map(|(_, said)| i64::from(said.get(at).copied().unwrap_or(0)))
            .map(|said| ((said * gain + (1 << 24)) >> 25).clamp(-32_768, 32_767))
            .sum();
        sum.clamp(-32_768, 32_767) as i16
    };
    (0..length).map(sample).collect()
}
