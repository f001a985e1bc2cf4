<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus\Native;

use FFI\CData;

/** The functions of the library, as methods of the FFI object that Library::ffi() returns. */
interface Functions
{
    /** Returns a short English text for a status, such as "the room is full", without a full stop, for logs. */
    public function mixminus_status_str(int $status): string;

    /** Returns the message of the last control call that failed on the calling thread, such as "account: length 0, must be 1 to 255". */
    public function mixminus_last_error(): string;

    /** Returns the version of the library that runs, such as "0.1.0". */
    public function mixminus_version(): string;

    /** Fills a configuration with the defaults. */
    public function mixminus_engine_config_init(CData|null $config, int $size): int;

    /** Computes the most memory that an engine of this configuration can ever take, without making one: with 64 workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest length. */
    public function mixminus_engine_memory_bytes(CData|null $config, CData|null $bytes): int;

    /** Makes an engine. */
    public function mixminus_engine_new(CData|null $config, CData|null $engine): int;

    /** Frees an engine: stops and joins its threads, ends every session and frees all memory. */
    public function mixminus_engine_free(CData|null $engine): int;

    /** Runs one tick of the host's clock: every room takes one frame from each participant and gives one frame to each. */
    public function mixminus_engine_tick(CData|null $engine, CData|null $tick): int;

    /** Returns a file descriptor that becomes readable after each tick, when its frames can be read, for poll(2), select(2) or epoll(7). */
    public function mixminus_engine_tick_fd(CData|null $engine, CData|null $fd): int;

    /** Collects what ticks have finished with: it makes ended participants and rooms available again, and lets calls return that wait for what a tick has ended. */
    public function mixminus_engine_service(CData|null $engine): int;

    /** Returns the SIMD level that the engine uses. */
    public function mixminus_engine_simd_level(CData|null $engine, CData|null $simd): int;

    /** Fills a driver configuration with the defaults. */
    public function mixminus_driver_config_init(CData|null $config, int $size): int;

    /** Prepares a report for mixminus_engine_start to fill in. */
    public function mixminus_driver_report_init(CData|null $report, int $size): int;

    /** Starts the engine's threads. */
    public function mixminus_engine_start(CData|null $engine, CData|null $config, CData|null $report): int;

    /** Stops and joins the engine's threads. */
    public function mixminus_engine_stop(CData|null $engine): int;

    /** Fills a participant configuration with the defaults. */
    public function mixminus_participant_config_init(CData|null $config, int $size): int;

    /** Makes a participant. */
    public function mixminus_participant_new(CData|null $engine, CData|null $config, CData|null $participant): int;

    /** Frees a participant: the call has hung up. */
    public function mixminus_participant_free(CData|null $engine, int $participant): int;

    /** Sets the sample rates at which the host writes the participant's audio and reads its output, each direction for itself. */
    public function mixminus_participant_set_rates(CData|null $engine, int $participant, int $write_rate_hz, int $read_rate_hz): int;

    /** Mutes or unmutes a participant. */
    public function mixminus_participant_set_mute(CData|null $engine, int $participant, int $mute): int;

    /** Deafens a participant or ends that. */
    public function mixminus_participant_set_deaf(CData|null $engine, int $participant, int $deaf): int;

    /** Sets the gain on a participant's contribution. */
    public function mixminus_participant_set_gain(CData|null $engine, int $participant, int $gain_mdb): int;

    /** Prepares a struct for mixminus_participant_get_info to fill in. */
    public function mixminus_participant_info_init(CData|null $info, int $size): int;

    /** Returns the state of a participant as control calls have set it. */
    public function mixminus_participant_get_info(CData|null $engine, int $participant, CData|null $info): int;

    /** Makes a prompt configuration of 8000 Hz without samples, to be filled in. */
    public function mixminus_prompt_config_init(CData|null $config, int $size): int;

    /** Makes a prompt: copies the samples, resampled to each rate of the engine. */
    public function mixminus_prompt_new(CData|null $engine, CData|null $config, CData|null $prompt): int;

    /** Makes a prompt from WAV data. */
    public function mixminus_prompt_new_wav(CData|null $engine, CData|string|null $account, int $account_len, CData|string|null $wav, int $wav_len, CData|null $prompt): int;

    /** Makes a prompt from a WAV file. */
    public function mixminus_prompt_new_file(CData|null $engine, CData|string|null $account, int $account_len, CData|string|null $path, int $path_len, CData|null $prompt): int;

    /** Frees a prompt: it cannot be played any more. */
    public function mixminus_prompt_free(CData|null $engine, int $prompt): int;

    /** Prepares a struct for mixminus_prompt_get_info to fill in. */
    public function mixminus_prompt_info_init(CData|null $info, int $size): int;

    /** Returns the length of a prompt. */
    public function mixminus_prompt_get_info(CData|null $engine, int $prompt, CData|null $info): int;

    /** Fills say options with the defaults: once, as it is, after what waits. */
    public function mixminus_say_options_init(CData|null $options, int $size): int;

    /** Plays a sound to a participant, from the next tick on: on top of its room's audio, deaf or not, or alone while it is in no room. */
    public function mixminus_participant_say(CData|null $engine, int $participant, int $sound, CData|null $options, CData|null $play): int;

    /** Stops everything that plays, or is queued to play, to a participant. */
    public function mixminus_participant_say_stop(CData|null $engine, int $participant): int;

    /** Stops one play, to a participant or to a room. */
    public function mixminus_play_stop(CData|null $engine, int $play): int;

