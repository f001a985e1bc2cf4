#!/usr/bin/env python3
"""Checks that the bench measures what was planted: no program is judged here.

    selftest.py        exits with 0, or stops at the first assertion that does not hold
"""

import copy
import tempfile

import numpy as np

import clean
import disturbed
import judge
import lines
import report
import speech
import suppression
import tones
import wav

RATE = 8000


def perfect(one_set):
    """What a receiver says that is always right, with the report at the press's end."""
    return [dict(press, detect_ms=press["end_ms"]) for trial in one_set["trials"] for press in trial["expect"]]


def check_scores(folder):
    """Right, missed, split, wrong and additional digits are distinguished."""
    line = next(line for line in clean.LINES if line.name == "latency")
    one_set = lines.make_set(1, line, RATE, 0, 64, folder)
    digits = perfect(one_set)
    score = judge.score(one_set, digits)
    assert (score.right, score.trials, score.false) == (64, 64, 0)
    assert max(np.abs(score.starts + score.ends)) == 0
    assert 50 <= min(score.latencies) <= max(score.latencies) <= 150
    assert len({digit["digit"] for digit in digits}) == 16

    missing = judge.score(one_set, digits[1:])
    assert (missing.right, missing.silent) == (63, 1)
    twice = judge.score(one_set, digits[:1] + digits)
    assert (twice.right, twice.split, twice.false) == (63, 1, 1)
    wrong = copy.deepcopy(digits)
    wrong[5]["digit"] = "1" if wrong[5]["digit"] != "1" else "2"
    score = judge.score(one_set, wrong)
    assert (score.right, score.split, score.false) == (63, 0, 1)


def check_reproducible(folder):
    """The same seed makes the same file; another makes another."""
    def made(seed):
        one_set = lines.make_set(seed, clean.LINES[0], RATE, 1.5, 16, folder)
        return wav.read(f"{folder}/{one_set['file']}")[1]
    assert np.array_equal(made(1), made(1))
    assert not np.array_equal(made(1)[:4000], made(2)[:4000])


def check_levels():
    """dBm0, resampling and the ratio of noise."""
    rng = np.random.default_rng(1)
    assert abs(tones.level(tones.sine(rng, RATE, RATE, 1000, -20)) + 20) < 1e-6
    assert abs(np.max(tones.sine(rng, 48000, 48000, 1001, 3.14)) - 32768) < 1
    for to in lines.RATES:
        sound = np.sin(2 * np.pi * 1000 / RATE * np.arange(RATE)) * np.hanning(RATE)
        there = tones.resample(sound, RATE, to)
        expected = np.interp(np.arange(to) / to, np.arange(RATE) / RATE, np.hanning(RATE)) * np.sin(
            2 * np.pi * 1000 / to * np.arange(to))
        assert np.max(np.abs(there - expected)) < 1e-3
    assert tones.fast_length(97) == 100
    for rate in (8000, 48000):
        samples, truth = disturbed.noise(np.random.default_rng(1), rate, 64, 9)
        before = samples[: round(truth[0].expect[0].start_ms * rate / 1000)]
        ratio = disturbed.PAIR - tones.level(before) + 10 * np.log10(rate / 8000)
        assert abs(ratio - 9) < 0.5, ratio


def check_leaks(folder, rate):
    """A mute that is so much late is measured as that much of a leak, over silence and over speech."""
    value = suppression.SPEECH.short[0]
    voice = disturbed.speech_track(lines.seeded(1, suppression.SPEECH, rate, value), rate, 64, value)[1]
    for line in (suppression.SILENCE, suppression.SPEECH):
        one_set = lines.make_set(1, line, rate, line.short[0], 64, folder)
        before = wav.read(f"{folder}/{one_set['file']}")[1]
        for late_ms in (0, 1, 3, 7.5):
            after = before.copy()
            for press in (press for trial in one_set["trials"] for press in trial["expect"]):
                begin, end = (round(press[edge] * rate / 1000) for edge in ("start_ms", "end_ms"))
                after[begin + round(late_ms * rate / 1000):end] = 0
            heard = suppression.Heard(rate, before, after, one_set["trials"])
            loudness = (suppression.loudness_alone(heard) if line is suppression.SILENCE
                        else suppression.loudness_beside(heard, voice[: len(before)]))
            found = suppression.leaks(heard, loudness)
            assert found.max() <= late_ms and found.mean() > late_ms - 0.2, (line.name, late_ms, found)
            assert suppression.changed_ms(heard, outside_presses=True) == 0
        untouched = suppression.Heard(rate, before, before, one_set["trials"])
        assert suppression.changed_ms(untouched) == 0 and suppression.clicks(untouched)[0] == 0
    assert abs(speech.active_level(tones.rms(-20) * voice / tones.rms(disturbed.PAIR - value), rate) + 20) < 1.5


def check_clicks():
    """A step in a quiet place is found, once."""
    before = tones.to_line(tones.sine(np.random.default_rng(1), RATE, RATE, 300, -20))
    after = before.copy()
    after[4003] += 6000
    heard = suppression.Heard(RATE, before, after, [])
    assert suppression.clicks(heard)[0] == 1


def check_bound():
    """Of a Poisson process; the rule of three, and a table's value."""
    assert abs(report.upper_bound(0) - 2.996) < 1e-3
    assert abs(report.upper_bound(3) - 7.754) < 1e-3


def check_limits(folder):
    """A suppressor's and a receiver's missed limits are reported as such."""
    late = np.array([9.0, 13.0])
    leaks, suppression.leaks = suppression.leaks, lambda heard, loudness: late
    try:
        heard = suppression.Heard(RATE, np.zeros(RATE, np.int16), np.zeros(RATE, np.int16), [{"expect": []}])
        found = suppression.judge_silence(heard, 0) + suppression.judge_speech(heard, 10, np.zeros(RATE))
    finally:
        suppression.leaks = leaks
    assert [report.verdict(kept) for *_, kept in found] == [False, False, None]

    line = next(line for line in clean.LINES if line.name == "strings")
    one_set = lines.make_set(1, line, RATE, 50.0, 16, folder)
    kept = {("strings", RATE): {50.0: judge.score(one_set, perfect(one_set))}}
    missed = {("strings", RATE): {50.0: judge.score(one_set, [])}}
    assert report.rows(kept)[0][-1] is True and report.rows(missed)[0][-1] is False


def main():
    """All checks."""
    with tempfile.TemporaryDirectory() as folder:
        check_scores(folder)
        check_reproducible(folder)
        check_limits(folder)
        for rate in suppression.SHORT_RATES:
            check_leaks(folder, rate)
    check_levels()
    check_clicks()
    check_bound()
    print("selftest: all as planted")


if __name__ == "__main__":
    main()
