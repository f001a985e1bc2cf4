"""G.711 against Python's own, and floats."""

import array
import unittest
import warnings

from mixminus import Encoding, Engine

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        import audioop
    except ImportError:
        audioop = None

LAWS = ((Encoding.ULAW, "ulaw"), (Encoding.ALAW, "alaw"))


def room():
    """Two in a room whose first ramps have passed."""
    engine = Engine(prefill_ms=0, dtmf_look_ahead_ms=0)
    talker, listener = engine.participant(), engine.participant()
    for call in (talker, listener):
        call.join("1", detect_dtmf=False, play_tones=True)
    talker.write(bytes(320))
    engine.tick()
    listener.read()
    return engine, talker, listener


class Encodings(unittest.TestCase):
    @unittest.skipIf(audioop is None, "this Python has no audioop")
    def test_g711_is_that_of_another_implementation(self):
        for encoding, name in LAWS:
            engine, talker, listener = room()
            codes = (bytes(range(256)) * 5)[:1280]
            heard = b""
            for at in range(0, len(codes), 160):
                self.assertEqual(talker.write_encoded(codes[at : at + 160], encoding), 160)
                engine.tick()
                heard += listener.read()
            self.assertEqual(heard, getattr(audioop, f"{name}2lin")(codes, 2))
            engine.close()

    @unittest.skipIf(audioop is None, "this Python has no audioop")
    def test_what_is_read_is_encoded_alike(self):
        # That implementation drops bits first, so codes may differ at the border of an interval.
        for encoding, name in LAWS:
            engine, talker, listener = room()
            samples = array.array("h", range(-32_768, 32_768, 51))
            samples = samples[: len(samples) // 160 * 160]
            codes = bytearray()
            for at in range(0, len(samples), 160):
                talker.write(samples[at : at + 160])
                engine.tick()
                frame = bytearray(160)
                listener.read_encoded(frame, encoding)
                codes += frame
            theirs = getattr(audioop, f"lin2{name}")(samples.tobytes(), 2)
            differ = sum(ours != other for ours, other in zip(codes, theirs))
            self.assertLess(differ, len(codes) // 50)
            back = getattr(audioop, f"{name}2lin")
            for ours, other in zip(array.array("h", back(bytes(codes), 2)), array.array("h", back(theirs, 2))):
                self.assertLessEqual(abs(ours - other), 1024)
            engine.close()

    def test_floats(self):
        engine, talker, listener = room()
        self.assertEqual(
            talker.write_encoded(array.array("f", [0.5, -0.25, 2.0, float("nan")] * 40), Encoding.F32), 160
        )
        engine.tick()
        heard = array.array("f", [9.0]) * 160
        info = listener.read_encoded(heard, Encoding.F32)
        self.assertEqual(info.real, 160)
        self.assertEqual(heard[:4].tolist(), [0.5, -0.25, 32_767 / 32_768, 0.0])
        engine.close()


if __name__ == "__main__":
    unittest.main()