    /** Plays a sound to everyone in one or more rooms who is not deaf, from the next tick on, as one more voice. */
    public function mixminus_rooms_say(CData|null $engine, CData|null $rooms, int $count, int $sound, CData|null $options, CData|null $plays): int;

    /** Stops everything that mixminus_rooms_say plays, or has queued, in a room. */
    public function mixminus_room_say_stop(CData|null $engine, int $room): int;

    /** Puts a participant on hold, or takes it off hold, from the next tick on. */
    public function mixminus_participant_set_hold(CData|null $engine, int $participant, int $hold, int $sound): int;

    /** Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning. */
    public function mixminus_room_set_alone_loop(CData|null $engine, int $room, int $sound): int;

    /** Sets or removes the function that turns text into speech. */
    public function mixminus_engine_set_synthesizer(CData|null $engine, callable|null $synthesizer, CData|null $user): int;

    /** Adds samples to a speech. */
    public function mixminus_speech_add(CData|null $speech, CData|string|null $samples, int $count, int $sample_rate_hz): int;

    /** Adds the contents of a WAV file to a speech, for synthesizers that produce WAV. */
    public function mixminus_speech_add_wav(CData|null $speech, CData|string|null $wav, int $wav_len): int;

    /** Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the result as mixminus_participant_say does. */
    public function mixminus_participant_say_text(CData|null $engine, int $participant, CData|string|null $text, int $text_len, CData|string|null $voice, int $voice_len, CData|null $options, CData|null $play): int;

    /** Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and suppressed, no terminator, any signal may interrupt, no conference id. */
    public function mixminus_join_options_init(CData|null $options, int $size): int;

    /** Joins a room, and makes it if no room has that id. */
    public function mixminus_participant_join(CData|null $engine, int $participant, CData|null $options, CData|null $room): int;

    /** Leaves the room, with MIXMINUS_END_REMOVED. */
    public function mixminus_participant_leave(CData|null $engine, int $participant): int;

    /** Moves a participant to another room of the same account and environment, and makes that room if there is none: in one step between two ticks, with its settings and without a pause. */
    public function mixminus_participant_move(CData|null $engine, int $participant, CData|string|null $conference_id, int $conference_id_len, CData|null $room): int;

    /** Writes audio that the line has received. */
    public function mixminus_participant_write(CData|null $engine, int $participant, CData|string|null $samples, int $count, CData|null $taken): int;

    /** Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp. */
    public function mixminus_write_info_init(CData|null $info, int $size): int;

    /** Writes audio as mixminus_participant_write does, with what the host knows about it. */
    public function mixminus_participant_write_ex(CData|null $engine, int $participant, CData|string|null $samples, int $count, CData|null $info, CData|null $taken): int;

    /** Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it was interrupted. */
    public function mixminus_participant_flush(CData|null $engine, int $participant): int;

    /** Marks the place after the last sample that was written for the participant. */
    public function mixminus_participant_mark(CData|null $engine, int $participant, int $value): int;

    /** Reads the participant's output. */
    public function mixminus_participant_read(CData|null $engine, int $participant, CData|null $samples, int $count, CData|null $real): int;

    /** Prepares a struct for mixminus_participant_read_ex to fill in. */
    public function mixminus_read_info_init(CData|null $info, int $size): int;

    /** Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got the same samples, and what went wrong. */
    public function mixminus_participant_read_ex(CData|null $engine, int $participant, CData|null $samples, int $count, CData|null $info): int;

    /** Writes audio as mixminus_participant_write_ex does, in another encoding. */
    public function mixminus_participant_write_encoded(CData|null $engine, int $participant, CData|string|null $samples, int $count, int $encoding, CData|null $info, CData|null $taken): int;

    /** Reads the participant's output as mixminus_participant_read_ex does, in another encoding. */
    public function mixminus_participant_read_encoded(CData|null $engine, int $participant, CData|null $samples, int $count, int $encoding, CData|null $info): int;

    /** Makes a table without functions, to be filled in. */
    public function mixminus_call_io_init(CData|null $io, int $size): int;

    /** Makes a table without handlers, to be filled in. */
    public function mixminus_call_handlers_init(CData|null $handlers, int $size): int;

    /** Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason is MIXMINUS_END_NONE. */
    public function mixminus_conference_end_init(CData|null $end, int $size): int;

    /** Joins a room, waits until the conference is over, calls the handler for its end, and returns. */
    public function mixminus_conference(CData|null $engine, int $participant, CData|null $options, CData|null $io, CData|null $handlers, CData|null $end): int;

    /** Returns how the participant's last conference ended. */
    public function mixminus_participant_conference_end(CData|null $engine, int $participant, CData|null $end): int;

    /** Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application. */
    public function mixminus_participant_remove(CData|null $engine, int $participant, CData|string|null $text, int $text_len): int;

    /** Reports that the call has hung up, without freeing the participant: its conference ends with MIXMINUS_END_HANG_UP, and no other can begin (MIXMINUS_ERR_HUNG_UP). */
    public function mixminus_participant_hang_up(CData|null $engine, int $participant): int;

    /** Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over. */
    public function mixminus_say(CData|null $engine, int $participant, int $sound, CData|null $options, CData|null $io, CData|null $end): int;

    /** Speaks a text to a participant by the engine's synthesizer, and waits until that is over. */
    public function mixminus_say_text(CData|null $engine, int $participant, CData|string|null $text, int $text_len, CData|string|null $voice, int $voice_len, CData|null $options, CData|null $io, CData|null $end): int;

