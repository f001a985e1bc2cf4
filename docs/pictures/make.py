#!/usr/bin/env python3
"""Draws the pictures of the documentation: SVG, for light and dark screens. Python's standard library suffices.

    docs/pictures/make.py [--program PROGRAM] [--check]

The waveforms are what `PROGRAM render demo/*.wav` writes (default: target/release/mixminus); the times are the defaults in
src/control/config/engine.rs. With --check it writes nothing, and fails if a committed picture differs.
"""

import argparse
import array
import pathlib
import re
import subprocess
import sys
import tempfile
import wave

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WIDTH = 760

STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#24292f}.title{font-size:16px;font-weight:600}.name{font-weight:600}"
    ".small{font-size:13px}.dim{fill:#57606a}.ground{fill:#ffffff}"
    ".line{fill:none;stroke:#57606a;stroke-width:1.5}.dash{stroke-dasharray:5 4}.head{fill:#57606a}"
    ".over{paint-order:stroke;stroke:#ffffff;stroke-width:5px}.grid{stroke:#d0d7de;stroke-width:1}.wave-a{fill:#0969da}.wave-b{fill:#1a7f37}"
    ".box{fill:#f6f8fa;stroke:#d0d7de;stroke-width:1.2}.ours{fill:#ddf4ff;stroke:#0969da}.sum{fill:#dafbe1;stroke:#1a7f37}"
    ".tap{fill:#fff8c5;stroke:#9a6700}.band{fill:#ddf4ff}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.dim{fill:#9198a1}.ground{fill:#0d1117}.over{stroke:#0d1117}"
    ".line{stroke:#9198a1}.head{fill:#9198a1}.grid{stroke:#30363d}.wave-a{fill:#58a6ff}.wave-b{fill:#3fb950}"
    ".box{fill:#161b22;stroke:#30363d}.ours{fill:#0c2d6b;stroke:#58a6ff}.sum{fill:#04260f;stroke:#3fb950}"
    ".tap{fill:#341a00;stroke:#d29922}.band{fill:#0a2148}}"
)


def escaped(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Picture:
    """A picture, of which parts are added from back to front."""

    def __init__(self, title, height):
        self.head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img"><title>{escaped(title)}</title><style>{STYLE}</style>'
            f'<rect class="ground" width="{WIDTH}" height="{height}" rx="6"/>'
        )
        self.parts = []
        self.text(24, 30, title, "title")

    def add(self, part):
        self.parts.append(part)

    def text(self, x, y, words, kind="", anchor="start"):
        kind = f' class="{kind}"' if kind else ""
        anchor = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.add(f'<text x="{x:g}" y="{y:g}"{kind}{anchor}>{escaped(words)}</text>')

    def box(self, x, y, width, height, lines=(), kind=""):
        """A box with lines in its middle: one that begins with * is a name, one that begins with _ is small."""
        kinds = f"box {kind}".strip()
        self.add(f'<rect class="{kinds}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5"/>')
        first = y + height / 2 + 5 - 9 * (len(lines) - 1)
        for at, line in enumerate(lines):
            kind = {"*": "name", "_": "small dim"}.get(line[:1], "")
            self.text(x + width / 2, first + 18 * at, line.lstrip("*_"), kind, "middle")

    def arrow(self, *points, dashed=False, both=False):
        """A line through these points, with a head at its end."""
        path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
        self.add(f'<path class="line{" dash" if dashed else ""}" d="{path}"/>')
        self.tip(points[-2], points[-1])
        if both:
            self.tip(points[1], points[0])

    def tip(self, before, end):
        (x0, y0), (x, y) = before, end
        length = max(abs(x - x0), abs(y - y0))
        across, along = ((x - x0) / length, (y - y0) / length)
        back = (x - 8 * across, y - 8 * along)
        sides = [(back[0] + 4 * sign * along, back[1] - 4 * sign * across) for sign in (1, -1)]
        corners = " ".join(f"{a:g},{b:g}" for a, b in [(x, y), *sides])
        self.add(f'<polygon class="head" points="{corners}"/>')

    def svg(self):
        return "\n".join([self.head, *self.parts, "</svg>"]) + "\n"


