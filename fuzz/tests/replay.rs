//! The targets without the fuzzer and its sanitizers, on any compiler: the seeds, random bytes, one file.
//!
//! `REPLAY=FILE TARGET=c_abi cargo test --release one_file` runs a finding; `RUNS=100000 cargo test --release
//! random_bytes` tries that many random inputs, a few thousand a second.

use std::{env, fs};

fn run_seeds(target: &str, run: fn(&[u8])) {
    for entry in fs::read_dir(format!("seeds/{target}")).unwrap() {
        run(&fs::read(entry.unwrap().path()).unwrap());
    }
}

#[test]
fn seeds_find_nothing() {
    mixminus_fuzz::abi::check_defaults();
    run_seeds("c_abi", mixminus_fuzz::c_abi::run);
    run_seeds("dtmf", mixminus_fuzz::dtmf::run);
    run_seeds("scenario", mixminus_fuzz::scenario::run);
    run_seeds("wav", mixminus_fuzz::wav::run);
}

#[test]
fn random_bytes_find_nothing() {
    let runs = env::var("RUNS").map_or(1000, |runs| runs.parse().unwrap());
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    for _ in 0..runs {
        let length = 40 + 4 * usize::from(next());
        // The highest bytes choose what is wrong with a call: mostly, nothing is.
        let calm = next() % 4 != 0;
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                let byte = next();
                if calm && next() % 32 != 0 { byte % 240 } else { byte }
            })
            .collect();
        mixminus_fuzz::c_abi::run(&bytes);
        mixminus_fuzz::dtmf::run(&bytes);
        mixminus_fuzz::scenario::run(&bytes);
        mixminus_fuzz::wav::run(&bytes);
    }
}

#[test]
fn one_file() {
    let Ok(path) = env::var("REPLAY") else { return };
    let bytes = fs::read(path).unwrap();
    match env::var("TARGET").as_deref() {
        Ok("dtmf") => mixminus_fuzz::dtmf::run(&bytes),
        Ok("scenario") => mixminus_fuzz::scenario::run(&bytes),
        Ok("wav") => mixminus_fuzz::wav::run(&bytes),
        _ => mixminus_fuzz::c_abi::run(&bytes),
    }
}