    /** Sends a signal to a session. */
    public function mixminus_participant_signal(CData|null $engine, int $participant, CData|string|null $name, int $name_len, CData|null $outcome, CData|null $number): int;

    /** Returns the number of signals that are queued in a session. */
    public function mixminus_participant_queued_signals(CData|null $engine, int $participant, CData|null $count): int;

    /** Finds a room by account, environment and conference id. */
    public function mixminus_room_find(CData|null $engine, CData|string|null $account, int $account_len, CData|string|null $environment, int $environment_len, CData|string|null $conference_id, int $conference_id_len, CData|null $room): int;

    /** Prepares a struct for mixminus_room_get_info to fill in. */
    public function mixminus_room_info_init(CData|null $info, int $size): int;

    /** Returns a room's account, environment, conference id, number of participants and capacity. */
    public function mixminus_room_get_info(CData|null $engine, int $room, CData|null $info): int;

    /** Lists the participants of a room, in the order in which they joined. */
    public function mixminus_room_participants(CData|null $engine, int $room, CData|null $participants, int $capacity, CData|null $count): int;

    /** Lists the rooms of an account, one page per call. */
    public function mixminus_room_list(CData|null $engine, CData|string|null $account, int $account_len, CData|null $cursor, CData|null $rooms, int $capacity, CData|null $count): int;

    /** Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue. */
    public function mixminus_room_close(CData|null $engine, int $room): int;

    /** Locks or unlocks a room. */
    public function mixminus_room_set_locked(CData|null $engine, int $room, int $locked): int;

    /** Moves all participants of a room to another room of the same account and environment, and makes that room if there is none: in the order in which they joined, with their settings and without a pause. */
    public function mixminus_room_merge(CData|null $engine, int $room, CData|string|null $conference_id, int $conference_id_len, CData|null $target): int;

    /** Returns the members of a room and their states as of an event sequence number. */
    public function mixminus_room_snapshot(CData|null $engine, int $room, CData|null $members, int $member_size, int $capacity, CData|null $count, CData|null $sequence, CData|null $tick): int;

    /** Fills a room template with the defaults. */
    public function mixminus_room_template_init(CData|null $settings, int $size): int;

    /** Sets the template for a room, or for all rooms of an environment, in place of the previous one. */
    public function mixminus_room_template_set(CData|null $engine, CData|string|null $account, int $account_len, CData|string|null $environment, int $environment_len, CData|string|null $conference_id, int $conference_id_len, CData|null $settings): int;

    /** Removes a template. */
    public function mixminus_room_template_remove(CData|null $engine, CData|string|null $account, int $account_len, CData|string|null $environment, int $environment_len, CData|string|null $conference_id, int $conference_id_len): int;

    /** Fills a quota with the defaults: the engine's limits. */
    public function mixminus_account_quota_init(CData|null $quota, int $size): int;

    /** Sets the quota of one account, in place of the engine's account_rooms, account_participants, account_queued_signals and account_prompt_bytes. */
    public function mixminus_account_quota_set(CData|null $engine, CData|string|null $account, int $account_len, CData|null $quota): int;

    /** Removes the quota of an account, so that the engine's limits apply to it. */
    public function mixminus_account_quota_reset(CData|null $engine, CData|string|null $account, int $account_len): int;

    /** Starts or stops reporting DTMF digits in a participant's audio as events. */
    public function mixminus_participant_set_detect_dtmf(CData|null $engine, int $participant, int $detect_dtmf): int;

    /** Lets the others hear a participant's DTMF tones, or suppresses them. */
    public function mixminus_participant_set_play_tones(CData|null $engine, int $participant, int $play_tones): int;

    /** Starts or stops generating tones for digits that are injected for a participant. */
    public function mixminus_participant_set_generate_dtmf(CData|null $engine, int $participant, int $generate_dtmf): int;

    /** Fills a telephone event packet with the defaults. */
    public function mixminus_telephone_event_init(CData|null $event, int $event_size): int;

    /** Passes on a packet of a participant's telephone events (RFC 4733) as it arrived. */
    public function mixminus_participant_telephone_event(CData|null $engine, int $participant, CData|null $event): int;

    /** Reports a whole press of known duration that arrived out of band (SIP INFO). */
    public function mixminus_participant_inject_dtmf_press(CData|null $engine, int $participant, string $digit, int $level_mdbm0, int $duration_ms): int;

    /** Reports the beginning of a press, from an out-of-band source that reports beginning and end. */
    public function mixminus_participant_inject_dtmf_begin(CData|null $engine, int $participant, string $digit, int $level_mdbm0, int $limit_ms): int;

    /** Reports the end of a press that mixminus_participant_inject_dtmf_begin began. */
    public function mixminus_participant_inject_dtmf_end(CData|null $engine, int $participant, string $digit): int;

    /** Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on, one after the other, after those that are already queued. */
    public function mixminus_participant_send_dtmf(CData|null $engine, int $participant, CData|string|null $digits, int $count, int $level_mdbm0, int $on_ms, int $off_ms): int;

    /** Makes a tap. */
    public function mixminus_tap_new(CData|null $engine, int $target, int $point, int $buffer_ms, CData|null $tap): int;

    /** Takes frames from a tap, oldest first, as many as are available and fit. */
    public function mixminus_tap_read(CData|null $engine, int $tap, CData|null $samples, CData|null $frames, int $frame_size, int $capacity, CData|null $count): int;

