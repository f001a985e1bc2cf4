"""How much of a digit stays audible, and how much speech is lost.

A suppressor is a program that is called as `PROGRAM --look-ahead-ms N IN.wav OUT.wav`, writes what another member
hears and prints {"delay_ms": D}.
"""

import dataclasses
import json
import pathlib
import shlex
import subprocess

import numpy as np

import report
import speech
import talk_off
import tones
import wav
from disturbed import over_speech, speech_track
from judge import ReceiverFailed
from lines import Line, digits, finish, make_set, seeded, trial_count
from trials import Track

# A digit leaks while it is louder than this in windows of this length, one every STEP_MS.
AUDIBLE = -40.0
WINDOW_MS, STEP_MS = 2.5, 0.5
# A sample's step may exceed the largest of the input around it by this factor and this much.
CLICK_MS, CLICK_FACTOR, CLICK_MORE = 20, 1.1, 50


def over_silence(rng, rate, count, value):
    """Presses of 40 to 200 ms, nothing else."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        dbm0 = rng.uniform(-18, -5)
        track.add((tones.press(rng, rate, track.count(rng.uniform(40, 200)), digit, dbm0), digit))
    return finish(track)


SILENCE = Line("suppress-silence", (0,), (0,), over_silence, (1600, 480, 160))
SPEECH = Line("suppress-speech", (12.0,), (12.0,), over_speech, (1600, 480, 96))
TALK = Line("suppress-talk", talk_off.values("real"), ("en real",), talk_off.talk)
# The rates of the short form; the whole one has all.
SHORT_RATES = (8000, 48000)


@dataclasses.dataclass
class Heard:
    """What became of one file: input and output, aligned, and its trials."""
    rate: int
    before: np.ndarray
    after: np.ndarray
    trials: list

    def span(self, begin_ms, end_ms):
        """Positions of a stretch of time."""
        return round(begin_ms * self.rate / 1000), round(end_ms * self.rate / 1000)


def pass_through(program, look_ahead_ms, folder, one_set):
    """Lets the program hear a set's file: what became of it, and the delay."""
    source, target = pathlib.Path(folder, one_set["file"]), pathlib.Path(folder, "out.wav")
    done = subprocess.run([*shlex.split(program), "--look-ahead-ms", str(look_ahead_ms), str(source), str(target)],
                          text=True, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise ReceiverFailed(f"{program}: exit status {done.returncode}")
    delay_ms = json.loads(done.stdout)["delay_ms"]
    rate, before = wav.read(source)
    after = wav.read(target)[1][round(delay_ms * rate / 1000):]
    common = min(len(before), len(after))
    return Heard(rate, before[:common], after[:common], one_set["trials"]), delay_ms


def leaks(heard, loudness):
    """For each digit, how long it is audible, ms. `loudness(positions)` is the level of its tones in the output:
    one figure a row of sample positions."""
    window, step = (round(ms * heard.rate / 1000) for ms in (WINDOW_MS, STEP_MS))
    found = []
    for trial in heard.trials:
        for press in trial["expect"]:
            begin, end = heard.span(press["start_ms"], press["end_ms"])
            starts = np.arange(begin, min(end, len(heard.after)) - window + 1, step)
            levels = loudness(starts[:, None] + np.arange(window))
            found.append(STEP_MS * np.count_nonzero(levels > AUDIBLE))
    return np.array(found)


def dbm0(power):
    """Mean squares as levels."""
    return 10 * np.log10(np.maximum(power, 1e-9)) - 20 * np.log10(tones.rms(0))


def loudness_alone(heard):
    """Over silence: all that is left is the digit."""
    def loudness(positions):
        return dbm0(np.mean(np.square(heard.after[positions], dtype=np.float64), axis=1))
    return loudness


def loudness_beside(heard, voice):
    """Over speech: by how much of the digit's and how much of the speech's waveform the output is explained best."""
    def loudness(positions):
        said = voice[positions]
        digit = heard.before[positions] - said
        after = heard.after[positions].astype(np.float64)
        dd, ds = np.sum(digit * digit, axis=1), np.sum(digit * said, axis=1)
        # One more, so that it works where nothing is said too.
        ss = np.sum(said * said, axis=1) + 1
        share = (np.sum(digit * after, axis=1) * ss - np.sum(said * after, axis=1) * ds) / (dd * ss - ds ** 2)
        return dbm0(share ** 2 * dd / positions.shape[1])
    return loudness


def changed_ms(heard, outside_presses=False):
    """Milliseconds of the file in which the output is not the input."""
    differs = heard.before != heard.after
    if outside_presses:
        for trial in heard.trials:
            for press in trial["expect"]:
                begin, end = heard.span(press["start_ms"], press["end_ms"])
                differs[begin:end] = False
    width = heard.rate // 1000
    return np.count_nonzero(np.any(differs[: len(differs) // width * width].reshape(-1, width), axis=1))


def clicks(heard):
    """How many samples step further than the input does around them, and the largest such step, as a factor."""
    def blocks(samples):
        steps = np.abs(np.diff(samples.astype(np.int32), prepend=np.int32(samples[0])))
        width = heard.rate // 1000
        return steps[: len(steps) // width * width].reshape(-1, width).max(axis=1)
    before, after = blocks(heard.before), blocks(heard.after)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(before, CLICK_MS), 2 * CLICK_MS + 1).max(axis=1)
    over = after > CLICK_FACTOR * around + CLICK_MORE
    return np.count_nonzero(over), np.max(after[over] / np.maximum(around[over], 1), initial=0)


def in_words(found):
    """Mean, 95th percentile and worst."""
    return f"{found.mean():.2g} / {np.percentile(found, 95):.3g} / {found.max():.3g}"


def judge_silence(heard, ahead):
    """Rows about digits over silence: (what, limit, figure, kept)."""
    found = leaks(heard, loudness_alone(heard))
    if ahead:
        return [("leak over silence, ms", "0", in_words(found), not found.any())]
    return [("leak over silence, ms", "≤ 3.5, worst ≤ 12", in_words(found), found.mean() <= 3.5 and found.max() <= 12)]


def judge_speech(heard, ahead, voice):
    """Rows about digits over speech."""
    found = leaks(heard, loudness_beside(heard, voice[: len(heard.before)]))
    limit, kept = "", None
    if ahead:
        limit, kept = "≤ 1.5, 95 % ≤ 8", found.mean() <= 1.5 and np.percentile(found, 95) <= 8
    lost = changed_ms(heard, outside_presses=True) / len(heard.trials)
    return [("leak over speech, ms", limit, in_words(found), kept),
            ("speech lost beside a digit, ms", "", f"{lost:.3g}", None)]


def judge_talk(muted_ms, hours):
    """Rows about speech without digits."""
    return [("false mutes, ms an hour of speech", "≤ 65", f"{muted_ms / hours:.3g}", muted_ms <= 65 * hours)]


def rows(program, seed, rate, folder, short):
    """[(rate, what, limit, figure, kept)] for one suppressor."""
    table, delays = {10: [], 0: []}, {10: set(), 0: set()}
    muted, hours, clicked = {10: 0, 0: 0}, 0.0, []
    count = trial_count(SPEECH, rate, short)
    # The speech alone is what the digits were added to: the same set without them.
    voice = speech_track(seeded(seed, SPEECH, rate, SPEECH.short[0]), rate, count, SPEECH.short[0])[1]
    every = [(line, value) for line in (SILENCE, SPEECH, TALK) for value in (line.short if short else line.values)
             if not (short and line is TALK and rate != speech.RATE)]
    for line, value in every:
        one_set = make_set(seed, line, rate, value, trial_count(line, rate, short), folder)
        for ahead in table:
            heard, delay = pass_through(program, ahead, folder, one_set)
            delays[ahead].add(delay)
            clicked.append(clicks(heard))
            if line is SILENCE:
                table[ahead] += judge_silence(heard, ahead)
            elif line is SPEECH:
                table[ahead] += judge_speech(heard, ahead, voice)
            else:
                muted[ahead] += changed_ms(heard)
        if line is TALK:
            hours += sum(trial["sound_ms"] for trial in one_set["trials"]) / 3.6e6
        pathlib.Path(folder, one_set["file"]).unlink()
    for ahead, found in table.items():
        if hours:
            found += judge_talk(muted[ahead], hours)
        said = ", ".join(f"{delay:g}" for delay in sorted(delays[ahead]))
        found.insert(0, ("delay, ms", str(ahead), said, delays[ahead] == {ahead}))
    number, most = sum(n for n, _ in clicked), max(factor for _, factor in clicked)
    reported_clicks = f"{number}, up to {most:.2g}×" if number else "0"
    return ([(rate, f"look-ahead {ahead} ms: {row[0]}", *row[1:3], report.verdict(row[3])) for ahead, found in table.items() for row in found]
            + [(rate, "steps larger than the input's around them", "0", reported_clicks, number == 0)])
