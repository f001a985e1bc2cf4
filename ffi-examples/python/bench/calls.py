#!/usr/bin/env python3
"""Prints what a call of the library costs from Python, nanoseconds.

Five frames are written, five ticks mix them, five frames are read, many times over. Each figure is the minimum of single
calls, less the cost of the timer, which is printed too: the machine's other work only ever adds to a call.
"""

from time import perf_counter_ns as now

from mixminus import Engine
from mixminus.lowlevel import ffi, lib

ROUNDS, BURST, NULL = 10_000, range(5), ffi.NULL
write, read, tick = lib.mixminus_participant_write, lib.mixminus_participant_read, lib.mixminus_engine_tick


def cheapest(call, arguments):
    """The shortest of a burst of calls."""
    best = 1 << 60
    for _ in BURST:
        start = now()
        call(*arguments)
        took = now() - start
        if took < best:
            best = took
    return best


def rounds(write_call, tick_call, read_call):
    """The shortest write, tick and read. Each is a function and its arguments."""
    calls = [write_call, tick_call, read_call]
    best = [1 << 60] * 3
    for _ in range(ROUNDS):
        for index, (call, arguments) in enumerate(calls):
            best[index] = min(best[index], cheapest(call, arguments))
    return best


def main():
    with Engine(prefill_ms=0, session_limit_s=0, max_write_ms=100) as engine:
        call = engine.participant()
        call.join("bench", detect_dtmf=False, play_tones=True)
        pointer, handle = engine.pointer, call.handle
        frame, data = ffi.new("int16_t[160]"), bytearray(320)
        timer = min(cheapest(int, ()) for _ in range(ROUNDS))
        audio = (pointer, handle, frame, 160, NULL)
        costs = {
            "mixminus_participant_": rounds((write, audio), (tick, (pointer, NULL)), (read, audio)),
            "Participant.": rounds((call.write, (data,)), (engine.tick, ()), (call.read, (data,))),
        }
    print(f"timer and an empty call           {timer:6} ns")
    for prefix, (written, _, got) in costs.items():
        print(f"{prefix + 'write':33} {written - timer:6} ns")
        print(f"{prefix + 'read':33} {got - timer:6} ns")


main()
