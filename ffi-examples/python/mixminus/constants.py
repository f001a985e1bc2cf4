"""The constants of mixminus.h.

Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
"""

from enum import IntEnum

#: Major version of this header.
VERSION_MAJOR = 0

#: Minor version of this header.
VERSION_MINOR = 1

#: Patch version of this header.
VERSION_PATCH = 0

#: Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL.
NAME_BYTES = 256

#: The most CPUs that a mixminus_driver_config may list.
MAX_CPUS = 1024

#: A mixminus_sound: silence.
SOUND_NONE = 0

#: A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all.
SOUND_BEEP = 1

#: Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a length beyond its end.
PROMPT_READ_TO_END = 1

#: The most plays that may be queued for one participant, and for one room.
MAX_QUEUED_PLAYS = 16

#: The most rooms that one mixminus_rooms_say plays to.
MAX_ROOMS_PER_SAY = 1024

#: In prefill_ms or cap_ms of mixminus_join_options: use the default.
DEFAULT_MS = 4294967295

#: In mixminus_read_info.flags: the participant is in no room.
READ_NOT_IN_ROOM = 1

#: In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more were waiting than the reads need: in a pause, or later where a frame resembles the next.
READ_SKIPPED = 2

#: In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or silence.
READ_UNDERRUN = 4

#: In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited.
READ_OVERLOAD = 8

#: In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a room again.
READ_SESSION_EXPIRED = 16

#: In mixminus_read_info.mix_id: silence, because the participant is deaf.
MIX_SILENCE = 1

#: The most digits that may be queued to be sent to a participant, including the one that plays.
MAX_DIGITS = 32

#: In mixminus_tap_frame.flags: all samples are zero.
TAP_SILENT = 1

#: In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited.
TAP_OVERLOAD = 8

#: In mixminus_event.state: muted.
STATE_MUTED = 1

#: In mixminus_event.state: deaf.
STATE_DEAF = 2

#: In mixminus_event.state: in a talkspurt.
STATE_TALKING = 4

#: In mixminus_event.state: DTMF digits in its audio are reported as events.
STATE_DTMF_DETECTED = 8

#: In mixminus_event.state: DTMF tones in its audio are suppressed.
STATE_DTMF_SUPPRESSED = 16

#: In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is suppressed.
STATE_DTMF_GENERATED = 32

#: In mixminus_event.state: on hold.
STATE_HELD = 64

#: Number of buckets in the histograms of tick times.
TICK_BUCKETS = 32

#: Number of stages that mixminus_engine_stats has space for; those without a constant are zero.
MAX_STAGES = 16

#: In mixminus_engine_stats.stage_ns: apply commands and settings.
STAGE_COMMANDS = 0

#: In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and ramps, measure levels.
STAGE_INPUT = 1

#: In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own.
STAGE_MIX = 2

#: In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings.
STAGE_OUTPUT = 3

#: In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics.
STAGE_PUBLISH = 4


