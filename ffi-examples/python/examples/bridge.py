"""Bridges two calls: Ada and Ben talk, and each hears only the other. Usage: bridge.py ADA.wav BEN.wav OUT_DIR"""

import sys
import wave

from mixminus import Engine

ada_path, ben_path, out = sys.argv[1:]
with Engine(prefill_ms=0, dtmf_look_ahead_ms=0) as engine:
    size = 2 * engine.frame_samples  # bytes of 20 ms
    calls = []
    for path in (ada_path, ben_path):
        with wave.open(path) as voice:
            assert voice.getframerate() == engine.sample_rate_hz and voice.getsampwidth() == 2
            call = engine.participant()
            call.join("bridge", play_tones=True)
            calls.append((call, voice.readframes(voice.getnframes()), bytearray()))
    for start in range(0, max(len(said) for _, said, _ in calls), size):
        for call, said, _ in calls:
            call.write(said[start : start + size].ljust(size, b"\0"))
        engine.tick()
        for call, _, heard in calls:
            heard += call.read()
for name, (_, _, heard) in zip(("ada", "ben"), calls):
    with wave.open(f"{out}/{name}-hears.wav", "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(heard)
    print(f"{name} hears {len(heard) // 2} samples")