    /** Frees a tap; frames that wait in it are lost. */
    public function mixminus_tap_free(CData|null $engine, int $tap): int;

    /** Prepares a struct for mixminus_tap_get_info to fill in. */
    public function mixminus_tap_info_init(CData|null $info, int $size): int;

    /** Returns what a tap takes, since when, and how many frames it got and dropped. */
    public function mixminus_tap_get_info(CData|null $engine, int $tap, CData|null $info): int;

    /** Fills a configuration with the defaults. */
    public function mixminus_record_config_init(CData|null $config, int $size): int;

    /** Starts a recording with the next tick. */
    public function mixminus_recording_start(CData|null $engine, CData|null $config, CData|null $tracks, int $track_size, int $track_count, CData|null $recording): int;

    /** Pauses a recording: audio after the last tick is left out, of all tracks alike. */
    public function mixminus_recording_pause(CData|null $engine, int $recording): int;

    /** Resumes a paused recording: audio after the last tick is recorded. */
    public function mixminus_recording_resume(CData|null $engine, int $recording): int;

    /** Stops a recording after the last tick. */
    public function mixminus_recording_stop(CData|null $engine, int $recording, CData|null $info): int;

    /** Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in. */
    public function mixminus_recording_info_init(CData|null $info, int $size): int;

    /** Returns the state of a recording. */
    public function mixminus_recording_get_info(CData|null $engine, int $recording, CData|null $info): int;

    /** Returns the absolute path of a file of a recording, as it was named when it was made. */
    public function mixminus_recording_get_file(CData|null $engine, int $recording, int $track, int $file, CData|null $path, int $path_size, CData|null $path_len): int;

    /** Takes as many events as are available and fit. */
    public function mixminus_engine_poll(CData|null $engine, CData|null $events, int $event_size, int $capacity, CData|null $count): int;

    /** Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7). */
    public function mixminus_engine_event_fd(CData|null $engine, CData|null $fd): int;

    /** Prepares a struct for mixminus_engine_get_stats to fill in. */
    public function mixminus_engine_stats_init(CData|null $stats, int $size): int;

    /** Returns the engine's counters. */
    public function mixminus_engine_get_stats(CData|null $engine, CData|null $stats): int;

    /** Prepares a struct for mixminus_participant_get_stats to fill in. */
    public function mixminus_participant_stats_init(CData|null $stats, int $size): int;

    /** Returns a participant's counters. */
    public function mixminus_participant_get_stats(CData|null $engine, int $participant, CData|null $stats): int;
}

/**
 * A string of the host, such as a name: any bytes, compared byte by byte, without a NUL at the end.
 *
 * @property CData|string|null $bytes The bytes; may be NULL if length is 0.
 * @property int $length The number of bytes.
 */
interface mixminus_text
{
}

/**
 * The settings of an engine.
 *
 * @property int $struct_size Set by mixminus_engine_config_init.
 * @property int $sample_rate_hz Sample rate of participants and rooms that name none, Hz: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000; 22050 needs frames of 20 ms.
 * @property int $frame_ms Length of a frame, and so of a tick, ms: 10 or 20.
 * @property int $max_participants Participants that an account may have at the same time, in or out of rooms: 1 to 1048575.
 * @property int $max_rooms Rooms that an account may have at the same time: 1 to 1048575.
 * @property int $room_capacity Participants that a room may hold unless its template says otherwise: 1 to 1024.
 * @property int $prefill_ms Audio that a participant's in-ring collects before the first of it is mixed (jitter reserve), ms: 0 to 200.
 * @property int $max_cap_ms The largest cap_ms that a join may ask for, ms: prefill_ms + 40 to 1000.
 * @property int $max_write_ms The most audio that the host may write to a participant between two ticks, in one write or several, ms: frame_ms to 1000.
 * @property int $command_queue Commands of an account that may wait for the next tick: 16 to 1048576.
 * @property int $event_queue Events of an account that may wait to be polled: 16 to 1048576.
 * @property int $account_rooms Rooms that an account without a quota of its own may have at the same time; 0: max_rooms.
 * @property int $account_participants Participants that an account without a quota of its own may have at the same time, in or out of rooms; 0: max_participants.
 * @property int $lock_memory True: ask the system to lock into RAM the memory that the engine takes for participants, their rings and rooms when it is made; memory_locked of mixminus_engine_stats says whether the system did.
 * @property int $simd A MIXMINUS_SIMD_ constant.
 * @property int $dtmf_look_ahead_ms Delay added to the audio of a participant that joins with play_tones 0, so that a DTMF tone is recognised before its beginning is mixed, ms: 0 to 20.
 * @property int $session_limit_s Time limit of a session, from mixminus_participant_new on, in seconds of the engine's clock, in or out of conferences: 1 to 31536000; 0: no limit.
 * @property int $account_queued_signals Signals of an account without a quota of its own that may be queued at the same time; 0: 64 for each of its participants.
 * @property int $max_plays Plays that an account may have at the same time, playing or queued: prompts, join and leave sounds, loops.
 * @property int $max_taps Taps that an account may have at the same time, and tracks of recordings: 0 to 65536.
 * @property int $account_prompt_bytes Bytes of prompts that an account without a quota of its own may have at the same time, counted as prompt_bytes of mixminus_account_quota; 0: max_prompt_bytes.
 * @property int $max_prompt_bytes Bytes of prompts that an account may have at the same time, counted as prompt_bytes of mixminus_account_quota, which cannot allow more: 1 to 2^40; 0: the default.
 * @property int $max_name_bytes Bytes of names that an account may have the engine keep at the same time: 1024 to 2^30; 0: the default.
 * @property int $max_accounts Accounts that the engine knows at the same time: those that have any object, a template or a quota of their own: 1 to 1048575; 0: the default.
 * @property int $lines_8000 Participants that an account may have at the same time with lines of 8000 Hz, if that is not sample_rate_hz, of which max_participants may: 0 to 1048575, all rates together.
 * @property int $lines_12000 The same at 12000 Hz.
 * @property int $lines_16000 The same at 16000 Hz.
 * @property int $lines_22050 The same at 22050 Hz.
 * @property int $lines_24000 The same at 24000 Hz.
 * @property int $lines_32000 The same at 32000 Hz.
 * @property int $lines_44100 The same at 44100 Hz.
 * @property int $lines_48000 The same at 48000 Hz.
 * @property int $agents Speech agents that an account may have at the same time, beside max_participants: 0 to 1048575, all rates together.
 * @property int $agent_rate_hz Sample rate of agents' lines, Hz: one of those above; 0: 24000.
 * @property int $agent_queue_ms Audio of an agent that may wait to be heard, ms: 1000 to 60000; 0: 10000.
 * @property int $reserved Must be 0.
 */
