//! How the cost of a tick grows, as a picture: SVG, for light and dark screens.

use std::fmt::Write as _;

use super::{Features, Growth};
use mixminus::SampleRate;

/// The whole picture, and the field within its axes, in its own units.
const SIZE: [f64; 2] = [760.0, 500.0];
const LEFT: f64 = 84.0;
const RIGHT: f64 = 560.0;
const TOP: f64 = 86.0;
const BOTTOM: f64 = 430.0;

/// The axes' ends.
const MEMBERS: [f64; 2] = [2.0, 1_000.0];
const US: [f64; 2] = [0.1, 100_000.0];

/// A tick's length: who takes longer cannot go on.
const TICK_US: f64 = 20_000.0;

/// The least distance of labels one below the other.
const LABEL_STEP: f64 = 17.0;

const STYLE: &str = "\
text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:16px;font-weight:600}\
.ground{fill:#ffffff}.grid{stroke:#d0d7de;stroke-width:1}.axis{stroke:#57606a;stroke-width:1.2}\
.axis,.line{fill:none}.line{stroke-width:2}.limit{stroke:#cf222e;stroke-dasharray:5 4}\
.low{stroke:#0969da}.high{stroke:#1a7f37}.other{stroke:#9a6700}.all{stroke-dasharray:7 4}\
.low-text{fill:#0969da}.high-text{fill:#1a7f37}.other-text{fill:#9a6700}.limit-text{fill:#cf222e}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}.grid{stroke:#30363d}.axis{stroke:#8b949e}\
.limit{stroke:#ff7b72}.low{stroke:#58a6ff}.high{stroke:#3fb950}.other{stroke:#d29922}\
.low-text{fill:#58a6ff}.high-text{fill:#3fb950}.other-text{fill:#d29922}.limit-text{fill:#ff7b72}}";

/// A line of the picture.
struct Curve {
    class: &'static str,
    dashed: bool,
    label: String,
    points: Vec<(usize, f64)>,
}

/// What aumix takes for mixing alone, by what the bench of rivals printed: samples a frame, and (members, microseconds).
pub fn aumix(printed: &str) -> Vec<(usize, Vec<(usize, f64)>)> {
    let mut curves: Vec<(usize, Vec<(usize, f64)>)> = Vec::new();
    for line in printed.lines() {
        // mixers samples members aumix / median mixminus / median ratio mixing / median …
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["mixers", samples, members, _, "/", _, _, "/", _, _, mixing, "/", ..] = words[..] else {
            continue;
        };
        let (Ok(samples), Ok(members), Ok(us)) = (samples.parse(), members.parse(), mixing.parse()) else {
            continue;
        };
        match curves.iter_mut().find(|(of, _)| *of == samples) {
            Some((_, points)) => points.push((members, us)),
            None => curves.push((samples, vec![(members, us)])),
        }
    }
    curves
}

fn x(members: f64) -> f64 {
    LEFT + (members / MEMBERS[0]).ln() / (MEMBERS[1] / MEMBERS[0]).ln() * (RIGHT - LEFT)
}

fn y(us: f64) -> f64 {
    BOTTOM - (us / US[0]).ln() / (US[1] / US[0]).ln() * (BOTTOM - TOP)
}

