#!/usr/bin/env python3
"""Prints what a call of the library costs from Python, nanoseconds: the minimum of several runs of 2,000 calls each."""

import time

from mixminus import Engine
from mixminus.lowlevel import ffi, lib

CALLS = 2000


def cost(prepare, call):
    """Nanoseconds of a call; `prepare` makes it possible and is not timed."""
    best = float("inf")
    for _ in range(30):
        total = 0
        for _ in range(CALLS // 5):
            prepare()
            start = time.perf_counter_ns()
            call(), call(), call(), call(), call()
            total += time.perf_counter_ns() - start
        best = min(best, total / CALLS)
    return best


with Engine(prefill_ms=0, max_write_ms=100) as engine:
    call = engine.participant()
    call.join("bench", detect_dtmf=False, play_tones=True)
    frame, data = ffi.new("int16_t[160]"), bytearray(320)
    pointer, handle, NULL = engine.pointer, call.handle, ffi.NULL
    write, read, tick = lib.mixminus_participant_write, lib.mixminus_participant_read, lib.mixminus_engine_tick

    def five_ticks():
        for _ in range(5):
            tick(pointer, NULL)

    def five_frames():
        for _ in range(5):
            write(pointer, handle, frame, 160, NULL)
            tick(pointer, NULL)

    rows = {
        "mixminus_participant_write": cost(five_ticks, lambda: write(pointer, handle, frame, 160, NULL)),
        "mixminus_participant_read": cost(five_frames, lambda: read(pointer, handle, frame, 160, NULL)),
        "Participant.write": cost(five_ticks, lambda: call.write(data)),
        "Participant.read": cost(five_frames, lambda: call.read(data)),
        "an empty function": cost(five_ticks, lambda: None),
    }
    for name, ns in rows.items():
        print(f"{name:28} {ns:6.0f} ns")
