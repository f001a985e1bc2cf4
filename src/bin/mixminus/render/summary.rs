//! What a run prints when it is done.

use std::io::{self, Write};

use mixminus::{FrameLen, SampleRate};

use super::conference::{Member, Outcome};
use super::levels::Levels;

/// Writes a table of the members and a few lines about the run. The first member is the silent listener.
pub fn write(
    out: &mut impl Write,
    members: &[Member<'_>],
    outcome: &Outcome,
    rate: SampleRate,
    frame: FrameLen,
) -> io::Result<()> {
    let names: Vec<String> = members
        .iter()
        .map(|member| member.name.display().to_string())
        .collect();
    let width = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0)
        .max("participant".len());
    let seconds = |samples: u64| samples as f64 / f64::from(rate.hz());
    writeln!(
        out,
        "{:width$}     says, dBFS       hears, dBFS       says   limited",
        ""
    )?;
    writeln!(
        out,
        "{:width$}     rms    peak      rms    peak    seconds    frames",
        "participant"
    )?;
    // Whoever hears the whole room comes last.
    for (member, name) in members
        .iter()
        .zip(&names)
        .skip(1)
        .chain(members.iter().zip(&names).take(1))
    {
        writeln!(
            out,
            "{name:width$}  {}  {}  {:>9.3}  {:>8}",
            pair(&member.said),
            pair(&member.heard),
            seconds(member.said.samples()),
            member.limited,
        )?;
    }
    let stats = &outcome.stats;
    let heard = seconds(members.first().map_or(0, |listener| listener.heard.samples()));
    let took = outcome.took.as_secs_f64();
    writeln!(
        out,
        "\n{} ticks of {} ms at {} Hz, {} mixed frames limited\n\
         {heard:.3} s of conference in {took:.3} s, {:.0} times real time; {:.1} µs a tick, SIMD {}",
        stats.ticks,
        frame.ms(),
        rate.hz(),
        stats.overloads,
        heard / took.max(1e-9),
        stats.tick_ns_total as f64 / 1e3 / stats.ticks.max(1) as f64,
        format!("{:?}", outcome.simd).to_lowercase(),
    )
}

/// RMS and peak in two columns.
fn pair(levels: &Levels) -> String {
    format!("{:>6.1}  {:>6.1}", levels.rms_dbfs(), levels.peak_dbfs())
}