interface mixminus_engine_config
{
}

/**
 * How drivers are started.
 *
 * @property int $struct_size Set by mixminus_driver_config_init.
 * @property int $clock A MIXMINUS_CLOCK_ constant.
 * @property int $workers Threads that share each tick, the ticking one included: 1 to 64.
 * @property int $realtime_priority SCHED_FIFO priority to ask for, for the started threads: 1 to 99; 0: SCHED_OTHER.
 * @property CData|null $cpus CPU numbers to pin the started threads to, one after the other; borrowed for the call.
 * @property int $cpu_count Number of CPUs in cpus: 0 to MIXMINUS_MAX_CPUS.
 */
interface mixminus_driver_config
{
}

/**
 * What the system granted when drivers were started.
 *
 * @property int $struct_size Set by mixminus_driver_report_init.
 * @property int $threads Number of threads that were started.
 * @property int $realtime_errno 0, or the system's error number for the first thread that was refused SCHED_FIFO.
 * @property int $affinity_errno 0, or the system's error number for the first thread that could not be pinned.
 * @property int $priorities_differ True if the threads that share a tick do not all have the same real-time priority.
 * @property int $cpus_shared True if two of these threads are pinned to the same CPU, so that one waits for the other.
 */
interface mixminus_driver_report
{
}

/**
 * The call that a participant stands for.
 *
 * @property int $struct_size Set by mixminus_participant_config_init.
 * @property int $sample_rate_hz Sample rate of its line in both directions, Hz: sample_rate_hz of the engine, or one of which its configuration has lines (lines_16000 and so on).
 * @property CData|string|null $account The account that the call belongs to: account_len bytes, compared byte by byte, borrowed for the call.
 * @property int $account_len Length of account, bytes: 1 to 255, or 0 with NULL.
 * @property CData|string|null $environment The environment, such as "production" or "development": environment_len bytes, compared byte by byte, borrowed for the call.
 * @property int $environment_len Length of environment, bytes: 1 to 255, or 0 with NULL.
 * @property int $user Any value of the host.
 * @property int $agent True: a speech agent, whose line is one of agents of mixminus_engine_config and has their sample rate.
 * @property int $reserved Must be 0.
 */
interface mixminus_participant_config
{
}

/**
 * The state of a participant.
 *
 * @property int $struct_size Set by mixminus_participant_info_init.
 * @property int $mute True: muted, its audio is not mixed.
 * @property int $deaf True: deaf, it does not hear the room.
 * @property int $gain_mdb Gain on its contribution, thousandths of a decibel.
 * @property int $user The user value of its mixminus_participant_config.
 * @property int $room The room that it is in, or 0.
 * @property int $last_end Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one.
 * @property int $detect_dtmf True: DTMF digits in its audio are reported as events.
 * @property int $play_tones True: the others hear its DTMF tones.
 * @property int $generate_dtmf True: for digits that the host injects, the others get generated tones, if play_tones is 1.
 * @property int $hold True: on hold: not mixed and not hearing the room, whatever mute and deaf are.
 * @property int $sample_rate_hz Sample rate of its line, Hz.
 * @property int $write_rate_hz Sample rate at which the host writes, Hz: see mixminus_participant_set_rates.
 * @property int $read_rate_hz Sample rate at which the host reads, Hz.
 */
interface mixminus_participant_info
{
}

/**
 * The samples of a prompt.
 *
 * @property int $struct_size Set by mixminus_prompt_config_init.
 * @property int $sample_rate_hz Sample rate, Hz: 1000 to 192000.
 * @property CData|string|null $account The account whose quota of prompt bytes the prompt counts against: account_len bytes, borrowed for the call.
 * @property int $account_len Length of account, bytes: 1 to 255, or 0 with NULL.
 * @property CData|string|null $samples count samples, mono, signed 16-bit linear, borrowed for the call.
 * @property int $count Number of samples: 1 to an hour's.
 */
interface mixminus_prompt_config
{
}

