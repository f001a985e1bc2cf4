"""Options in every form, and what is refused."""

import math
import unittest

from mixminus import BEEP, MixminusError, Status
from mixminus.options import JOIN_NAMES, Options


class Opts(unittest.TestCase):
    def refused(self, message, **given):
        with self.assertRaises(MixminusError) as error:
            Options("1337", given)
        self.assertEqual((str(error.exception), error.exception.status), (message, Status.INVALID_ARGUMENT))

    def test_every_option_is_set(self):
        options = Options(
            1337,
            {
                "allowSignals": ["a", "*"],
                "interdigitTimeout": 1.5,
                "mute": True,
                "play_tones": 1,
                "terminator": 5,
                "joinPrompt": "beep",
                "leave_prompt": BEEP,
                "onChoice": print,
                "on_signal": lambda: None,
            },
        )
        c = options.pointer
        self.assertEqual((c.interdigit_timeout_ms, c.mute, c.play_tones, c.terminator), (1500, 1, 1, ord("5")))
        self.assertEqual((c.allow_signals_len, c.join_prompt, c.leave_prompt), (2, 1, 1))
        self.assertIs(options.on_choice, print)

    def test_none_and_nothing_are_the_defaults(self):
        names = ("allowSignals", "interdigitTimeout", "mute", "playTones", "terminator", "joinPrompt", "onChoice")
        given, missing = Options("1", dict.fromkeys(names)).pointer, Options("1", {}).pointer
        for c in (given, missing):
            self.assertEqual((c.allow_signals_len, c.mute, c.terminator, c.join_prompt), (0, 0, 0, 0))
        self.assertEqual(Options("1", {"allowSignals": ""}).pointer.allow_signals_len, 1)
        self.assertEqual(Options("1", {"allowSignals": []}).pointer.allow_signals_len, 0)

    def test_what_is_refused(self):
        self.refused("unknown option: terminater", terminater="*")
        self.refused("unknown option: deaf", deaf=True)
        for value, shown in (("12", '"12"'), ("E", '"E"'), (10, "10"), (True, "true"), ("٣", '"٣"')):
            self.refused(f"terminator: {shown}, must be one of 0-9 * # A-D", terminator=value)
        for value, shown in ((-1, "-1"), (math.nan, "NaN"), (3601, "3601"), ("1", '"1"'), (True, "true")):
            self.refused(f"interdigitTimeout: {shown}, must be 0 to 3600 seconds", interdigitTimeout=value)
        self.refused('mute: "yes", must be true or false', mute="yes")
        self.refused("playTones: 2, must be true or false", play_tones=2)
        self.refused("allowSignals: [1], must be a string or a list of strings", allowSignals=[1])
        self.refused('allowSignals: ["a",1], must be a string or a list of strings', allowSignals=["a", 1])
        self.refused("onChoice: not a function", onChoice="print")
        self.refused('joinPrompt: "bell", must be "none", "beep" or a prompt', joinPrompt="bell")

    def test_half_a_millisecond_is_rounded_up(self):
        for seconds, ms in ((0.0005, 1), (0.0015, 2), (0.0004, 0), (3600, 3_600_000)):
            self.assertEqual(Options("1", {"interdigitTimeout": seconds}).pointer.interdigit_timeout_ms, ms)

    def test_join_has_more(self):
        options = Options("1", {"deaf": True, "gainDb": -3.5, "prefillMs": 20, "adaptive_max_ms": 80}, JOIN_NAMES).pointer
        self.assertEqual((options.deaf, options.gain_mdb, options.prefill_ms), (1, -3500, 20))
        self.assertEqual((options.adaptive_min_ms, options.adaptive_max_ms), (0, 80))
        with self.assertRaisesRegex(MixminusError, "gainDb: 25, must be -60 to 24"):
            Options("1", {"gain_db": 25}, JOIN_NAMES)


if __name__ == "__main__":
    unittest.main()
