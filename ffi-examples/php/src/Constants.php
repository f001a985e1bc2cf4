<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The constants of the library that belong to no enum. */
final class Constants
{
    /** @var int Major version of this header. */
    public const VERSION_MAJOR = 0;
    /** @var int Minor version of this header. */
    public const VERSION_MINOR = 1;
    /** @var int Patch version of this header. */
    public const VERSION_PATCH = 0;
    /** @var int Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL. */
    public const NAME_BYTES = 256;
    /** @var int The most CPUs that a mixminus_driver_config may list. */
    public const MAX_CPUS = 1024;
    /** @var int A mixminus_sound: silence. */
    public const SOUND_NONE = 0;
    /** @var int A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all. */
    public const SOUND_BEEP = 1;
    /** @var int Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a length beyond its end. */
    public const PROMPT_READ_TO_END = 1;
    /** @var int The most plays that may be queued for one participant, and for one room. */
    public const MAX_QUEUED_PLAYS = 16;
    /** @var int The most rooms that one mixminus_rooms_say plays to. */
    public const MAX_ROOMS_PER_SAY = 1024;
    /** @var int In prefill_ms or cap_ms of mixminus_join_options: use the default. */
    public const DEFAULT_MS = 4294967295;
    /** @var int In mixminus_read_info.flags: the participant is in no room. */
    public const READ_NOT_IN_ROOM = 1;
    /** @var int In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more were waiting than the reads need: in a pause, or later where a frame resembles the next. */
    public const READ_SKIPPED = 2;
    /** @var int In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or silence. */
    public const READ_UNDERRUN = 4;
    /** @var int In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited. */
    public const READ_OVERLOAD = 8;
    /** @var int In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a room again. */
    public const READ_SESSION_EXPIRED = 16;
    /** @var int In mixminus_read_info.mix_id: silence, because the participant is deaf. */
    public const MIX_SILENCE = 1;
    /** @var int The most digits that may be queued to be sent to a participant, including the one that plays. */
    public const MAX_DIGITS = 32;
    /** @var int In mixminus_tap_frame.flags: all samples are zero. */
    public const TAP_SILENT = 1;
    /** @var int In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited. */
    public const TAP_OVERLOAD = 8;
    /** @var int In mixminus_event.state: muted. */
    public const STATE_MUTED = 1;
    /** @var int In mixminus_event.state: deaf. */
    public const STATE_DEAF = 2;
    /** @var int In mixminus_event.state: in a talkspurt. */
    public const STATE_TALKING = 4;
    /** @var int In mixminus_event.state: DTMF digits in its audio are reported as events. */
    public const STATE_DTMF_DETECTED = 8;
    /** @var int In mixminus_event.state: DTMF tones in its audio are suppressed. */
    public const STATE_DTMF_SUPPRESSED = 16;
    /** @var int In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is suppressed. */
    public const STATE_DTMF_GENERATED = 32;
    /** @var int In mixminus_event.state: on hold. */
    public const STATE_HELD = 64;
    /** @var int Number of buckets in the histograms of tick times. */
    public const TICK_BUCKETS = 32;
    /** @var int Number of stages that mixminus_engine_stats has space for; those without a constant are zero. */
    public const MAX_STAGES = 16;
    /** @var int In mixminus_engine_stats.stage_ns: apply commands and settings. */
    public const STAGE_COMMANDS = 0;
    /** @var int In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and ramps, measure levels. */
    public const STAGE_INPUT = 1;
    /** @var int In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own. */
    public const STAGE_MIX = 2;
    /** @var int In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings. */
    public const STAGE_OUTPUT = 3;
    /** @var int In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics. */
    public const STAGE_PUBLISH = 4;
}