/**
 * Facts about a prompt.
 *
 * @property int $struct_size Set by mixminus_prompt_info_init.
 * @property int $flags MIXMINUS_PROMPT_READ_TO_END, or 0.
 * @property int $samples Its length in samples at sample_rate_hz of the engine.
 * @property int $duration_ms Its length in milliseconds, rounded up.
 */
interface mixminus_prompt_info
{
}

/**
 * How a prompt is played.
 *
 * @property int $struct_size Set by mixminus_say_options_init.
 * @property int $times Number of repetitions, without a seam whatever the rate of the prompt: 1 to 1000000; 0: repeat until stopped.
 * @property int $gain_mdb Gain on the prompt: -60000 to 24000 thousandths of a decibel.
 * @property int $interrupt True: first stop everything that plays there or is queued.
 */
interface mixminus_say_options
{
}

/**
 * How a participant joins.
 *
 * @property int $struct_size Set by mixminus_join_options_init.
 * @property int $mute True: muted, its audio is not mixed; it still hears the room.
 * @property int $deaf True: deaf, it does not hear the room, only what the host plays and sends to it; the others still hear it.
 * @property int $gain_mdb Gain on its contribution: -60000 to 24000 thousandths of a decibel.
 * @property int $prefill_ms Audio that its in-ring collects before the first of it is mixed, ms: 0 to 200.
 * @property int $cap_ms The most audio that its in-ring may hold in reserve before the oldest is cut, ms: the prefill, or adaptive_max_ms if that is more, to the engine's max_cap_ms.
 * @property int $talk_events True: starts and ends of its talkspurts are reported as events.
 * @property int $detect_dtmf True: DTMF digits in its audio are reported as events, muted or not.
 * @property int $play_tones True: the others hear its DTMF tones.
 * @property int $generate_dtmf True: for digits that the host injects, the others get generated tones, if play_tones is 1.
 * @property int $terminator The DTMF digit that makes it leave the room at the onset of the press, in its audio or injected, muted or not, also if detect_dtmf is 0: an ASCII character, one of 0-9 * # A-D.
 * @property int $interdigit_timeout_ms After any digit other than the terminator, further digits do not count until this time has passed since that digit's onset, ms: 0 to 3600000.
 * @property CData|string|null $conference_id The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call.
 * @property int $conference_id_len Length of conference_id, bytes: 1 to 255.
 * @property CData|null $allow_signals The signals that may interrupt the conference: an array of allow_signals_len names, compared byte by byte; the name "*" allows any, an empty name is ignored.
 * @property int $allow_signals_len Number of names: 0 to 64.
 * @property int $join_prompt Sound played to everyone in the room when it joins, itself included, muted or not.
 * @property int $leave_prompt Sound played to those who stay, from the tick after it leaves, whatever the reason.
 * @property int $adaptive_max_ms The most reserve of a jitter buffer whose target adapts to the arrivals of packets, ms: 1 to the engine's max_cap_ms.
 * @property int $adaptive_min_ms The least reserve of such a jitter buffer, ms: 0 to adaptive_max_ms.
 */
interface mixminus_join_options
{
}

/**
 * What the host knows about the samples that it writes.
 *
 * @property int $struct_size Set by mixminus_write_info_init.
 * @property int $lost Number of samples lost in the network just before the first one, or more that the host knows only by number.
 * @property int $timestamp Media timestamp of the first sample, if has_timestamp is 1: in samples, from any origin, extended to 64 bits.
 * @property int $has_timestamp True: timestamp is valid.
 * @property int $starts_talkspurt True: the sender has paused before these samples (the marker bit of RTP), so what is missing before them was never sent.
 */
interface mixminus_write_info
{
}

/**
 * What the engine knows about the samples that were read.
 *
 * @property int $struct_size Set by mixminus_read_info_init.
 * @property int $flags MIXMINUS_READ_ flags.
 * @property int $real Number of samples, from the first, that come from the room; the rest is made up, or silence.
 * @property int $tick Number of the tick that made the first real sample; 0 if none is real.
 * @property int $mix_id Not 0: the samples are a common mix.
 * @property int $offset Position of the first real sample in the frame of its tick, in samples.
 * @property int $reserved 0.
 */
interface mixminus_read_info
{
}

/**
 * Functions of the host that move the audio of a call's line, on the thread that made the call.
 *
 * @property int $struct_size Set by mixminus_call_io_init.
 * @property int $reserved Must be 0.
 * @property CData|null $user Passed to each function.
 * @property callable|null $wait Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has passed (1 ms to a frame's length: the time until the next frame must be written).
 * @property callable|null $read Takes up to capacity samples (one frame at the line's rate, or that which mixminus_participant_set_rates has set) that the line has received, and returns how many, 0 if there are none now.
 * @property callable|null $write Gives count samples (one frame) to the line to send, at the rate at which the host reads.
 * @property callable|null $hung_up Returns whether the line was hung up: 0 for no, any other value for yes.
 * @property callable|null $read_ex In place of read: as read, with what the host knows about the samples.
 * @property callable|null $write_ex In place of write: as write, with what the engine knows about the samples.
 */
interface mixminus_call_io
{
}

/**
 * Functions of the application that are called when a conference ends, on the thread that called mixminus_conference, after the participant has left and before the call returns: at most one of the two, once, and none on hang-up.
 *
 * @property int $struct_size Set by mixminus_call_handlers_init.
 * @property int $reserved Must be 0.
 * @property CData|null $user Passed to each function.
 * @property callable|null $on_choice Called if the terminator ended the conference, with its ASCII character.
 * @property callable|null $on_signal Called if a signal ended the conference, with its name: name_len bytes, valid until the function returns.
 */
