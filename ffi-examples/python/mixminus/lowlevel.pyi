"""The functions of mixminus.h, as cffi gives them.

Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
"""

from pathlib import Path
from typing import Any

CData = Any

class Library:
    def mixminus_status_str(self, status: int, /) -> CData:
        """Returns a short English text for a status, such as "the room is full", without a full stop, for logs."""

    def mixminus_last_error(self, /) -> CData:
        """Returns the message of the last control call that failed on the calling thread, such as "account: length 0, must be 1 to 255"."""

    def mixminus_version(self, /) -> CData:
        """Returns the version of the library that runs, such as "0.1.0"."""

    def mixminus_engine_config_init(self, config: CData, size: int, /) -> int:
        """Fills a configuration with the defaults."""

    def mixminus_engine_memory_bytes(self, config: CData, bytes: CData, /) -> int:
        """Computes the most memory that an engine of this configuration can ever take, without making one: with 64 workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest length."""

    def mixminus_engine_new(self, config: CData, engine: CData, /) -> int:
        """Makes an engine."""

    def mixminus_engine_free(self, engine: CData, /) -> int:
        """Frees an engine: stops and joins its threads, ends every session and frees all memory."""

    def mixminus_engine_tick(self, engine: CData, tick: CData, /) -> int:
        """Runs one tick of the host's clock: every room takes one frame from each participant and gives one frame to each."""

    def mixminus_engine_tick_fd(self, engine: CData, fd: CData, /) -> int:
        """Returns a file descriptor that becomes readable after each tick, when its frames can be read, for poll(2), select(2) or epoll(7)."""

    def mixminus_engine_service(self, engine: CData, /) -> int:
        """Collects what ticks have finished with: it makes ended participants and rooms available again, and lets calls return that wait for what a tick has ended."""

    def mixminus_engine_simd_level(self, engine: CData, simd: CData, /) -> int:
        """Returns the SIMD level that the engine uses."""

    def mixminus_driver_config_init(self, config: CData, size: int, /) -> int:
        """Fills a driver configuration with the defaults."""

    def mixminus_driver_report_init(self, report: CData, size: int, /) -> int:
        """Prepares a report for mixminus_engine_start to fill in."""

    def mixminus_engine_start(self, engine: CData, config: CData, report: CData, /) -> int:
        """Starts the engine's threads."""

    def mixminus_engine_stop(self, engine: CData, /) -> int:
        """Stops and joins the engine's threads."""

    def mixminus_participant_config_init(self, config: CData, size: int, /) -> int:
        """Fills a participant configuration with the defaults."""

    def mixminus_participant_new(self, engine: CData, config: CData, participant: CData, /) -> int:
        """Makes a participant."""

    def mixminus_participant_free(self, engine: CData, participant: int, /) -> int:
        """Frees a participant: the call has hung up."""

    def mixminus_participant_set_rates(self, engine: CData, participant: int, write_rate_hz: int, read_rate_hz: int, /) -> int:
        """Sets the sample rates at which the host writes the participant's audio and reads its output, each direction for itself."""

    def mixminus_participant_set_mute(self, engine: CData, participant: int, mute: int, /) -> int:
        """Mutes or unmutes a participant."""

    def mixminus_participant_set_deaf(self, engine: CData, participant: int, deaf: int, /) -> int:
        """Deafens a participant or ends that."""

    def mixminus_participant_set_gain(self, engine: CData, participant: int, gain_mdb: int, /) -> int:
        """Sets the gain on a participant's contribution."""

    def mixminus_participant_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_participant_get_info to fill in."""

    def mixminus_participant_get_info(self, engine: CData, participant: int, info: CData, /) -> int:
        """Returns the state of a participant as control calls have set it."""

    def mixminus_prompt_config_init(self, config: CData, size: int, /) -> int:
        """Makes a prompt configuration of 8000 Hz without samples, to be filled in."""

    def mixminus_prompt_new(self, engine: CData, config: CData, prompt: CData, /) -> int:
        """Makes a prompt: copies the samples, resampled to each rate of the engine."""

    def mixminus_prompt_new_wav(self, engine: CData, account: CData, account_len: int, wav: CData, wav_len: int, prompt: CData, /) -> int:
        """Makes a prompt from WAV data."""

    def mixminus_prompt_new_file(self, engine: CData, account: CData, account_len: int, path: CData, path_len: int, prompt: CData, /) -> int:
        """Makes a prompt from a WAV file."""

    def mixminus_prompt_free(self, engine: CData, prompt: int, /) -> int:
        """Frees a prompt: it cannot be played any more."""

    def mixminus_prompt_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_prompt_get_info to fill in."""

    def mixminus_prompt_get_info(self, engine: CData, prompt: int, info: CData, /) -> int:
        """Returns the length of a prompt."""

    def mixminus_say_options_init(self, options: CData, size: int, /) -> int:
        """Fills say options with the defaults: once, as it is, after what waits."""

    def mixminus_participant_say(self, engine: CData, participant: int, sound: int, options: CData, play: CData, /) -> int:
        """Plays a sound to a participant, from the next tick on: on top of its room's audio, deaf or not, or alone while it is in no room."""

    def mixminus_participant_say_stop(self, engine: CData, participant: int, /) -> int:
        """Stops everything that plays, or is queued to play, to a participant."""

    def mixminus_play_stop(self, engine: CData, play: int, /) -> int:
        """Stops one play, to a participant or to a room."""

    def mixminus_rooms_say(self, engine: CData, rooms: CData, count: int, sound: int, options: CData, plays: CData, /) -> int:
        """Plays a sound to everyone in one or more rooms who is not deaf, from the next tick on, as one more voice."""

    def mixminus_room_say_stop(self, engine: CData, room: int, /) -> int:
        """Stops everything that mixminus_rooms_say plays, or has queued, in a room."""

    def mixminus_participant_set_hold(self, engine: CData, participant: int, hold: int, sound: int, /) -> int:
        """Puts a participant on hold, or takes it off hold, from the next tick on."""

    def mixminus_room_set_alone_loop(self, engine: CData, room: int, sound: int, /) -> int:
        """Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning."""

    def mixminus_engine_set_synthesizer(self, engine: CData, synthesizer: int, user: CData, /) -> int:
        """Sets or removes the function that turns text into speech."""

    def mixminus_speech_add(self, speech: CData, samples: CData, count: int, sample_rate_hz: int, /) -> int:
        """Adds samples to a speech."""

    def mixminus_speech_add_wav(self, speech: CData, wav: CData, wav_len: int, /) -> int:
        """Adds the contents of a WAV file to a speech, for synthesizers that produce WAV."""

    def mixminus_participant_say_text(self, engine: CData, participant: int, text: CData, text_len: int, voice: CData, voice_len: int, options: CData, play: CData, /) -> int:
        """Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the result as mixminus_participant_say does."""

    def mixminus_join_options_init(self, options: CData, size: int, /) -> int:
        """Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and suppressed, no terminator, any signal may interrupt, no conference id."""

    def mixminus_participant_join(self, engine: CData, participant: int, options: CData, room: CData, /) -> int:
        """Joins a room, and makes it if no room has that id."""

    def mixminus_participant_leave(self, engine: CData, participant: int, /) -> int:
        """Leaves the room, with MIXMINUS_END_REMOVED."""

    def mixminus_participant_move(self, engine: CData, participant: int, conference_id: CData, conference_id_len: int, room: CData, /) -> int:
        """Moves a participant to another room of the same account and environment, and makes that room if there is none: in one step between two ticks, with its settings and without a pause."""

    def mixminus_participant_write(self, engine: CData, participant: int, samples: CData, count: int, taken: CData, /) -> int:
        """Writes audio that the line has received."""

    def mixminus_write_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp."""

    def mixminus_participant_write_ex(self, engine: CData, participant: int, samples: CData, count: int, info: CData, taken: CData, /) -> int:
        """Writes audio as mixminus_participant_write does, with what the host knows about it."""

    def mixminus_participant_flush(self, engine: CData, participant: int, /) -> int:
        """Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it was interrupted."""

    def mixminus_participant_mark(self, engine: CData, participant: int, value: int, /) -> int:
        """Marks the place after the last sample that was written for the participant."""

    def mixminus_participant_read(self, engine: CData, participant: int, samples: CData, count: int, real: CData, /) -> int:
        """Reads the participant's output."""

    def mixminus_read_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_participant_read_ex to fill in."""

    def mixminus_participant_read_ex(self, engine: CData, participant: int, samples: CData, count: int, info: CData, /) -> int:
        """Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got the same samples, and what went wrong."""

    def mixminus_participant_write_encoded(self, engine: CData, participant: int, samples: CData, count: int, encoding: int, info: CData, taken: CData, /) -> int:
        """Writes audio as mixminus_participant_write_ex does, in another encoding."""

    def mixminus_participant_read_encoded(self, engine: CData, participant: int, samples: CData, count: int, encoding: int, info: CData, /) -> int:
        """Reads the participant's output as mixminus_participant_read_ex does, in another encoding."""

    def mixminus_call_io_init(self, io: CData, size: int, /) -> int:
        """Makes a table without functions, to be filled in."""

    def mixminus_call_handlers_init(self, handlers: CData, size: int, /) -> int:
        """Makes a table without handlers, to be filled in."""

    def mixminus_conference_end_init(self, end: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason is MIXMINUS_END_NONE."""

    def mixminus_conference(self, engine: CData, participant: int, options: CData, io: CData, handlers: CData, end: CData, /) -> int:
        """Joins a room, waits until the conference is over, calls the handler for its end, and returns."""

    def mixminus_participant_conference_end(self, engine: CData, participant: int, end: CData, /) -> int:
        """Returns how the participant's last conference ended."""

    def mixminus_participant_remove(self, engine: CData, participant: int, text: CData, text_len: int, /) -> int:
        """Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application."""

    def mixminus_participant_hang_up(self, engine: CData, participant: int, /) -> int:
        """Reports that the call has hung up, without freeing the participant: its conference ends with MIXMINUS_END_HANG_UP, and no other can begin (MIXMINUS_ERR_HUNG_UP)."""

    def mixminus_say(self, engine: CData, participant: int, sound: int, options: CData, io: CData, end: CData, /) -> int:
        """Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over."""

    def mixminus_say_text(self, engine: CData, participant: int, text: CData, text_len: int, voice: CData, voice_len: int, options: CData, io: CData, end: CData, /) -> int:
        """Speaks a text to a participant by the engine's synthesizer, and waits until that is over."""

    def mixminus_participant_signal(self, engine: CData, participant: int, name: CData, name_len: int, outcome: CData, number: CData, /) -> int:
        """Sends a signal to a session."""

    def mixminus_participant_queued_signals(self, engine: CData, participant: int, count: CData, /) -> int:
        """Returns the number of signals that are queued in a session."""

    def mixminus_room_find(self, engine: CData, account: CData, account_len: int, environment: CData, environment_len: int, conference_id: CData, conference_id_len: int, room: CData, /) -> int:
        """Finds a room by account, environment and conference id."""

    def mixminus_room_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_room_get_info to fill in."""

    def mixminus_room_get_info(self, engine: CData, room: int, info: CData, /) -> int:
        """Returns a room's account, environment, conference id, number of participants and capacity."""

    def mixminus_room_participants(self, engine: CData, room: int, participants: CData, capacity: int, count: CData, /) -> int:
        """Lists the participants of a room, in the order in which they joined."""

    def mixminus_room_list(self, engine: CData, account: CData, account_len: int, cursor: CData, rooms: CData, capacity: int, count: CData, /) -> int:
        """Lists the rooms of an account, one page per call."""

    def mixminus_room_close(self, engine: CData, room: int, /) -> int:
        """Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue."""

    def mixminus_room_set_locked(self, engine: CData, room: int, locked: int, /) -> int:
        """Locks or unlocks a room."""

    def mixminus_room_merge(self, engine: CData, room: int, conference_id: CData, conference_id_len: int, target: CData, /) -> int:
        """Moves all participants of a room to another room of the same account and environment, and makes that room if there is none: in the order in which they joined, with their settings and without a pause."""

    def mixminus_room_snapshot(self, engine: CData, room: int, members: CData, member_size: int, capacity: int, count: CData, sequence: CData, tick: CData, /) -> int:
        """Returns the members of a room and their states as of an event sequence number."""

    def mixminus_room_template_init(self, settings: CData, size: int, /) -> int:
        """Fills a room template with the defaults."""

    def mixminus_room_template_set(self, engine: CData, account: CData, account_len: int, environment: CData, environment_len: int, conference_id: CData, conference_id_len: int, settings: CData, /) -> int:
        """Sets the template for a room, or for all rooms of an environment, in place of the previous one."""

    def mixminus_room_template_remove(self, engine: CData, account: CData, account_len: int, environment: CData, environment_len: int, conference_id: CData, conference_id_len: int, /) -> int:
        """Removes a template."""

    def mixminus_account_quota_init(self, quota: CData, size: int, /) -> int:
        """Fills a quota with the defaults: the engine's limits."""

    def mixminus_account_quota_set(self, engine: CData, account: CData, account_len: int, quota: CData, /) -> int:
        """Sets the quota of one account, in place of the engine's account_rooms, account_participants, account_queued_signals and account_prompt_bytes."""

    def mixminus_account_quota_reset(self, engine: CData, account: CData, account_len: int, /) -> int:
        """Removes the quota of an account, so that the engine's limits apply to it."""

    def mixminus_participant_set_detect_dtmf(self, engine: CData, participant: int, detect_dtmf: int, /) -> int:
        """Starts or stops reporting DTMF digits in a participant's audio as events."""

    def mixminus_participant_set_play_tones(self, engine: CData, participant: int, play_tones: int, /) -> int:
        """Lets the others hear a participant's DTMF tones, or suppresses them."""

    def mixminus_participant_set_generate_dtmf(self, engine: CData, participant: int, generate_dtmf: int, /) -> int:
        """Starts or stops generating tones for digits that are injected for a participant."""

    def mixminus_telephone_event_init(self, event: CData, event_size: int, /) -> int:
        """Fills a telephone event packet with the defaults."""

    def mixminus_participant_telephone_event(self, engine: CData, participant: int, event: CData, /) -> int:
        """Passes on a packet of a participant's telephone events (RFC 4733) as it arrived."""

    def mixminus_participant_inject_dtmf_press(self, engine: CData, participant: int, digit: bytes, level_mdbm0: int, duration_ms: int, /) -> int:
        """Reports a whole press of known duration that arrived out of band (SIP INFO)."""

    def mixminus_participant_inject_dtmf_begin(self, engine: CData, participant: int, digit: bytes, level_mdbm0: int, limit_ms: int, /) -> int:
        """Reports the beginning of a press, from an out-of-band source that reports beginning and end."""

    def mixminus_participant_inject_dtmf_end(self, engine: CData, participant: int, digit: bytes, /) -> int:
        """Reports the end of a press that mixminus_participant_inject_dtmf_begin began."""

    def mixminus_participant_send_dtmf(self, engine: CData, participant: int, digits: CData, count: int, level_mdbm0: int, on_ms: int, off_ms: int, /) -> int:
        """Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on, one after the other, after those that are already queued."""

    def mixminus_tap_new(self, engine: CData, target: int, point: int, buffer_ms: int, tap: CData, /) -> int:
        """Makes a tap."""

    def mixminus_tap_read(self, engine: CData, tap: int, samples: CData, frames: CData, frame_size: int, capacity: int, count: CData, /) -> int:
        """Takes frames from a tap, oldest first, as many as are available and fit."""

    def mixminus_tap_free(self, engine: CData, tap: int, /) -> int:
        """Frees a tap; frames that wait in it are lost."""

    def mixminus_tap_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_tap_get_info to fill in."""

    def mixminus_tap_get_info(self, engine: CData, tap: int, info: CData, /) -> int:
        """Returns what a tap takes, since when, and how many frames it got and dropped."""

    def mixminus_record_config_init(self, config: CData, size: int, /) -> int:
        """Fills a configuration with the defaults."""

    def mixminus_recording_start(self, engine: CData, config: CData, tracks: CData, track_size: int, track_count: int, recording: CData, /) -> int:
        """Starts a recording with the next tick."""

    def mixminus_recording_pause(self, engine: CData, recording: int, /) -> int:
        """Pauses a recording: audio after the last tick is left out, of all tracks alike."""

    def mixminus_recording_resume(self, engine: CData, recording: int, /) -> int:
        """Resumes a paused recording: audio after the last tick is recorded."""

    def mixminus_recording_stop(self, engine: CData, recording: int, info: CData, /) -> int:
        """Stops a recording after the last tick."""

    def mixminus_recording_info_init(self, info: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in."""

    def mixminus_recording_get_info(self, engine: CData, recording: int, info: CData, /) -> int:
        """Returns the state of a recording."""

    def mixminus_recording_get_file(self, engine: CData, recording: int, track: int, file: int, path: CData, path_size: int, path_len: CData, /) -> int:
        """Returns the absolute path of a file of a recording, as it was named when it was made."""

    def mixminus_engine_poll(self, engine: CData, events: CData, event_size: int, capacity: int, count: CData, /) -> int:
        """Takes as many events as are available and fit."""

    def mixminus_engine_event_fd(self, engine: CData, fd: CData, /) -> int:
        """Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7)."""

    def mixminus_engine_stats_init(self, stats: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_engine_get_stats to fill in."""

    def mixminus_engine_get_stats(self, engine: CData, stats: CData, /) -> int:
        """Returns the engine's counters."""

    def mixminus_participant_stats_init(self, stats: CData, size: int, /) -> int:
        """Prepares a struct for mixminus_participant_get_stats to fill in."""

    def mixminus_participant_get_stats(self, engine: CData, participant: int, stats: CData, /) -> int:
        """Returns a participant's counters."""

    MIXMINUS_VERSION_MAJOR: int
    MIXMINUS_VERSION_MINOR: int
    MIXMINUS_VERSION_PATCH: int
    MIXMINUS_NAME_BYTES: int
    MIXMINUS_MAX_CPUS: int
    MIXMINUS_SOUND_NONE: int
    MIXMINUS_SOUND_BEEP: int
    MIXMINUS_PROMPT_READ_TO_END: int
    MIXMINUS_MAX_QUEUED_PLAYS: int
    MIXMINUS_MAX_ROOMS_PER_SAY: int
    MIXMINUS_DEFAULT_MS: int
    MIXMINUS_READ_NOT_IN_ROOM: int
    MIXMINUS_READ_SKIPPED: int
    MIXMINUS_READ_UNDERRUN: int
    MIXMINUS_READ_OVERLOAD: int
    MIXMINUS_READ_SESSION_EXPIRED: int
    MIXMINUS_MIX_SILENCE: int
    MIXMINUS_MAX_DIGITS: int
    MIXMINUS_TAP_SILENT: int
    MIXMINUS_TAP_OVERLOAD: int
    MIXMINUS_STATE_MUTED: int
    MIXMINUS_STATE_DEAF: int
    MIXMINUS_STATE_TALKING: int
    MIXMINUS_STATE_DTMF_DETECTED: int
    MIXMINUS_STATE_DTMF_SUPPRESSED: int
    MIXMINUS_STATE_DTMF_GENERATED: int
    MIXMINUS_STATE_HELD: int
    MIXMINUS_TICK_BUCKETS: int
    MIXMINUS_MAX_STAGES: int
    MIXMINUS_STAGE_COMMANDS: int
    MIXMINUS_STAGE_INPUT: int
    MIXMINUS_STAGE_MIX: int
    MIXMINUS_STAGE_OUTPUT: int
    MIXMINUS_STAGE_PUBLISH: int
    MIXMINUS_OK: int
    MIXMINUS_ERR_INVALID_ARGUMENT: int
    MIXMINUS_ERR_STRUCT_SIZE: int
    MIXMINUS_ERR_INVALID_HANDLE: int
    MIXMINUS_ERR_STALE_HANDLE: int
    MIXMINUS_ERR_FOREIGN_HANDLE: int
    MIXMINUS_ERR_WRONG_KIND: int
    MIXMINUS_ERR_BUSY: int
    MIXMINUS_ERR_WRONG_MODE: int
    MIXMINUS_ERR_NOT_IN_ROOM: int
    MIXMINUS_ERR_ALREADY_IN_ROOM: int
    MIXMINUS_ERR_ROOM_FULL: int
    MIXMINUS_ERR_TOO_MANY_PARTICIPANTS: int
    MIXMINUS_ERR_TOO_MANY_ROOMS: int
    MIXMINUS_ERR_QUOTA_EXCEEDED: int
    MIXMINUS_ERR_QUEUE_FULL: int
    MIXMINUS_ERR_NOT_FOUND: int
    MIXMINUS_ERR_ENGINE_STOPPED: int
    MIXMINUS_ERR_FORKED: int
    MIXMINUS_ERR_OUT_OF_MEMORY: int
    MIXMINUS_ERR_SYSTEM: int
    MIXMINUS_ERR_UNSUPPORTED: int
    MIXMINUS_ERR_INTERNAL: int
    MIXMINUS_ERR_SESSION_EXPIRED: int
    MIXMINUS_ERR_ROOM_LOCKED: int
    MIXMINUS_ERR_INTERRUPTED: int
    MIXMINUS_ERR_HUNG_UP: int
    MIXMINUS_ERR_ENDED: int
    MIXMINUS_ERR_TOO_MANY_TAPS: int
    MIXMINUS_SIMD_AUTO: int
    MIXMINUS_SIMD_PORTABLE: int
    MIXMINUS_SIMD_SSE2: int
    MIXMINUS_SIMD_AVX2: int
    MIXMINUS_SIMD_AVX512: int
    MIXMINUS_SIMD_NEON: int
    MIXMINUS_CLOCK_SYSTEM: int
    MIXMINUS_CLOCK_HOST: int
    MIXMINUS_ENCODING_S16: int
    MIXMINUS_ENCODING_F32: int
    MIXMINUS_ENCODING_ULAW: int
    MIXMINUS_ENCODING_ALAW: int
    MIXMINUS_SAY_NONE: int
    MIXMINUS_SAY_COMPLETED: int
    MIXMINUS_SAY_STOPPED: int
    MIXMINUS_SAY_HANG_UP: int
    MIXMINUS_SAY_ENGINE_STOPPED: int
    MIXMINUS_SAY_TIME_LIMIT: int
    MIXMINUS_SIGNAL_INTERRUPTED: int
    MIXMINUS_SIGNAL_QUEUED: int
    MIXMINUS_SIGNAL_IGNORED: int
    MIXMINUS_SIGNAL_NO_SESSION: int
    MIXMINUS_SIGNAL_REFUSED: int
    MIXMINUS_SIGNAL_TAKEN: int
    MIXMINUS_TAP_MIX: int
    MIXMINUS_TAP_BEFORE_MUTE: int
    MIXMINUS_TAP_AFTER_MUTE: int
    MIXMINUS_TAP_OUTPUT: int
    MIXMINUS_RECORD_STARTING: int
    MIXMINUS_RECORD_RUNNING: int
    MIXMINUS_RECORD_PAUSED: int
    MIXMINUS_RECORD_FAILED: int
    MIXMINUS_RECORD_STOPPED: int
    MIXMINUS_PLAY_COMPLETED: int
    MIXMINUS_PLAY_STOPPED: int
    MIXMINUS_PLAY_DROPPED: int
    MIXMINUS_EVENT_ROOM_OPENED: int
    MIXMINUS_EVENT_ROOM_ENDED: int
    MIXMINUS_EVENT_JOINED: int
    MIXMINUS_EVENT_LEFT: int
    MIXMINUS_EVENT_MOVED: int
    MIXMINUS_EVENT_CHANGED: int
    MIXMINUS_EVENT_TALK_STARTED: int
    MIXMINUS_EVENT_TALK_STOPPED: int
    MIXMINUS_EVENT_GAP: int
    MIXMINUS_EVENT_TICKS_SKIPPED: int
    MIXMINUS_EVENT_STOPPED: int
    MIXMINUS_EVENT_DTMF_BEGAN: int
    MIXMINUS_EVENT_DTMF_ENDED: int
    MIXMINUS_EVENT_SESSION_WARNING: int
    MIXMINUS_EVENT_SESSION_EXPIRED: int
    MIXMINUS_EVENT_ROOM_WARNING: int
    MIXMINUS_EVENT_SIGNAL: int
    MIXMINUS_EVENT_ROOM_LOCKED: int
    MIXMINUS_EVENT_PLAY_ENDED: int
    MIXMINUS_EVENT_RECORDING_FAILED: int
    MIXMINUS_EVENT_RECORDING_STARTED: int
    MIXMINUS_EVENT_RECORDING_STOPPED: int
    MIXMINUS_EVENT_RECORDING_RECOVERED: int
    MIXMINUS_EVENT_MARK_HEARD: int
    MIXMINUS_EVENT_MARK_FLUSHED: int
    MIXMINUS_EVENT_WRITABLE: int
    MIXMINUS_END_NONE: int
    MIXMINUS_END_HANG_UP: int
    MIXMINUS_END_ENGINE_STOPPED: int
    MIXMINUS_END_ROOM_CLOSED: int
    MIXMINUS_END_REMOVED: int
    MIXMINUS_END_TIME_LIMIT: int
    MIXMINUS_END_TERMINATOR: int
    MIXMINUS_END_SIGNAL: int
    MIXMINUS_DTMF_IN_BAND: int
    MIXMINUS_DTMF_OUT_OF_BAND: int
    MIXMINUS_DTMF_BOTH: int

PATH: Path
ffi: Any
lib: Library

def call_library() -> Any: ...