/// The picture: of mixminus the lowest and the highest rate; of aumix what there is.
pub fn svg(grown: &[Growth], aumix: &[(usize, Vec<(usize, f64)>)]) -> String {
    let kilohertz = |samples: usize| samples / 20;
    let class = |samples| if samples == 160 { "low" } else { "high" };
    let own = grown.iter().filter(|growth| matches!(growth.rate, SampleRate::Hz8000 | SampleRate::Hz48000));
    let own = own.map(|growth| {
        let samples = growth.rate.samples_in_ms(20);
        let label = format!("{} kHz, {}", kilohertz(samples), growth.features.name());
        let dashed = growth.features == Features::All;
        Curve { class: class(samples), dashed, label, points: growth.points.clone() }
    });
    let others = aumix.iter().map(|(samples, points)| {
        let label = format!("aumix, {} kHz", kilohertz(*samples));
        Curve { class: "other", dashed: false, label, points: points.clone() }
    });
    let curves: Vec<Curve> = others.chain(own).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\">\
         <title>Cost of a tick by the number of members</title><style>{STYLE}</style>\
         <rect class=\"ground\" width=\"{0}\" height=\"{1}\" rx=\"6\"/>\n\
         <text class=\"title\" x=\"{LEFT}\" y=\"28\">Cost of a tick: one room, everyone talks and hears all others</text>\n\
         <text x=\"{LEFT}\" y=\"49\">20 ms frames, one core, log–log axes. All features: also DTMF, talk events, prompts and \
         taps.</text>\n\
         <text x=\"{LEFT}\" y=\"68\">mixminus: a whole tick. librem’s aumix: mixing alone, without its waiting and buffers.</text>\n",
        SIZE[0], SIZE[1]
    );
    axes(&mut out);
    for curve in &curves {
        let mut path = String::new();
        for (members, us) in &curve.points {
            let command = if path.is_empty() { 'M' } else { 'L' };
            // Writing to a string does not fail.
            let _ = write!(path, "{command}{:.1} {:.1}", x(*members as f64), y(*us));
        }
        let dashed = if curve.dashed { " all" } else { "" };
        let _ = writeln!(out, "<path class=\"line {}{dashed}\" d=\"{path}\"/>", curve.class);
    }
    labels(&mut out, &curves);
    out.push_str("</svg>\n");
    out
}

/// Grid, numbers, names of the axes, and the line of the tick's length.
fn axes(out: &mut String) {
    for members in [2, 5, 10, 20, 50, 100, 200, 500, 1_000] {
        let at = x(f64::from(members));
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{at:.1} {TOP}V{BOTTOM}\"/>\
             <text x=\"{at:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{members}</text>",
            BOTTOM + 20.0
        );
    }
    for (us, label) in [
        (0.1, "0.1 µs"),
        (1.0, "1 µs"),
        (10.0, "10 µs"),
        (100.0, "100 µs"),
        (1_000.0, "1 ms"),
        (10_000.0, "10 ms"),
        (100_000.0, "100 ms"),
    ] {
        let at = y(us);
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{RIGHT}\"/>\
             <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            LEFT - 8.0,
            at + 4.0
        );
    }
    let (limit, middle) = (y(TICK_US), (TOP + BOTTOM) / 2.0);
    let _ = writeln!(
        out,
        "<path class=\"axis\" d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\"/>\
         <path class=\"limit\" d=\"M{LEFT} {limit:.1}H{RIGHT}\"/>\
         <text class=\"limit-text\" x=\"{:.0}\" y=\"{:.1}\">20 ms: the whole tick</text>\
         <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">members of the room, log scale</text>\
         <text transform=\"translate(18 {middle:.0}) rotate(-90)\" text-anchor=\"middle\">processor time per tick, log scale</text>",
        LEFT + 8.0,
        limit - 6.0,
        (LEFT + RIGHT) / 2.0,
        BOTTOM + 48.0
    );
}

/// Each line's name: beside its end, as near as the others' let it, or above an end within the field.
fn labels(out: &mut String, curves: &[Curve]) {
    let mut ends: Vec<(f64, f64, &Curve)> = Vec::new();
    for curve in curves {
        if let Some((members, us)) = curve.points.last() {
            ends.push((x(*members as f64), y(*us), curve));
        }
    }
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (mut above, mut anchor) = (f64::NEG_INFINITY, "end");
    for (x, y, curve) in ends {
        let (x, y, at) = if x > RIGHT - 1.0 {
            above = y.max(above + LABEL_STEP);
            (x + 8.0, above + 4.0, "start")
        } else {
            (x, y - 8.0, std::mem::replace(&mut anchor, "start"))
        };
        let _ = writeln!(
            out,
            "<text class=\"{}-text\" x=\"{x:.0}\" y=\"{y:.1}\" text-anchor=\"{at}\">{}</text>",
            curve.class, curve.label
        );
    }
}