interface mixminus_call_handlers
{
}

/**
 * How a conference ended.
 *
 * @property int $struct_size Set by mixminus_conference_end_init.
 * @property int $reason The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none.
 * @property int $digit For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0.
 * @property int $text_len Length of text, bytes: 0 to 255.
 * @property int $signal For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0.
 * @property CData $text For MIXMINUS_END_SIGNAL the name of the signal; for MIXMINUS_END_REMOVED the text that mixminus_participant_remove was given.
 */
interface mixminus_conference_end
{
}

/**
 * The state of a room.
 *
 * @property int $struct_size Set by mixminus_room_info_init.
 * @property int $participants Number of participants in it.
 * @property int $room Its handle.
 * @property int $capacity Number of participants that it may hold.
 * @property int $account_len Length of account, bytes: 1 to 255.
 * @property int $environment_len Length of environment, bytes: 1 to 255.
 * @property int $conference_id_len Length of conference_id, bytes: 1 to 255.
 * @property int $locked True: locked, nobody may join.
 * @property int $sample_rate_hz Sample rate at which it is mixed, Hz.
 * @property CData $account The account that the room belongs to.
 * @property CData $environment Its environment, in the same form.
 * @property CData $conference_id Its conference id, in the same form.
 */
interface mixminus_room_info
{
}

/**
 * A member of a room.
 *
 * @property int $participant Its handle.
 * @property int $user Its user value.
 * @property int $state MIXMINUS_STATE_ flags.
 * @property int $gain_mdb Gain on its contribution, thousandths of a decibel.
 * @property int $mean_square Mean square of its contribution in the last tick: 0 to 2^30.
 * @property int $peak Peak of its contribution in the last tick: 0 to 32768.
 */
interface mixminus_room_member
{
}

/**
 * The settings of a new room.
 *
 * @property int $struct_size Set by mixminus_room_template_init.
 * @property int $capacity Number of participants that it may hold: 1 to 1024.
 * @property int $limit_s Time limit of the room, in seconds of the engine's clock: 1 to 31536000; 0: no limit.
 * @property int $sample_rate_hz Sample rate at which the room is mixed, Hz: sample_rate_hz of the engine, or one of which its configuration has lines.
 * @property int $alone_loop Sound for a participant that is alone in the room, as by mixminus_room_set_alone_loop.
 */
interface mixminus_room_template
{
}

/**
 * What one account may use of an engine at the same time.
 *
 * @property int $struct_size Set by mixminus_account_quota_init.
 * @property int $rooms Rooms; 0: the engine's max_rooms.
 * @property int $participants Participants, in or out of rooms; 0: the engine's max_participants.
 * @property int $queued_signals Queued signals of all its participants; 0: 64 per participant.
 * @property int $prompt_bytes Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own up to 64 KiB more, so that it loops without a seam; 0: the engine's max_prompt_bytes.
 */
interface mixminus_account_quota
{
}

/**
 * A packet of a telephone event (RFC 4733).
 *
 * @property int $struct_size Set by mixminus_telephone_event_init.
 * @property int $event Event code: 0 to 15 are the digits 0-9, *, #, A-D.
 * @property int $end End bit: 1 or 0.
 * @property int $volume Volume: 0 to 63, in -dBm0.
 * @property int $duration Duration so far: 0 to 65535, in units of the timestamp.
 * @property int $timestamp RTP timestamp of the packet: the beginning of the event or of its segment.
 * @property int $ssrc SSRC of the packet.
 * @property int $clock_rate Rate of the timestamp, Hz: 1000 to 192000; 0: 8000.
 */
interface mixminus_telephone_event
{
}

/**
 * Description of a tapped frame.
 *
 * @property int $tick Number of the tick that made it.
 * @property int $room The room of that tick.
 * @property int $join A number that identifies the participant's join, different for each of its joins; 0 for a room's tap.
 * @property int $flags MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD.
 * @property int $reserved 0.
 */
interface mixminus_tap_frame
{
}

/**
 * The state of a tap.
 *
 * @property int $struct_size Set by mixminus_tap_info_init.
 * @property int $point A MIXMINUS_TAP_ point.
 * @property int $target The room or participant that is tapped.
 * @property int $began The first tick of which it may have a frame; 0: none so far.
 * @property int $ended The last tick of which it may have a frame; 0: it has not ended.
 * @property int $frames Frames that were put into its ring.
 * @property int $dropped Frames that were dropped because its ring was full.
 * @property int $sample_rate_hz Sample rate of its frames, Hz: that of the room, or of the participant's line.
 * @property int $reserved 0.
 */
interface mixminus_tap_info
{
}

/**
 * How a recording is made.
 *
 * @property int $struct_size Set by mixminus_record_config_init.
 * @property int $buffer_ms Audio that is kept while the disk does not respond, before frames are dropped, ms: one frame to 60000.
 * @property int $split_bytes Size limit of a file, bytes: 4096 to 4294967295.
 * @property int $announcement Sound that announces the recording.
 * @property int $beep_s Interval of a beep (1400 Hz, 200 ms) that plays to those rooms while the recording runs, and is in the recording too, seconds: 1 to 60; 0: no beep.
 * @property int $reserved Must be 0.
 * @property int $file_mode Permissions of the files, such as 0640: 1 to 0777, whatever the umask; 0: 0600 less the umask, so only the owner may read them.
 * @property int $reserved_2 Must be 0.
 */
