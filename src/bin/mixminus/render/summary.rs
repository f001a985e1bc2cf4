//! The summary that a run prints.

use std::io::{self, Write};

use mixminus::{FrameLen, SampleRate};

use super::conference::{Member, Outcome};
use super::levels::Levels;
use crate::printable::printable;

/// Writes a table of the members and a few lines about the run. The first member is the silent listener.
pub fn write(
    out: &mut impl Write,
    members: &[Member<'_>],
    outcome: &Outcome,
    rate: SampleRate,
    frame: FrameLen,
) -> io::Result<()> {
    let names: Vec<String> = members.iter().map(|member| printable(member.name)).collect();
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let width = longest.max("participant".len());
    let seconds = |levels: &Levels, rate: SampleRate| levels.samples() as f64 / f64::from(rate.hz());
    writeln!(out, "{:width$}    says, dBFS      hears, dBFS         says", "")?;
    writeln!(out, "{:width$}     rms    peak     rms    peak    seconds", "participant")?;
    // The listener to the whole mix comes last.
    let rows = members.iter().zip(&names);
    for (member, name) in rows.clone().skip(1).chain(rows.take(1)) {
        let (said, heard) = (pair(&member.said), pair(&member.heard));
        writeln!(out, "{name:width$}  {said}  {heard}  {:>9.3}", seconds(&member.said, member.line.rate))?;
    }
    let Outcome { ticks, stats, simd, took } = outcome;
    let heard = members.first().map_or(0.0, |listener| seconds(&listener.heard, rate));
    let took = took.as_secs_f64();
    let tick_us = stats.tick_ns_total as f64 / 1e3 / stats.ticks.max(1) as f64;
    writeln!(
        out,
        "\n{ticks} ticks of {} ms at {} Hz; overloads (ticks in which the sum of all was beyond 16 bits): {}\n\
         {heard:.3} s of conference in {took:.3} s, {:.0} times real time; {tick_us:.1} µs a tick, SIMD {}",
        frame.ms(),
        rate.hz(),
        stats.overloads,
        heard / took.max(1e-9),
        simd.name(),
    )
}

/// RMS and peak in two columns.
fn pair(levels: &Levels) -> String {
    format!("{:>6.1}  {:>6.1}", levels.rms_dbfs(), levels.peak_dbfs())
}
