"""Every call that other tests do not make reaches the library with the right arguments."""

import unittest

from mixminus import BEEP, Encoding, Engine, EventKind, MixminusError, PlayEnd, SayEnd, SignalOutcome


class Calls(unittest.TestCase):
    def test_of_an_engine(self):
        with Engine(max_participants=8) as engine:
            self.assertGreater(Engine.memory_bytes(max_participants=8), 1_000_000)
            engine.set_room_template("small", capacity=1)
            calls = [engine.participant() for _ in range(3)]
            small = calls[0].join("small")
            with self.assertRaises(MixminusError) as full:
                calls[1].join("small")
            self.assertEqual(full.exception.name, "ROOM_FULL")
            engine.remove_room_template("small")
            engine.set_account_quota(rooms=1)
            with self.assertRaises(MixminusError) as quota:
                calls[1].join("other")
            self.assertEqual(quota.exception.name, "QUOTA_EXCEEDED")
            engine.reset_account_quota()
            other = calls[1].join("other")
            plays = engine.say_to_rooms([small, other], BEEP, times=2, gain_mdb=-6000)
            engine.tick()
            engine.stop_play(plays[0])
            engine.service()
            engine.tick(), engine.tick()
            ended = [event for event in engine.events() if event.kind == EventKind.PLAY_ENDED]
            self.assertEqual([(event.value, event.outcome) for event in ended], [(plays[0], PlayEnd.STOPPED)])
            self.assertEqual(engine.stats().ticks, 3)
            self.assertEqual(sorted(room.handle for room in engine.rooms()), sorted([small.handle, other.handle]))

    def test_of_a_room(self):
        with Engine() as engine:
            call, other = engine.participant(), engine.participant()
            room = call.join("1")
            room.set_locked(True)
            with self.assertRaises(MixminusError) as locked:
                other.join("1")
            self.assertEqual(locked.exception.name, "ROOM_LOCKED")
            room.set_locked(False)
            self.assertEqual(room.info().locked, 0)
            room.set_alone_loop(BEEP)
            room.set_alone_loop(None)
            room.say(BEEP)
            room.say_stop()
            engine.tick()
            merged = room.merge("2")
            self.assertEqual(call.info().room, merged.handle)
            engine.tick()
            self.assertEqual(call.move("3").info().conference_id, b"3")
            engine.tick()
            engine.find_room("3").end()
            self.assertEqual(call.conference_end().name, "room closed")

    def test_of_a_participant(self):
        with Engine(sample_rate_hz=8000) as engine:
            call = engine.participant(account="a", environment="test", user=5)
            call.join("1", {"detect_dtmf": True, "talk_events": True, "cap_ms": 100, "gain_db": 1})
            call.set_mute(True), call.set_deaf(True), call.set_gain_db(-2.5)
            call.set_detect_dtmf(False), call.set_play_tones(True), call.set_generate_dtmf(False)
            info = call.info()
            self.assertEqual((info.mute, info.deaf, info.gain_mdb, info.detect_dtmf), (1, 1, -2500, 0))
            self.assertEqual((info.play_tones, info.generate_dtmf, info.user), (1, 0, 5))
            call.set_hold(True, BEEP), call.set_hold(False)
            call.inject_dtmf("1"), call.inject_dtmf_begin("2"), call.inject_dtmf_end("2")
            call.telephone_event(event=3, end=1, duration=800, timestamp=160, ssrc=9)
            call.send_dtmf("123#")
            call.say(BEEP, times=3), call.say_stop()
            engine.tick(), engine.tick()
            digits = [event.digit for event in engine.events() if event.kind == EventKind.DTMF_BEGAN]
            self.assertEqual(digits, ["1", "2", "3"])
            self.assertEqual(call.write_ex(bytes(320), lost=160, timestamp=480), 160)
            self.assertEqual(call.stats().written, 160)
            self.assertEqual(call.signal("later"), SignalOutcome.INTERRUPTED)
            self.assertEqual(call.signal("late"), SignalOutcome.IGNORED)
            self.assertEqual(call.queued_signals(), 0)
            call.join("2")
            call.remove("enough")
            end = call.conference_end()
            self.assertEqual((end.name, end.value, end.choice), ("removed", "enough", None))
            call.join("2")
            call.leave()
            call.hang_up()
            with self.assertRaises(MixminusError) as over:
                call.join("2")
            self.assertEqual(over.exception.name, "HUNG_UP")

    def test_packets_that_come_in_another_order_are_heard_in_order(self):
        with Engine(prefill_ms=0, dtmf_look_ahead_ms=0) as engine:
            talker, listener = engine.participant(), engine.participant()
            talker.join("1"), listener.join("1")
            talker.write(bytes(320))
            engine.tick(), listener.read()
            packets = [bytes([level, 0]) * 160 for level in (1, 2, 3)]
            talker.write_ex(packets[0], timestamp=0, starts_talkspurt=True)
            talker.write_ex(packets[2], timestamp=320)
            talker.write_encoded(packets[1], Encoding.S16, timestamp=160)
            for packet in packets:
                engine.tick()
                self.assertEqual(listener.read(), packet)
            self.assertEqual((talker.stats().reordered, talker.stats().concealed), (160, 0))
            with self.assertRaises(MixminusError) as wrong:
                talker.write_ex(b"", starts_talkspurt=2)
            self.assertEqual(wrong.exception.name, "INVALID_ARGUMENT")

    def test_a_flush_silences_what_waits_and_marks_tell_what_was_heard(self):
        with Engine(prefill_ms=0, dtmf_look_ahead_ms=0) as engine:
            agent, caller = engine.participant(), engine.participant()
            agent.join("1"), caller.join("1")
            loud = bytes([232, 3]) * 160
            agent.write(loud)
            agent.mark(7)
            agent.write(loud * 3)
            agent.mark(-(2**63))
            engine.tick(), caller.read()
            agent.flush()
            engine.tick()
            heard = caller.read()
            self.assertNotEqual(heard[:80], bytes(80))
            self.assertEqual(heard[80:], bytes(240), "it fades out within 5 ms")
            engine.tick()
            self.assertEqual(caller.read(), bytes(320))
            marks = [(event.kind, event.value) for event in engine.events() if "MARK" in event.kind.name]
            self.assertEqual(marks, [(EventKind.MARK_HEARD, 7), (EventKind.MARK_FLUSHED, -(2**63))])
            self.assertRaises(OverflowError, agent.mark, 2**63)
            agent.leave()
            with self.assertRaises(MixminusError) as outside:
                agent.mark(1)
            self.assertEqual(outside.exception.name, "NOT_IN_ROOM")
            agent.flush()

    def test_a_prompt_is_played_and_waited_for(self):
        with Engine() as engine:
            engine.start()
            call = engine.participant()
            with engine.prompt(b"\1\0" * 1600, 16_000) as prompt:
                self.assertEqual(prompt.info().samples, 800)
                self.assertEqual(call.say_and_wait(prompt), SayEnd.COMPLETED)
            with self.assertRaises(MixminusError) as without:
                call.say_text_and_wait("Hello.")
            self.assertEqual(without.exception.name, "UNSUPPORTED")
            engine.stop()


if __name__ == "__main__":
    unittest.main()
