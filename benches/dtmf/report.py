"""The figures that the scores come to, and whether they keep their limits."""

import math
import statistics

ALWAYS = 0.99


def widest(scores, middle, share=ALWAYS):
    """The lowest and the highest value such that from `middle` to there all sets are right to that share."""
    low = high = None
    for value in sorted((v for v in scores if v <= middle), reverse=True):
        if scores[value].share() < share:
            break
        low = value
    for value in sorted(v for v in scores if v >= middle):
        if scores[value].share() < share:
            break
        high = value
    return low, high


def lowest(scores, share=ALWAYS):
    """The lowest value from which on all sets are right to that share."""
    return widest(scores, max(scores), share)[0]


def highest(scores, share=ALWAYS):
    """The highest value up to which all sets are right to that share."""
    return widest(scores, min(scores), share)[1]


def text(value, unit=""):
    """A figure, or a dash."""
    return "–" if value is None else f"{value:.4g}{unit}".replace("-", "−")


def per_cent(share):
    """A share in per cent, rounded towards the worse."""
    return f"{int(share * 1000) / 10:g}"


def accepts(scores, *values, share=ALWAYS):
    """Whether the sets of these values are right to that share."""
    return all(scores[value].share() >= share for value in values)


def frequency(s):
    """Widest deviation that is accepted."""
    return text(highest(s)), accepts(s, 1.5)


def beyond(s):
    """Trials beyond 3.5 % in which a digit was reported."""
    trials = sum(score.trials for score in s.values())
    wrong = sum(score.trials - score.silent for score in s.values())
    return f"{100 * wrong / trials:.2g}", wrong == 0


def twist(s):
    """Column over row: from … to."""
    low, high = widest(s, 0)
    return f"{text(low)} … {text(high)}", accepts(s, -8, 4)


def level(s):
    """From … to."""
    low, high = widest(s, -20)
    return f"{text(low)} … {text(high)}", accepts(s, 3, -40) and s[-55].silent == s[-55].trials


def duration(s):
    """Shortest always, longest never."""
    never = None
    for value in sorted(s):
        if s[value].silent < s[value].trials:
            break
        never = value
    kept = accepts(s, 40, 35) and all(s[value].silent == s[value].trials for value in s if value <= 23)
    return f"{text(lowest(s))} / {text(never)}", kept


def noise(s):
    """Ratios for 99.9 % and 50 %."""
    return f"{text(lowest(s, 0.999))} / {text(lowest(s, 0.5))}", accepts(s, 9, share=0.999)


def share_of(value, least):
    """A row with the share right at one value."""
    return lambda s: (per_cent(s[value].share()), s[value].share() >= least)


def from_on(limit):
    """A row with the value from which on it is always right."""
    return lambda s: (text(lowest(s)), accepts(s, limit))


def up_to(limit):
    """A row with the value up to which it is always right."""
    return lambda s: (text(highest(s)), accepts(s, limit))


def steady(limit, to_pair):
    """A row with how loud a steady tone may be: counted from one tone, from the pair; the share right at 0 dB."""
    def figure(s):
        loudest = highest(s)
        pair = None if loudest is None else round(loudest + to_pair)
        return f"{text(loudest)} / {text(pair)}; {per_cent(s[0].share())}", accepts(s, limit)
    return figure


def losses(s):
    """Right and split."""
    score = s[3]
    return f"{per_cent(score.share())} / {100 * score.split / score.trials:.2g}", None


def latency(s):
    """Median and worst."""
    times = s[0].latencies
    if not times:
        return "–", False
    middle, worst = statistics.median(times), max(times)
    return f"{middle:.3g} / {worst:.3g}", middle <= 42 and worst <= 58


def spans(s):
    """Between the earliest and the latest error of the start and of the end."""
    errors = s[0].starts, s[0].ends
    if not all(errors):
        return "–", False
    start, end = (max(error) - min(error) for error in errors)
    return f"{start:.2g} / {end:.2g}", max(start, end) <= 5


def upper_bound(hits):
    """Of the mean of a Poisson process that gave so many hits, 95 %, one-sided."""
    low, high = 1e-9, 20.0 + 3 * hits
    while high - low > 1e-6:
        mean = (low + high) / 2
        chance = sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(hits + 1))
        low, high = (mean, high) if chance > 0.05 else (low, mean)
    return high


def false_digits(per_hour):
    """A row of false digits in so many hours, and the upper bound of their rate."""
    def figure(s):
        hits, hours = sum(score.false for score in s.values()), sum(score.hours for score in s.values())
        bound = upper_bound(hits) / hours
        return f"{hits} in {hours:.2f} h (< {bound:.2g}/h)", None if per_hour is None else hits <= per_hour * hours
    return figure


# In the table of ITU-T Q.24: NTT's limit, 6 false digits in 46 hours.
Q24_TALK_OFF = 6 / 46