interface mixminus_record_config
{
}

/**
 * One track of a recording.
 *
 * @property int $target A room for MIXMINUS_TAP_MIX, else a participant.
 * @property int $point A MIXMINUS_TAP_ point.
 * @property int $reserved Must be 0.
 * @property CData|string|null $path Path of the WAV file, path_len bytes, borrowed for the call.
 * @property int $path_len Length of path, bytes: 1 to 4095.
 */
interface mixminus_record_track
{
}

/**
 * The state of a recording, or its state when it stopped.
 *
 * @property int $struct_size Set by mixminus_recording_info_init.
 * @property int $state A MIXMINUS_RECORD_ state.
 * @property int $start_tick Number of the tick of its first samples; 0 while it waits for that.
 * @property int $tick Number of the last tick of which all samples were taken from the taps.
 * @property int $samples Samples of each track so far: of every tick from start_tick to tick, except those that were paused.
 * @property int $gaps Number of times that a track had no frame where it should have one, over all tracks.
 * @property int $gap_samples Samples of silence that replaced them.
 * @property int $dropped_frames Frames that were dropped because a ring was full; they are counted in gaps too.
 * @property int $lost_samples Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end.
 * @property int $tracks Number of tracks.
 * @property int $files Number of files of the track that has the most.
 * @property CData $message Why nothing can be written; ends in NUL; empty if all is well.
 */
interface mixminus_recording_info
{
}

/**
 * One event.
 *
 * @property int $sequence Number of the event, from 1 on, per engine.
 * @property int $tick The tick in which it happened; the first tick is 1.
 * @property int $room The room, or 0.
 * @property int $participant The participant, or 0.
 * @property int $user The user value of the participant.
 * @property int $value Depends on kind.
 * @property int $kind What happened, a MIXMINUS_EVENT_ constant.
 * @property int $reason For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant.
 * @property int $state MIXMINUS_STATE_ flags of the participant after the event.
 * @property int $resent True: re-sent after a gap; the state is valid, but when and in what order it came about is lost.
 * @property int $dtmf_position MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended.
 * @property int $digit DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'.
 * @property int $dtmf_source DTMF events: how it was received, a MIXMINUS_DTMF_ constant.
 * @property int $dtmf_duration MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there.
 * @property int $dtmf_level_mdbm0 DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave.
 * @property int $dtmf_twist_mdb DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only.
 * @property int $outcome MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant.
 */
interface mixminus_event
{
}

/**
 * Statistics of an engine.
 *
 * @property int $struct_size Set by mixminus_engine_stats_init.
 * @property int $memory_locked True: the engine's memory is locked into RAM.
 * @property int $active_rooms Rooms with at least one participant, as of the last tick.
 * @property int $active_participants Participants in rooms, as of the last tick.
 * @property int $ticks Ticks that were run.
 * @property int $skipped_ticks Ticks that were skipped because the driver was too late to catch up.
 * @property int $commands Commands that were applied.
 * @property int $events_lost Events that were lost because the host did not poll in time.
 * @property int $overloads Frames whose sum exceeded 16 bits and was limited.
 * @property int $tick_ns_total Run time of all ticks, ns, without the time by which the system woke the driver late.
 * @property int $tick_ns_max Run time of the longest tick, ns.
 * @property int $wake_late_ns_max The longest time by which the system woke the driver late, ns.
 * @property CData $stage_ns tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns.
 * @property CData $tick_ns_histogram Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too.
 * @property int $tick_cpu_ns_total Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick.
 * @property int $tick_cpu_ns_max Like tick_ns_max, in processor time.
 * @property CData $tick_cpu_ns_histogram Like tick_ns_histogram, in processor time.
 */
interface mixminus_engine_stats
{
}

/**
 * Statistics of a participant.
 *
 * @property int $struct_size Set by mixminus_participant_stats_init.
 * @property int $in_fill Samples in the in-ring after the last tick took its frame.
 * @property int $out_fill Samples waiting in the out-ring, as of the last read.
 * @property int $latency Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read.
 * @property int $mean_square Mean square of the last frame's contribution; full scale is 2^30.
 * @property int $peak Peak of the last frame's contribution: 0 to 32768.
 * @property int $written Samples that writes accepted.
 * @property int $write_refused Samples that writes had no space for, because the clock had stopped.
 * @property int $write_discarded Samples that writes accepted while the participant was in no room; they are discarded.
 * @property int $read Samples of the room that reads returned.
 * @property int $read_silence Samples that reads returned because the room's were not available: made up of the last frame, or silence.
 * @property int $underruns Ticks at which the in-ring was empty.
 * @property int $trims Cuts that brought an overfull in-ring back to its cap.
 * @property int $trimmed Samples that these cuts removed.
 * @property int $out_dropped Frames that the tick dropped because the out-ring was full.
 * @property int $out_stale Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need.
 * @property int $late Samples that came after their time had been played (W3C: packets_discarded, there in packets).
 * @property int $duplicate Samples that came twice.
 * @property int $reordered Samples that came after later ones, in time to be played.
 * @property int $concealed Samples that were missing when their time came, and were filled (W3C: concealed_samples).
 * @property int $concealment_events Gaps that were filled (W3C: concealment_events).
 * @property int $target The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed).
 * @property int $inserted Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration).
 * @property int $removed Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration).
 * @property int $played Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come.
 */
interface mixminus_participant_stats
{
}
