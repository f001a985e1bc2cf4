//! How long the ticks ran, as a picture: SVG, for light and dark screens.

use std::fmt::Write as _;

use super::args::Args;
use super::outcome::Outcome;
use super::times::{LONG_NS, Times};

/// The whole picture, and the field within its axes, in its own units.
const SIZE: [f64; 2] = [760.0, 470.0];
const LEFT: f64 = 80.0;
const RIGHT: f64 = 730.0;
const TOP: f64 = 84.0;
const BOTTOM: f64 = 400.0;

/// A share of ticks is drawn as long as so many ticks make it up; of the rest, the longest is a dot.
const FEWEST: u64 = 10;

const STYLE: &str = "\
text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:16px;font-weight:600}\
.grid{stroke:#d0d7de;stroke-width:1}.axis{stroke:#57606a;stroke-width:1.2}.limit{stroke:#cf222e;stroke-dasharray:5 4}\
.ground{fill:#ffffff}.wall{stroke:#0969da}.cpu{stroke:#1a7f37}.late{stroke:#9a6700}\
.wall,.cpu,.late{fill:none;stroke-width:2}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.axis{stroke:#8b949e}.limit{stroke:#ff7b72}\
.ground{fill:#0d1117}.wall{stroke:#58a6ff}.cpu{stroke:#3fb950}.late{stroke:#d29922}}";

/// What the axes span, by powers of ten: times in microseconds, and the shares of ticks from all down to the least.
#[derive(Clone, Copy, Debug)]
struct Span {
    from_log: f64,
    to_log: f64,
    least_log: f64,
}

impl Span {
    fn x(self, us: f64) -> f64 {
        let part = (us.log10() - self.from_log) / (self.to_log - self.from_log);
        LEFT + part.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(self, share: f64) -> f64 {
        let part = share.log10() / self.least_log;
        TOP + part.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }
}

fn us(ns: u64) -> f64 {
    ns.max(1) as f64 / 1e3
}

/// The picture: for each time, the share of ticks that took longer.
pub fn svg(args: &Args, outcome: &Outcome) -> String {
    let none = Times::new();
    let late = outcome.late.as_ref().unwrap_or(&none);
    let lines = [
        ("wall", "run time, wall clock", &outcome.wall),
        ("cpu", "run time, processor time", &outcome.cpu),
        ("late", "woken late by the system", late),
    ];
    let shown: Vec<_> = lines.into_iter().filter(|(_, _, times)| times.count() > 0).collect();
    // Times shorter than nearly all are not drawn.
    let shortest = shown.iter().map(|(_, _, times)| us(times.percentile(0.1)));
    let longest = shown.iter().map(|(_, _, times)| us(times.max()));
    let span = Span {
        from_log: shortest.fold(f64::INFINITY, f64::min).log10().floor().clamp(-1.0, 3.0),
        to_log: longest.fold(us(LONG_NS) * 2.0, f64::max).log10().ceil(),
        least_log: (FEWEST as f64 / outcome.wall.count().max(1) as f64).log10().floor().clamp(-6.0, -1.0),
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\">\
         <title>How long ticks ran</title><style>{STYLE}</style>\
         <rect class=\"ground\" width=\"{0}\" height=\"{1}\" rx=\"6\"/>\n",
        SIZE[0], SIZE[1]
    );
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<text class=\"title\" x=\"{LEFT}\" y=\"28\">{} rooms of {} at {} kHz, {} ms: {} ticks {}{}{}</text>",
        args.rooms,
        args.participants,
        f64::from(args.rate.hz()) / 1e3,
        args.frame_ms.ms(),
        outcome.wall.count(),
        if args.is_virtual { "in virtual time" } else { "in real time" },
        if args.impair.is_some() { ", impaired lines" } else { "" },
        if args.runs > 1 { format!(", each the minimum of {} runs", args.runs) } else { String::new() }
    );
    axes(&mut out, span);
    for (at, (class, label, times)) in shown.iter().enumerate() {
        let x = LEFT + 220.0 * at as f64;
        let _ = writeln!(
            out,
            "<path class=\"{class}\" d=\"M{x} 52h22\"/><text x=\"{:.0}\" y=\"56\">{label}</text>",
            x + 28.0
        );
        let _ = writeln!(
            out,
            "<path class=\"{class}\" d=\"{}\"/><circle class=\"{class} dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\"/>",
            curve(times, span),
            span.x(us(times.max())),
            span.y(1.0 / times.count() as f64)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// Grid, numbers, names of the axes, and the line of 10 ms.
fn axes(out: &mut String, span: Span) {
    for power in span.from_log as i32..=span.to_log as i32 {
        let (us, x) = (10_f64.powi(power), span.x(10_f64.powi(power)));
        let label = match power {
            ..3 => format!("{us} µs"),
            3..6 => format!("{} ms", us / 1e3),
            _ => format!("{} s", us / 1e6),
        };
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{x:.1} {TOP}V{BOTTOM}\"/>\
             <text x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{label}</text>",
            BOTTOM + 20.0
        );
    }
    for power in span.least_log as i32..=0 {
        let at = span.y(10_f64.powi(power));
        let percent = 10_f64.powi(power + 2);
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{RIGHT}\"/>\
             <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{percent} %</text>",
            LEFT - 8.0,
            at + 4.0
        );
    }
    let (limit, middle) = (span.x(us(LONG_NS)), (TOP + BOTTOM) / 2.0);
    let _ = writeln!(
        out,
        "<path class=\"axis\" fill=\"none\" d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\"/>\
         <path class=\"limit\" d=\"M{limit:.1} {TOP}V{BOTTOM}\"/>\
         <text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"end\">10 ms</text>\
         <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">time, log scale; dot: the longest tick</text>\
         <text transform=\"translate(18 {middle:.0}) rotate(-90)\" text-anchor=\"middle\">ticks that took longer, log scale</text>",
        limit - 4.0,
        TOP + 14.0,
        (LEFT + RIGHT) / 2.0,
        BOTTOM + 48.0
    );
}

/// A step at each time that was seen: down by the share of ticks that took it.
fn curve(times: &Times, span: Span) -> String {
    let count = times.count() as f64;
    let mut longer = times.count();
    let mut path = format!("M{:.1} {:.1}", LEFT, span.y(1.0));
    for (ns, ticks) in times.steps() {
        longer -= ticks;
        let _ = write!(path, "H{:.1}", span.x(us(ns)));
        if longer < FEWEST {
            break;
        }
        let _ = write!(path, "V{:.1}", span.y(longer as f64 / count));
    }
    path
}