# Line, what the figure is, the limit in words, figure and whether it is kept (None: no limit).
ROWS = (
    ("frequency-one", "accepted, one tone off by ±%", "≥ 1.5", frequency),
    ("frequency-both", "accepted, both tones off by ±%", "≥ 1.5", frequency),
    ("frequency-beyond", "still accepted from 3.5 % on, % of trials", "0", beyond),
    ("twist", "twist accepted, column over row, dB", "−8 … +4", twist),
    ("level", "level of each tone accepted, dBm0", "−40 … +3, none at −55", level),
    ("duration", "shortest always / longest never accepted, ms", "≤ 35 / ≥ 23", duration),
    ("pause", "shortest pause that splits the same digit, ms", "≤ 20", from_on(20)),
    ("interruption", "interruption bridged, ms", "≥ 10", up_to(10)),
    ("strings", "strings of ten, 50 ms on and off, % right", "≥ 99", share_of(50, ALWAYS)),
    ("strings", "strings of ten, 40 ms on and off", "", lambda s: (per_cent(s[40].share()) if 40 in s else "", None)),
    ("noise", "SNR for 99.9 % / 50 %, dB", "≤ 9", noise),
    ("echo", "echo 10 dB down within 20 ms, % right", "≥ 95", share_of(10, 0.95)),
    # Telephones send the column's tone about 2 dB louder; an echo may add what a receiver has left of its tolerance.
    ("echo-twisted", "the same echo, column 2 dB over row", "≥ 95", share_of(10, 0.95)),
    ("hum-50", "50 Hz hum, dB over one tone / over both; % right at 0 dB", "≥ −4", steady(-4, -3)),
    ("dial-exact", "dial tone 350+440 Hz, as hum, but each / both", "≥ −4", steady(-4, 0)),
    ("dial-1-off", "that dial tone 1 % off, each / both", "≥ −4", steady(-4, 0)),
    ("dial-425", "dial tone 425 Hz, as hum", "≥ −4", steady(-4, -3)),
    ("speech-under", "caller's own speech under a 60 ms digit, 99 % at dB", "≤ 12", from_on(12)),
    ("codec", "through GSM full rate, % right", "≥ 95", share_of("gsm", 0.95)),
    ("codec", "through Opus at 8 kbit/s, % right", "≥ 92", share_of("opus", 0.92)),
    ("losses", "3 % of frames lost, 100 ms digits: right / split, %", "", losses),
    ("talk-off", "false digits in real speech", "≤ 0.13/h", false_digits(Q24_TALK_OFF)),
    ("talk-off-copies", "false digits in altered copies of it", "≤ 0.13/h", false_digits(Q24_TALK_OFF)),
    ("other-tones", "false digits in other tones and noises", "0", false_digits(0)),
    ("grey-tones", "digits in MF R1 pairs within 3.5 % of a key", "", false_digits(None)),
    ("latency", "onset to report, median / worst, ms", "≤ 42 / ≤ 58", latency),
    ("latency", "span of the start's / the end's error, ms", "≤ 5", spans),
)


def verdict(kept):
    """True, False, or None where there is no limit: never numpy's."""
    return None if kept is None else bool(kept)


def rows(scores):
    """[(rate, what, limit, figure, kept)]."""
    table = []
    for (line, rate), s in scores.items():
        for name, what, limit, figure in ROWS:
            if name == line:
                said, kept = figure(s)
                table.append((rate, what, limit, said, verdict(kept)))
    return table


def show(table):
    """Prints a table."""
    for rate, what, limit, said, kept in table:
        mark = {None: "", True: "kept", False: "NOT KEPT"}[kept]
        print(f"{rate:6}  {what:56} {limit:24} {said:24} {mark}")


def show_sets(scores):
    """Prints each set."""
    for (line, rate), s in scores.items():
        for value, score in s.items():
            print(f"{rate:6}  {line:18} {value!s:18} trials {score.trials:5}  right {score.right:5}  nothing "
                  f"{score.silent:5}  split {score.split:4}  false {score.false:4}")


def markdown(columns):
    """A table side by side. `columns`: {heading: table}, each table of one rate. Missed limits are in bold."""
    whats = {}
    for table in columns.values():
        for _, what, limit, _, _ in table:
            whats.setdefault(what, limit)
    out = ["| | limit | " + " | ".join(columns) + " |", "|---" * (len(columns) + 2) + "|"]
    for what, limit in whats.items():
        cells = []
        for table in columns.values():
            found = [(said, kept) for _, name, _, said, kept in table if name == what]
            said, kept = found[0] if found else ("", None)
            cells.append(f"**{said}**" if kept is False else said)
        out.append(f"| {what} | {limit} | " + " | ".join(cells) + " |")
    return "\n".join(out) + "\n"


def document(seed, receivers, suppressors):
    """The page of figures."""
    return f"""# DTMF: figures

Written by `benches/dtmf/bench.py --write docs/dtmf.md --seed {seed}`; the method is described in
[benches/dtmf](../benches/dtmf/README.md). "Accepted" and "always" mean that at least 99 % of the trials are exactly right:
the right digits, each once, and nothing else. **Bold**: a limit is missed.

False digits are given as their number, the hours of sound, and the 95 % upper bound of their rate. Real speech contains
each recording once, and every rate gets the same recordings. Copies at other speeds and levels are counted separately and
add no hours of speech. multimon-ng is tested with fewer trials and without the copies.

## Receivers

{receivers}
## Suppressors

Three figures are the mean, the 95th percentile and the worst of how long a digit is audible.

{suppressors}"""
