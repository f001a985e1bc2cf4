//! `mixminus render SCENARIO.toml`: what happens on several calls, as a file says it, on the virtual clock.

mod app;
mod check;
mod form;
mod line;
mod play;
mod script;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use self::play::Play;
use crate::fail::Failure;
use crate::progress;
use crate::render::events::EventLog;
use crate::render::outputs::{self, Staging};
use crate::wav_writer::{BlockWriter, MAX_SAMPLES};

/// Whether a file is a scenario: its name ends in `.toml`.
pub fn is_scenario(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// Plays the scenario in `path` into files in `dir`.
pub fn run(path: &Path, dir: &Path, quiet: bool) -> Result<(), Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
    let script = check::parse(path, &text)?;
    let length = script.ticks as usize * script.frame_len.samples(script.rate);
    if length > MAX_SAMPLES {
        return Err(Failure::at(path, "lasts longer than a 16-bit WAV file can"));
    }
    let name = |call: &script::Call| outputs::wav_name(OsStr::new(&call.name));
    let names = script.calls.iter().map(name).chain([OsString::from(outputs::EVENTS)]);
    outputs::prepare(dir, names, check::inputs(path, &text).iter().map(|path| path.as_path()))?;
    let mut staging = Staging::new(dir)?;
    let outs = script.calls.iter().map(|call| BlockWriter::new(staging.add(name(call)), script.rate.hz()));
    let outs = outs.collect();
    let log_path = staging.add(outputs::EVENTS.into());
    let names = script.calls.iter().map(|call| call.name.clone()).collect();
    let log = EventLog::create(log_path.clone(), script.frame_len, names)
        .map_err(|error| staging.failure(&log_path, error))?;
    let progress = progress::bar(!quiet);
    let played = Play::new(&script, outs, log, &staging).and_then(|play| play.run(&progress));
    progress.finish_and_clear();
    played?;
    staging.publish()?;
    if !quiet {
        let seconds = length as f64 / f64::from(script.rate.hz());
        println!(
            "{}: {} calls, {seconds:.1} s, written to {}",
            path.display(),
            script.calls.len(),
            dir.display()
        );
    }
    Ok(())
}
