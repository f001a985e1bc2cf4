//! What became of a call's packets: a line of the log, and a row of the summary.

use std::io::{self, Write};

use mixminus::{ParticipantStats, SampleRate};
use serde_json::{Map, Value};

use super::file::script::{Encoding, LineForm};
use crate::network::PacketCounts;
use crate::printable::printable;

/// The report of a line, at its end.
#[derive(Clone, Debug)]
pub struct LineReport {
    name: String,
    rate: SampleRate,
    encoding: Encoding,
    packets: PacketCounts,
    stats: ParticipantStats,
}

impl LineReport {
    /// The report of the call `name`.
    pub fn new(name: &str, form: &LineForm, packets: PacketCounts, stats: ParticipantStats) -> LineReport {
        LineReport { name: name.into(), rate: form.rate, encoding: form.encoding, packets, stats }
    }

    /// A line of the log, for the end of `tick`.
    pub fn fields(&self, tick: u64) -> Map<String, Value> {
        let mut fields = Map::new();
        let mut set = |key: &str, value: Value| fields.insert(key.into(), value);
        set("tick", tick.into());
        set("event", "line".into());
        set("participant", self.name.clone().into());
        set("rate", self.rate.hz().into());
        set("encoding", encoding_name(self.encoding).into());
        set("packets_sent", self.packets.sent.into());
        set("packets_lost", self.packets.lost.into());
        let stats = &self.stats;
        let samples = [
            ("late_samples", stats.late),
            ("reordered_samples", stats.reordered),
            ("concealed_samples", stats.concealed),
            ("concealment_events", stats.concealment_events),
            ("underruns", stats.underruns),
        ];
        for (key, count) in samples {
            set(key, count.into());
        }
        fields
    }
}

fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::S16 => "s16",
        Encoding::F32 => "f32",
        Encoding::MuLaw => "mulaw",
        Encoding::ALaw => "alaw",
    }
}

/// Writes a table of all lines.
pub fn write(out: &mut impl Write, lines: &[LineReport]) -> io::Result<()> {
    let names: Vec<String> = lines.iter().map(|line| printable(&line.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max("line".len());
    writeln!(out, "\n{:width$}                   packets                   samples", "")?;
    writeln!(
        out,
        "{:width$}     Hz  encoding     sent    lost       late  reordered  concealed  underruns",
        "line"
    )?;
    for (line, name) in lines.iter().zip(&names) {
        let LineReport { rate, encoding, packets, stats, .. } = line;
        writeln!(
            out,
            "{name:width$}  {:>5}  {:<8}  {:>7} {:>7} {:>10} {:>10} {:>10} {:>10}",
            rate.hz(),
            encoding_name(*encoding),
            packets.sent,
            packets.lost,
            stats.late,
            stats.reordered,
            stats.concealed,
            stats.underruns,
        )?;
    }
    Ok(())
}