class Status(IntEnum):
    """What a call returns."""

    #: Success.
    OK = 0

    #: An argument is NULL, out of its range or malformed.
    INVALID_ARGUMENT = -1

    #: struct_size is smaller than the first version of the struct, or larger than this library knows while the part that it does not know is not zero.
    STRUCT_SIZE = -2

    #: The handle is 0, or no engine ever made it.
    INVALID_HANDLE = -3

    #: The object has been freed or has ended.
    STALE_HANDLE = -4

    #: The handle belongs to another engine.
    FOREIGN_HANDLE = -5

    #: The handle names an object of another kind, such as a room instead of a participant.
    WRONG_KIND = -6

    #: Another thread is the writer, reader, poller or ticker at this moment, or the session is busy.
    BUSY = -7

    #: The engine is in the other mode: the host ticks while drivers run, or stops drivers that do not run; or a call that waits was made on the ticking thread.
    WRONG_MODE = -8

    #: The participant is in no room.
    NOT_IN_ROOM = -9

    #: The participant is already in a room.
    ALREADY_IN_ROOM = -10

    #: The room has reached its capacity.
    ROOM_FULL = -11

    #: The account has reached max_participants, or its share of the participants that are free.
    TOO_MANY_PARTICIPANTS = -12

    #: The account has reached max_rooms, or its share of the rooms that are free.
    TOO_MANY_ROOMS = -13

    #: The account has reached a quota of its own, or its share of a table.
    QUOTA_EXCEEDED = -14

    #: A queue is full: the account's commands (the clock has stopped or is far behind), its plays (max_plays), or the queue that the call names.
    QUEUE_FULL = -15

    #: There is no such room.
    NOT_FOUND = -16

    #: The engine has stopped: every session has ended.
    ENGINE_STOPPED = -17

    #: This process is a fork of the one that made the engine.
    FORKED = -18

    #: The system did not grant the memory that the call needs.
    OUT_OF_MEMORY = -19

    #: The operating system refused; mixminus_last_error has its error number.
    SYSTEM = -20

    #: This build or this machine does not support what was asked for.
    UNSUPPORTED = -21

    #: The library caught a defect of its own; the host is unharmed.
    INTERNAL = -22

    #: The session has reached its time limit.
    SESSION_EXPIRED = -23

    #: The room is locked.
    ROOM_LOCKED = -24

    #: A queued signal interrupted the conference as it started.
    INTERRUPTED = -25

    #: The call has been hung up.
    HUNG_UP = -26

    #: Nothing more will come: what was tapped has ended, and all of it has been read.
    ENDED = -35

    #: The account has reached max_taps, or its share of the taps that are free.
    TOO_MANY_TAPS = -36


class Simd(IntEnum):
    """The width of the mixer's arithmetic."""

    #: The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that the machine supports.
    AUTO = 0

    #: Plain code for every machine.
    PORTABLE = 1

    #: x86-64, 128-bit.
    SSE2 = 2

    #: x86-64, 256-bit.
    AVX2 = 3

    #: x86-64, 512-bit (F and BW).
    AVX512 = 4

    #: AArch64, 128-bit.
    NEON = 5


class Clock(IntEnum):
    """Which clock paces the ticks while drivers run."""

    #: A driver ticks on absolute deadlines of the monotonic clock.
    SYSTEM = 0

    #: The host calls mixminus_engine_tick; the drivers only share the rooms of each tick.
    HOST = 1


class Encoding(IntEnum):
    """How samples are encoded."""

    #: int16_t: signed 16-bit linear, in the machine's byte order.
    S16 = 0

    #: float: full scale is -1.0 to 1.0.
    F32 = 1

    #: uint8_t: mu-law (ITU-T G.711).
    ULAW = 2

    #: uint8_t: A-law (ITU-T G.711).
    ALAW = 3


class SayEnd(IntEnum):
    """Why mixminus_say or mixminus_say_text returned."""

    #: The call failed: nothing was played.
    NONE = 0

    #: Its last sample was played.
    COMPLETED = 1

    #: It was stopped, or another play interrupted it.
    STOPPED = 2

    #: The call was hung up, or its participant was freed.
    HANG_UP = 3

    #: The engine has stopped, or is being freed.
    ENGINE_STOPPED = 4

    #: The session reached its time limit.
    TIME_LIMIT = 5


class SignalOutcome(IntEnum):
    """The outcome of a signal."""

    #: It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL.
    INTERRUPTED = 1

    #: It is queued, in order, for the first conference that allows it.
    QUEUED = 2

    #: It came too late: a completed conference of the session allowed it, and no running one does.
    IGNORED = 3

    #: The session was freed, was hung up, or has expired.
    NO_SESSION = 4

    #: The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes).
    REFUSED = 5

    #: In events only: it was queued, and interrupted a conference as that started.
    TAKEN = 6


class TapPoint(IntEnum):
    """Where a tap takes its frames."""

    #: Of a room: the sum of all contributions, limited to 16 bits.
    MIX = 0

    #: Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain.
    BEFORE_MUTE = 1

    #: Of a participant: its contribution to the mix, after mute, gain and ramps.
    AFTER_MUTE = 2

    #: Of a participant: its output, each frame for which its out-ring has space.
    OUTPUT = 3


