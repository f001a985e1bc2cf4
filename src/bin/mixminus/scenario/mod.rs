//! `mixminus render SCENARIO.toml`: runs the calls and events of a scenario file in virtual time.

mod actions;
mod app;
mod codec;
mod conversion;
mod file;
mod line;
mod out_of_band;
mod report;
mod run;
mod sounds;
mod speaker;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::Path;

use self::file::{Mistake, Sound, script};
use self::run::ScenarioRun;
use crate::fail::Failure;
use crate::printable::printable;
use crate::progress;
use crate::render::events::EventLog;
use crate::render::names::Names;
use crate::render::outputs::{self, Staging};
use crate::source::note_length;
use crate::wav;
use crate::wav_writer::{BlockWriter, MAX_SAMPLES};

/// Returns true if a file is a scenario: its name ends in `.toml`.
pub fn is_scenario(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// What the file of a voice or a prompt holds.
fn sound(path: &Path) -> Result<Sound, String> {
    let recording = fs::File::open(path).map_err(wav::WavError::Io).and_then(wav::decode);
    match recording {
        Ok(recording) => {
            note_length(&printable(path), &recording);
            Ok(Sound { samples: recording.samples, rate_hz: recording.sample_rate_hz })
        }
        Err(error) => Err(format!("{}: {error}", printable(path))),
    }
}

/// A mistake in the file at `path`.
fn failure(path: &Path, mistake: &Mistake) -> Failure {
    Failure::Run(format!("{}:{mistake}", printable(path)))
}

/// Plays the scenario in `path` into files in `dir`.
pub fn run(path: &Path, dir: &Path, quiet: bool) -> Result<(), Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::at(path, error))?;
    let beside = |file: &str| path.parent().unwrap_or(Path::new("")).join(file);
    let sound = |file: &str| sound(&beside(file));
    let script = file::parse(&bytes, MAX_SAMPLES, &sound).map_err(|mistake| failure(path, &mistake))?;
    let name = |call: &script::Call| outputs::wav_name(OsStr::new(&call.name));
    let names = script.calls.iter().map(name).chain([OsString::from(outputs::EVENTS)]);
    let inputs: Vec<_> = script.files.iter().map(|file| beside(file)).chain([path.to_path_buf()]).collect();
    outputs::prepare(dir, names, inputs.iter().map(|path| path.as_path()))?;
    let mut staging = Staging::new(dir)?;
    let outs = script.calls.iter().map(|call| BlockWriter::new(staging.add(name(call)), call.line.rate.hz()));
    let outs = outs.collect();
    let log_path = staging.add(outputs::EVENTS.into());
    let names = script.calls.iter().map(|call| call.name.clone()).collect();
    let log = EventLog::create(log_path.clone(), script.frame_len, Names::new(names))
        .map_err(|error| staging.failure(&log_path, error))?;
    let progress = progress::bar(!quiet);
    let played = ScenarioRun::new(&script, outs, log, &staging).and_then(|play| play.run(&progress));
    progress.finish_and_clear();
    let lines = played?;
    staging.publish()?;
    if !quiet {
        let seconds = script.ticks as f64 * f64::from(script.frame_len.ms()) / 1000.0;
        println!(
            "{}: {} calls, {seconds:.1} s, written to {}",
            printable(path),
            script.calls.len(),
            printable(dir)
        );
        // A table that cannot be shown is no reason to fail: the same is in the log.
        let _ = report::write(&mut io::stdout(), &lines);
    }
    Ok(())
}
