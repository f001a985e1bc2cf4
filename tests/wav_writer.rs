//! Writing WAV files: the header is right however often a file is gone on with.
#![cfg(feature = "cli")]

#[path = "support/wav_bytes.rs"]
mod wav_bytes;
#[path = "../src/bin/mixminus/wav_writer.rs"]
mod wav_writer;

use wav_bytes::samples_of;
use wav_writer::{BlockWriter, MAX_SAMPLES, whole};

#[test]
fn files_written_in_blocks_are_whole() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("blocks.wav");
    let _ = std::fs::remove_file(&path);
    let said: Vec<i16> = (0..100_000).map(|i| (i * 7919 % 65_536 - 32_768) as i16).collect();
    let mut writer = BlockWriter::new(path.clone(), 32_000);
    for part in said.chunks(30_011) {
        writer.push(part).unwrap();
    }
    writer.finish().unwrap();
    assert_eq!(writer.path(), path);
    let bytes = std::fs::read(&path).unwrap();
    assert!(samples_of(&bytes, 32_000) == said);
    assert!(whole(&said, 32_000).unwrap() == bytes, "the same, made at once");
    // Never over a file that is there.
    assert!(BlockWriter::new(path, 8000).finish().is_err());
    const { assert!(2 * MAX_SAMPLES + 44 <= u32::MAX as usize) };
}