class RecordState(IntEnum):
    """The state of a recording."""

    #: It waits for its first tick, or for the end of its announcement.
    STARTING = 0

    #: It is recording.
    RUNNING = 1

    #: It is paused.
    PAUSED = 2

    #: Nothing can be written, as message says.
    FAILED = 3

    #: Everything that it records has ended, or it was stopped; its files are complete.
    STOPPED = 4


class PlayEnd(IntEnum):
    """How a play ended."""

    #: Its last sample was played.
    COMPLETED = 1

    #: It was stopped, or another play interrupted it.
    STOPPED = 2

    #: Its participant was freed, or its room ended.
    DROPPED = 3


class EventKind(IntEnum):
    """What happened."""

    #: The first participant made the room.
    ROOM_OPENED = 1

    #: The last participant left the room; its handle is stale.
    ROOM_ENDED = 2

    #: The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join.
    JOINED = 3

    #: The participant left the room.
    LEFT = 4

    #: The participant moved to room, from the room whose handle is value.
    MOVED = 5

    #: Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated.
    CHANGED = 6

    #: A talkspurt began.
    TALK_STARTED = 7

    #: A talkspurt ended.
    TALK_STOPPED = 8

    #: value events of one account were lost because the host did not poll in time.
    GAP = 9

    #: The driver was late by more than it may catch up; it skipped value ticks.
    TICKS_SKIPPED = 10

    #: The engine stopped after a defect in a tick; every session has ended.
    STOPPED = 11

    #: A DTMF digit is pressed: digit and the dtmf_ fields describe it.
    DTMF_BEGAN = 12

    #: The digit is released.
    DTMF_ENDED = 13

    #: The session reaches its time limit in value milliseconds.
    SESSION_WARNING = 14

    #: The session reached its time limit: the host should hang up.
    SESSION_EXPIRED = 15

    #: The room reaches its time limit in value milliseconds.
    ROOM_WARNING = 16

    #: A signal was sent to the participant.
    SIGNAL = 17

    #: The room was locked (value 1) or unlocked (value 0).
    ROOM_LOCKED = 18

    #: The play whose number is value ended, to participant, or to room if participant is 0.
    PLAY_ENDED = 20

    #: Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why.
    RECORDING_FAILED = 30

    #: The recording whose handle is value began.
    RECORDING_STARTED = 31

    #: The recording whose handle is value stopped, by the host or because everything that it records has ended.
    RECORDING_STOPPED = 32

    #: The recording whose handle is value can be written again.
    RECORDING_RECOVERED = 33

    #: All that was written before the mark value was heard, the last of it in this tick.
    MARK_HEARD = 40

    #: The mark value will not be heard: what was written before it was flushed, or the participant has left.
    MARK_FLUSHED = 41

    #: The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had.
    WRITABLE = 42


class EndReason(IntEnum):
    """Why a participant left its room."""

    #: Its conference has not ended.
    NONE = 0

    #: The call hung up: the participant was freed, or mixminus_participant_hang_up was called.
    HANG_UP = 1

    #: The engine stopped after a defect in a tick, or is being freed.
    ENGINE_STOPPED = 2

    #: The room was closed.
    ROOM_CLOSED = 3

    #: The host removed it: mixminus_participant_leave or mixminus_participant_remove.
    REMOVED = 4

    #: The session or the room reached its time limit.
    TIME_LIMIT = 5

    #: The participant pressed the terminator.
    TERMINATOR = 6

    #: A signal interrupted the conference.
    SIGNAL = 7


class DtmfSource(IntEnum):
    """How a DTMF digit was received."""

    #: In-band: as tones in the participant's audio.
    IN_BAND = 1

    #: Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or mixminus_participant_inject_dtmf_begin.
    OUT_OF_BAND = 2

    #: Both, as far as is known when the event is reported.
    BOTH = 3
