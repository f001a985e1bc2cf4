"""Objects: what they return, how they end, and that using them after their end is an exception."""

import array
import asyncio
import gc
import os
import sys
import threading
import unittest

import mixminus
from mixminus import Engine, EventKind, MixminusError, SayEnd, SignalOutcome, Status, TapPoint
from mixminus.constants import Clock

EXACT = {"prefill_ms": 0, "dtmf_look_ahead_ms": 0}


def resident_bytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


class Objects(unittest.TestCase):
    def test_each_hears_the_other_sample_for_sample(self):
        with Engine(**EXACT) as engine:
            ada, ben = engine.participant(user=7), engine.participant()
            room = ada.join("1337", playTones=True)
            self.assertEqual(ben.join("1337", {"play_tones": True}), room)
            # The first 5 ms of a join fade in.
            ada.write(bytes(320)), ben.write(bytes(320))
            engine.tick()
            ada.read(), ben.read()
            said = array.array("h", range(-80, 80))
            self.assertEqual(ada.write(said), 160)
            self.assertEqual(ben.write(b"\1\0" * 160), 160)
            engine.tick()
            self.assertEqual(ben.read(), said.tobytes())
            heard = array.array("h", bytes(320))
            self.assertEqual(ada.read(heard), 160)
            self.assertEqual(heard.tolist(), [1] * 160)
            self.assertEqual(room.info().participants, 2)
            self.assertEqual(room.info().conference_id, b"1337")
            self.assertEqual(room.participants(), [ada.handle, ben.handle])
            self.assertEqual([member.user for member in room.snapshot().members], [7, 0])
            self.assertEqual([r for r in engine.rooms()], [room])
            self.assertIsNone(engine.find_room("none"))
            kinds = [event.kind for event in engine.events()]
            self.assertEqual(kinds, [EventKind.ROOM_OPENED, EventKind.JOINED, EventKind.JOINED])

    def test_a_buffer_may_be_of_numpy(self):
        numpy = None
        try:
            import numpy
        except ImportError:
            self.skipTest("numpy is not installed")
        with Engine(**EXACT) as engine:
            ada, ben = engine.participant(), engine.participant()
            ada.join("1"), ben.join("1")
            for _ in range(2):
                ada.write(numpy.full(160, 5, numpy.int16)), ben.write(bytes(320))
                engine.tick()
            ben.read()
            heard = numpy.zeros(160, numpy.int16)
            ben.read_ex(heard)
            self.assertEqual(heard.tolist(), [5] * 160)

    def test_what_is_freed_is_an_exception_and_no_crash(self):
        engine = Engine()
        call = engine.participant()
        prompt = engine.prompt(bytes(1600), 8000)
        call.close()
        call.close()
        with self.assertRaises(MixminusError) as stale:
            call.join("1337")
        self.assertEqual(stale.exception.name, "STALE_HANDLE")
        prompt.close()
        for use in (lambda: call.write(bytes(320)), call.read, call.info, call.hang_up, prompt.info):
            with self.assertRaises(MixminusError) as stale:
                use()
            self.assertEqual(stale.exception.name, "STALE_HANDLE")
        alive = engine.participant()
        engine.close()
        engine.close()
        for use in (engine.tick, alive.leave, alive.read, alive.info, engine.stats):
            with self.assertRaisesRegex(MixminusError, "the engine is closed") as closed:
                use()
            self.assertEqual(closed.exception.name, "STALE_HANDLE")
        alive.close()

    def test_the_collector_may_run_at_any_time_and_in_any_order(self):
        for _ in range(20):
            engine = Engine(max_participants=4)
            calls = [engine.participant() for _ in range(3)]
            tap = engine.tap(calls[0], TapPoint.OUTPUT)
            cycle = [engine, calls, tap]
            cycle.append(cycle)
            del engine, calls, tap, cycle
            gc.collect()
        engine = Engine(max_participants=1)
        for _ in range(50):
            call = engine.participant()
            call.join("1337")
            del call
            gc.collect()
            engine.tick(), engine.tick()
        engine.close()

    def test_ten_thousand_calls_leave_memory_flat(self):
        with Engine(max_participants=8) as engine:

            def calls(count):
                for index in range(count):
                    with engine.participant() as call, engine.participant() as other:
                        call.join(str(index % 5)), other.join(str(index % 5))
                        engine.tick()
                        list(engine.events())
                    engine.tick()

            calls(1000)
            gc.collect()
            before = resident_bytes()
            calls(10_000)
            gc.collect()
            self.assertLess(resident_bytes() - before, 1 << 20)

    def test_errors_carry_the_sentence_of_the_library(self):
        with self.assertRaises(MixminusError) as wrong:
            Engine(sample_rate_hz=11_025)
        self.assertEqual(wrong.exception.status, Status.INVALID_ARGUMENT)
        self.assertIn("sample_rate_hz", str(wrong.exception))
        with self.assertRaisesRegex(MixminusError, "unknown option: sample_rate"):
            Engine(sample_rate=8000)
        with self.assertRaisesRegex(MixminusError, "max_rooms: '5'"):
            Engine(max_rooms="5")
        Engine(max_rooms=None).close()
        with Engine() as engine, self.assertRaisesRegex(MixminusError, "conference_id"):
            engine.participant().join("")

    def test_a_blocking_conference_ends_by_a_signal(self):
        with Engine() as engine:
            engine.start(Clock.SYSTEM)
            call, calls = engine.participant(), []
            sent = []

            def signal():
                while not call.info().room:
                    pass
                sent.append(call.signal("agent"))

            thread = threading.Thread(target=signal)
            thread.start()
            end = call.conference("1337", allowSignals="agent", onSignal=lambda event: calls.append(event))
            thread.join()
            self.assertEqual((end.name, end.value, sent), ("signal", "agent", [SignalOutcome.INTERRUPTED]))
            self.assertEqual(calls, [end])
            self.assertEqual(call.say_and_wait(mixminus.BEEP), SayEnd.COMPLETED)

    def test_an_exception_in_a_handler_comes_out_of_conference(self):
        with Engine() as engine:
            engine.start()
            call = engine.participant()
            call.signal("now")
            with self.assertRaisesRegex(ZeroDivisionError, "division"):
                call.conference("1337", on_signal=lambda: 1 / 0)
            self.assertEqual(call.conference_end().value, "now")

    def test_texts_are_spoken_by_a_function(self):
        wav = (
            b"RIFF"
            + (36 + 1600).to_bytes(4, "little")
            + b"WAVEfmt \x10\0\0\0\1\0\1\0"
            + (8000).to_bytes(4, "little")
            + (16000).to_bytes(4, "little")
            + b"\2\0\x10\0data"
            + (1600).to_bytes(4, "little")
            + b"\5\0" * 800
        )
        with Engine(**EXACT) as engine:
            said = []
            engine.set_synthesizer(lambda text, voice: said.append((text, voice)) or wav)
            call = engine.participant()
            call.say_text("Guten Tag.", voice="de")
            engine.tick()
            self.assertEqual(said, [("Guten Tag.", "de")])
            self.assertIn(b"\5\0" * 100, call.read())

    def test_ticks_can_be_awaited(self):
        seen = []

        async def watch(engine):
            async for ticks in engine.ticks_async():
                seen.append(ticks)

        async def host(engine):
            engine.tick_fd()
            waiting = asyncio.create_task(watch(engine))
            for count in (1, 3):
                due = len(seen) + 1
                for _ in range(count):
                    engine.tick()
                while len(seen) < due:
                    await asyncio.sleep(0.001)
            engine.close()
            await asyncio.wait_for(waiting, 5)

        asyncio.run(asyncio.wait_for(host(Engine()), 20))
        self.assertEqual(seen, [1, 3])
        with Engine() as engine:
            fd = engine.tick_fd()
            self.assertRaises(BlockingIOError, os.read, fd, 8)
            engine.tick()
            self.assertEqual(int.from_bytes(os.read(fd, 8), sys.byteorder), 1)
        self.assertRaises(MixminusError, engine.tick_fd)

    def test_events_can_be_awaited(self):
        async def first(engine):
            async for event in engine.events_async():
                return event.kind

        with Engine() as engine:
            call = engine.participant()
            call.join("1337")

            async def both():
                waiting = asyncio.create_task(first(engine))
                await asyncio.sleep(0.02)
                engine.tick()
                return await asyncio.wait_for(waiting, 5)

            self.assertEqual(asyncio.run(both()), EventKind.ROOM_OPENED)

    def test_taps_and_recordings(self):
        import os
        import tempfile

        with tempfile.TemporaryDirectory() as folder, Engine(**EXACT) as engine:
            ada, ben = engine.participant(), engine.participant()
            room = ada.join("1", play_tones=True)
            ben.join("1", play_tones=True)
            engine.tick()
            tap = engine.tap(room)
            recording = engine.record([(room, f"{folder}/mix.wav"), (ada, f"{folder}/ada.wav", TapPoint.BEFORE_MUTE)])
            for _ in range(50):
                ada.write(b"\3\0" * 160)
                engine.tick()
            frames = tap.read()
            self.assertEqual([frame.samples for frame in frames][-1], b"\3\0" * 160)
            self.assertEqual(recording.files(1), [f"{folder}/ada.wav"])
            info = recording.stop()
            self.assertGreater(info.samples, 7000)
            self.assertGreater(os.path.getsize(f"{folder}/mix.wav"), 14_000)


if __name__ == "__main__":
    unittest.main()