def defaults():
    """Milliseconds by name, as an engine has them by default."""
    text = (ROOT / "src/control/config/engine.rs").read_text(encoding="utf-8").split("impl Default for EngineConfig")[1]
    found = {name: int(ms) for name, ms in re.findall(r"\b(prefill_ms|dtmf_look_ahead_ms): (\d+),", text)}
    found["frame_ms"] = int(re.search(r"frame_len: FrameLen::Ms(\d+),", text)[1])
    return found


def samples(path):
    with wave.open(str(path), "rb") as file:
        found = array.array("h", file.readframes(file.getnframes()))
        if sys.byteorder == "big":
            found.byteswap()
        return found, file.getframerate()


def rendered(program):
    """What each participant of the demo says and gets: {name: samples}, twice, and their rate."""
    inputs = sorted((ROOT / "demo").glob("*.wav"))
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([program, "render", "--quiet", "--out", out, *map(str, inputs)], check=True)
        says = {path.stem: samples(path) for path in inputs}
        gets = {path.stem: samples(pathlib.Path(out) / path.name)[0] for path in inputs}
    return {name: found for name, (found, _) in says.items()}, gets, says["ada"][1]


def waveforms(program):
    """What six callers say, and what two of them get."""
    says, gets, rate = rendered(program)
    picture = Picture("Six calls in one room: each caller gets the sum of all the others", 486)
    left, right, top = 132, 736, 66
    seconds = max(map(len, says.values())) / rate
    x = lambda second: left + second / seconds * (right - left)

    def row(y, height, found, kind):
        """The least and the greatest sample of each step."""
        step = -(-len(found) // 340)
        upper, lower = [], []
        for at in range(0, len(found), step):
            part = found[at:at + step]
            where = x((at + len(part) / 2) / rate)
            upper.append(f"{where:.1f} {y - max(part) / 32768 * height / 2 - 0.4:.1f}")
            lower.append(f"{where:.1f} {y - min(part) / 32768 * height / 2 + 0.4:.1f}")
        picture.add(f'<path class="{kind}" d="M{"L".join(upper)}L{"L".join(reversed(lower))}Z"/>')

    # Where Ada talks: from the first to the last loud sample of each of her sentences.
    loud = [at for at, sample in enumerate(says["ada"]) if abs(sample) > 300]
    starts = [loud[0]] + [after for before, after in zip(loud, loud[1:]) if after - before > rate]
    ends = [before for before, after in zip(loud, loud[1:]) if after - before > rate] + [loud[-1]]
    for start, end in zip(starts, ends):
        picture.add(f'<rect class="band" x="{x(start / rate):.1f}" y="{top - 14}" '
                    f'width="{x(end / rate) - x(start / rate):.1f}" height="372"/>')
    for second in range(int(seconds) + 1):
        picture.add(f'<path class="grid" d="M{x(second):.1f} {top - 14}V{top + 358}"/>')
        picture.text(x(second), top + 376, f"{second} s", "small dim", "middle")
    y = top + 8
    for name in says:
        picture.text(24, y + 5, f"{name.capitalize()} says")
        row(y, 56, says[name], "wave-a" if name == "ada" else "wave-b")
        y += 36
    for name in ["ada", "ben"]:
        y += 22
        picture.text(24, y + 5, f"{name.capitalize()} gets", "name")
        row(y, 84, gets[name], "wave-b")
        y += 40
    picture.text(24, 470, "Shaded: Ada talks. Her own voice (blue) is in what Ben gets, and not in what she gets.", "dim")
    return picture


def pbx():
    """Where the library sits in a PBX."""
    picture = Picture("Where mixminus sits in a PBX", 384)
    picture.box(150, 52, 590, 316, kind="frame")
    picture.text(170, 76, "your PBX or SIP server", "dim")
    picture.box(20, 106, 96, 124, ["*Phones,", "trunks,", "browsers"])
    picture.box(560, 92, 160, 256, kind="ours")
    words = ["*mixminus", "rooms: mix-minus", "DTMF", "prompts", "hold music", "recordings", "_no SIP, RTP", "_or codecs"]
    for at, line in enumerate(words):
        kind = {"*": "name", "_": "small dim"}.get(line[:1], "")
        picture.text(640, 122 + 29 * at, line.lstrip("*_"), kind, "middle")
    for y, codec in [(98, "decoder"), (182, "encoder")]:
        picture.box(170, y, 110, 52, ["RTP", "_jitter buffer"] if codec == "decoder" else ["RTP"])
        picture.box(320, y, 100, 52, [codec])
    for points in [[(116, 124), (170, 124)], [(280, 124), (320, 124)], [(420, 124), (560, 124)],
                   [(560, 208), (420, 208)], [(320, 208), (280, 208)], [(170, 208), (116, 208)]]:
        picture.arrow(*points)
    picture.text(490, 116, "write: PCM", "small", "middle")
    picture.text(490, 200, "read: PCM", "small", "middle")
    picture.box(170, 272, 250, 70, ["SIP signalling,", "dialplan, API"])
    picture.arrow((68, 230), (68, 307), (170, 307), both=True)
    picture.text(76, 300, "SIP", "small")
    picture.arrow((420, 292), (560, 292))
    picture.text(490, 284, "join, say, mute …", "small", "middle")
    picture.arrow((560, 326), (420, 326))
    picture.text(490, 318, "events", "small", "middle")
    return picture


def mix_minus():
    """Sum once, subtract self."""
    picture = Picture("Mix-minus: sum once, subtract self", 330)
    rows = [(64, "Ada says a", "Ada gets S − a"), (110, "Ben says b", "Ben gets S − b"), (156, "Clara says c", "Clara gets S − c"),
            (202, "Dan is silent", "Dan gets S")]
    picture.box(300, 84, 160, 134, ["*S = a + b + c", "summed once,", "wider than 16 bits"], "sum")
    for y, says, gets in rows:
        at = 115 + (y - 64) * 72 / 138
        picture.box(24, y, 170, 36, [says])
        picture.box(566, y, 170, 36, [gets], "ours")
        picture.arrow((194, y + 18), (300, at), dashed=says.startswith("Dan"))
        picture.arrow((460, at), (566, y + 18))
    picture.text(24, 270, "N talkers: N − 1 additions and N subtractions per sample; 199 operations for a room of 100.")
    picture.text(24, 292, "A mixer that adds up the others for each listener: N (N − 2) additions; 9,800 for a room of 100.")
    picture.text(24, 314, "Each mix is saturated to 16 bits when it is written. All silent members share one frame.", "dim")
    return picture


def latency():
    """From a caller's word to another's ear, with an engine's defaults."""
    ms = defaults()
    frame, prefill, look = ms["frame_ms"], ms["prefill_ms"], ms["dtmf_look_ahead_ms"]
    mixed, out = frame + prefill, frame + prefill + look
    end = out + frame
    picture = Picture("Latency inside the library, with the default settings", 330)
    x = lambda at: 24 + at * 712 / end
    top, step = 58, 42
    for at in range(0, end + 1, 10):
        picture.add(f'<path class="grid" d="M{x(at):.1f} {top}V{top + 5 * step}"/>')
        anchor = {0: "start", end: "end"}.get(at, "middle")
        picture.text(x(at), top + 5 * step + 18, f"{at} ms", "small dim", anchor)
    rows = [
        (0, frame, "box", f"packet: {frame} ms of speech, decoded and written"),
        (frame, mixed, "box", f"prefill, {prefill} ms: buffer against jitter"),
        (mixed, mixed + 0.6, "box sum", "the tick takes the frame and mixes it: microseconds"),
        (mixed, out, "box tap", f"look-ahead, {look} ms: DTMF suppression"),
        (out, end, "box dash", f"until the next read: 0 to {frame} ms"),
    ]
    for row, (start, stop, kind, words) in enumerate(rows):
        y = top + 8 + row * step
        picture.add(f'<rect class="{kind}" x="{x(start):.1f}" y="{y}" width="{x(stop) - x(start):.1f}" height="24" rx="3"/>')
        if start < mixed:
            picture.text(x(stop) + 10, y + 17, words, "over")
        else:
            picture.text(x(start) - 10, y + 17, words, "over", "end")
    picture.text(24, 310, f"{out} ms, if the host reads right after the tick; {frame} ms with prefill_ms = 0 and play_tones = 1.", "name")
    return picture


def tick():
    """The signal path of one tick."""
    picture = Picture("One tick: the signal path from write to read", 486)
    left, middle, right, wide = 24, 292, 526, 210
    picture.text(left + wide / 2, 62, "each member", "dim", "middle")
    picture.text(right + wide / 2, 62, "each member", "dim", "middle")
    picture.text(middle + 88, 206, "each room", "dim", "middle")
    inputs = [["in-ring"], ["take one frame"], ["detect DTMF"], ["suppress DTMF tones"], ["add injected DTMF tones"], ["gain, mute, level"]]
    outputs = [["out-ring"], ["prompts, hold music"], ["DTMF digits to the line"], ["deaf"], ["own mix or common mix"]]
    for at, lines in enumerate(inputs):
        y = 96 + 52 * at
        picture.box(left, y, wide, 34, lines, "ours" if at == 0 else "")
        picture.arrow((left + wide / 2, y - 18 if at else 72), (left + wide / 2, y))
    picture.text(left + wide / 2 + 10, 86, "write", "small")
    heights = [96, 160, 224, 288, 356]
    for y, above, lines in zip(heights, [72, *[y + 34 for y in heights]], outputs):
        picture.box(right, y, wide, 34, lines, "ours" if y == 96 else "")
        picture.arrow((right + wide / 2, y), (right + wide / 2, above))
    picture.text(right + wide / 2 + 10, 86, "read", "small")
    picture.box(middle, 220, 176, 34, ["room prompts"])
    picture.arrow((middle + 88, 254), (middle + 88, 342))
    picture.box(middle, 342, 176, 62, ["*sum, minus self", "saturate"], "sum")
    picture.arrow((left + wide, 373), (middle, 373))
    picture.arrow((middle + 176, 373), (right, 373))
    taps = [(250, 309, "tap: before mute", [(left + wide, 321), (250, 321)]), (70, 412, "tap: after mute", [(129, 390), (129, 412)]),
            (321, 426, "tap: mix", [(380, 404), (380, 426)]), (392, 165, "tap: output", [(right, 177), (510, 177)])]
    for x, y, words, path in taps:
        picture.box(x, y, 118, 24, kind="tap")
        picture.text(x + 59, y + 17, words, "small", "middle")
        picture.arrow(*path)
    picture.text(24, 472, "Audio for which no DTMF work is to be done goes straight from “take one frame” to gain.", "dim")
    return picture


PICTURES = {
    "latency": lambda program: latency(),
    "mix-minus": lambda program: mix_minus(),
    "pbx": lambda program: pbx(),
    "tick": lambda program: tick(),
    "waveforms": waveforms,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=ROOT / "target/release/mixminus", help="mixminus, built (default: %(default)s)")
    parser.add_argument("--check", action="store_true", help="compare with what is committed")
    args = parser.parse_args()
    stale = []
    for name, draw in PICTURES.items():
        path, drawn = HERE / f"{name}.svg", draw(args.program).svg()
        if not args.check:
            path.write_text(drawn, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != drawn:
            stale.append(path.name)
    if stale:
        sys.exit(f"{', '.join(stale)}: not what docs/pictures/make.py draws; run it and look at the pictures")


if __name__ == "__main__":
    main()
