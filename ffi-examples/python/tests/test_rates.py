"""Lines and rooms at rates of their own."""

import array
import math
import unittest

from mixminus import Engine, MixminusError, Status, TapPoint

TONE_HZ = 1000
AMPLITUDE = 8000
#: Frames until the ramps of the joins and the delay of the filters have passed.
SETTLED = 10


def tone(rate_hz, start, count):
    """Samples of the tone from a sample on."""
    return array.array(
        "h",
        (round(AMPLITUDE * math.sin(math.tau * TONE_HZ * n / rate_hz)) for n in range(start, start + count)),
    )


class Rates(unittest.TestCase):
    def setUp(self):
        self.engine = Engine(lines_16000=2, prefill_ms=0)
        self.addCleanup(self.engine.close)

    def assert_tone(self, samples, rate_hz):
        """It has the frequency, by its crossings of zero, and the level of the tone."""
        seconds = len(samples) / rate_hz
        crossings = sum((one < 0) != (next < 0) for one, next in zip(samples, samples[1:]))
        self.assertAlmostEqual(crossings, 2 * TONE_HZ * seconds, delta=2)
        level = math.sqrt(2 * sum(sample * sample for sample in samples) / len(samples))
        self.assertAlmostEqual(level, AMPLITUDE, delta=0.02 * AMPLITUDE)

    def heard_across_rates(self, name, room_hz):
        """A call of 16 kHz talks to one of 8 kHz, in a room of that rate."""
        wide, narrow = self.engine.participant(sample_rate_hz=16_000), self.engine.participant()
        self.assertEqual((wide.sample_rate_hz, wide.frame_samples), (16_000, 320))
        self.assertEqual((narrow.sample_rate_hz, narrow.frame_samples), (8000, 160))
        self.assertEqual([call.info().sample_rate_hz for call in (wide, narrow)], [16_000, 8000])
        room = wide.join(name, detectDtmf=False)
        narrow.join(name, detectDtmf=False)
        self.assertEqual(room.info().sample_rate_hz, room_hz)
        taps = [
            self.engine.tap(room),
            self.engine.tap(wide, TapPoint.BEFORE_MUTE),
            self.engine.tap(narrow, TapPoint.OUTPUT),
        ]
        rates = [room_hz, 16_000, 8000]
        self.assertEqual([tap.sample_rate_hz for tap in taps], rates)
        self.assertEqual([tap.frame_samples for tap in taps], [rate // 50 for rate in rates])
        heard = array.array("h")
        for tick in range(40):
            self.assertEqual(wide.write(tone(16_000, 320 * tick, 320)), 320)
            self.engine.tick()
            frame = narrow.read()
            self.assertEqual(len(frame), 2 * 160)
            heard.frombytes(frame)
            self.assertEqual(wide.read(), bytes(2 * 320))
        self.assert_tone(heard[160 * SETTLED :], 8000)
        for tap, rate in zip(taps, rates):
            frames = tap.read()
            self.assertEqual([len(frame.samples) for frame in frames], [2 * rate // 50] * 40)
            samples = array.array("h", b"".join(frame.samples for frame in frames[SETTLED:]))
            self.assert_tone(samples, rate)

    def test_a_wide_call_and_a_narrow_one_hear_each_other(self):
        self.heard_across_rates("narrow room", 8000)

    def test_a_template_gives_a_room_its_rate(self):
        self.engine.set_room_template("wide room", sample_rate_hz=16_000)
        self.heard_across_rates("wide room", 16_000)

    def test_a_rate_without_lines_is_refused(self):
        for refused in (
            lambda: self.engine.participant(sample_rate_hz=48_000),
            lambda: self.engine.set_room_template("1", sample_rate_hz=48_000),
        ):
            with self.assertRaisesRegex(MixminusError, "48000, the rates of this engine are 8000, 16000") as error:
                refused()
            self.assertEqual(error.exception.status, Status.INVALID_ARGUMENT)

    def test_a_call_changes_its_rates_and_stays_in_its_room(self):
        caller, other = self.engine.participant(), self.engine.participant()
        for call in (caller, other):
            call.join("re-INVITE", detectDtmf=False)
        caller.set_rates(16_000, 16_000)
        info = caller.info()
        self.assertEqual((info.sample_rate_hz, info.write_rate_hz, info.read_rate_hz), (8000, 16_000, 16_000))
        self.assertEqual((caller.sample_rate_hz, caller.frame_samples), (8000, 160))
        heard, said = array.array("h"), array.array("h")
        for tick in range(40):
            self.assertEqual(caller.write(tone(16_000, 320 * tick, 320)), 320)
            other.write(tone(8000, 160 * tick, 160))
            self.engine.tick()
            said.frombytes(other.read())
            heard.frombytes(caller.read())
        self.assertEqual((len(said), len(heard)), (40 * 160, 40 * 320))
        self.assert_tone(said[160 * SETTLED :], 8000)
        self.assert_tone(heard[320 * SETTLED :], 16_000)
        caller.set_rates(read_hz=8000)
        self.assertEqual((len(caller.read()), caller.info().write_rate_hz), (2 * 160, 16_000))
        with self.assertRaisesRegex(MixminusError, "write_rate_hz: 11025, must be 0 or 8000, 12000"):
            caller.set_rates(11_025)

    def test_frames_are_exact_at_rates_that_are_no_multiple_of_1_khz(self):
        with Engine(sample_rate_hz=22_050, lines_44100=1) as engine:
            self.assertEqual(engine.frame_samples, 441)
            self.assertEqual(len(engine.participant().read()), 2 * 441)
            self.assertEqual(len(engine.participant(sample_rate_hz=44_100).read()), 2 * 882)


if __name__ == "__main__":
    unittest.main()
