"""The structs of mixminus.h that hold numbers and bytes, as dataclasses.

Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class DriverReport:
    """What the system granted when drivers were started."""

    #: Number of threads that were started.
    threads: int
    #: 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    realtime_errno: int
    #: 0, or the system's error number for the first thread that could not be pinned.
    affinity_errno: int
    #: 1 if the threads that share a tick do not all have the same real-time priority, else 0.
    priorities_differ: int
    #: 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0.
    cpus_shared: int


@dataclass(frozen=True)
class ParticipantInfo:
    """The state of a participant."""

    #: 1: muted, its audio is not mixed.
    mute: int
    #: 1: deaf, it does not hear the room.
    deaf: int
    #: Gain on its contribution, thousandths of a decibel.
    gain_mdb: int
    #: The user value of its mixminus_participant_config.
    user: int
    #: The room that it is in, or 0.
    room: int
    #: Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one.
    last_end: int
    #: 1: DTMF digits in its audio are reported as events.
    detect_dtmf: int
    #: 1: the others hear its DTMF tones.
    play_tones: int
    #: 1: for digits that the host injects, the others get generated tones, if play_tones is 1.
    generate_dtmf: int
    #: 1: on hold: not mixed and not hearing the room, whatever mute and deaf are.
    hold: int
    #: Sample rate of its line, Hz.
    sample_rate_hz: int
    #: Sample rate at which the host writes, Hz: see mixminus_participant_set_rates.
    write_rate_hz: int
    #: Sample rate at which the host reads, Hz.
    read_rate_hz: int


@dataclass(frozen=True)
class PromptInfo:
    """Facts about a prompt."""

    #: MIXMINUS_PROMPT_READ_TO_END, or 0.
    flags: int
    #: Its length in samples at sample_rate_hz of the engine.
    samples: int
    #: Its length in milliseconds, rounded up.
    duration_ms: int


@dataclass(frozen=True)
class ReadInfo:
    """What the engine knows about the samples that were read."""

    #: MIXMINUS_READ_ flags.
    flags: int
    #: Number of samples, from the first, that come from the room; the rest is made up, or silence.
    real: int
    #: Number of the tick that made the first real sample; 0 if none is real.
    tick: int
    #: Not 0: the samples are a common mix.
    mix_id: int
    #: Position of the first real sample in the frame of its tick, in samples.
    offset: int


@dataclass(frozen=True)
class ConferenceEnd:
    """How a conference ended."""

    #: The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none.
    reason: int
    #: For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0.
    digit: int
    #: Length of text, bytes: 0 to 255.
    text_len: int
    #: For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0.
    signal: int
    #: For MIXMINUS_END_SIGNAL the name of the signal; for MIXMINUS_END_REMOVED the text that mixminus_participant_remove was given.
    text: bytes


@dataclass(frozen=True)
class RoomInfo:
    """The state of a room."""

    #: Number of participants in it.
    participants: int
    #: Its handle.
    room: int
    #: Number of participants that it may hold.
    capacity: int
    #: Length of account, bytes: 1 to 255.
    account_len: int
    #: Length of environment, bytes: 1 to 255.
    environment_len: int
    #: Length of conference_id, bytes: 1 to 255.
    conference_id_len: int
    #: 1: locked, nobody may join.
    locked: int
    #: Sample rate at which it is mixed, Hz.
    sample_rate_hz: int
    #: The account that the room belongs to.
    account: bytes
    #: Its environment, in the same form.
    environment: bytes
    #: Its conference id, in the same form.
    conference_id: bytes


@dataclass(frozen=True)
class RoomMember:
    """A member of a room."""

    #: Its handle.
    participant: int
    #: Its user value.
    user: int
    #: MIXMINUS_STATE_ flags.
    state: int
    #: Gain on its contribution, thousandths of a decibel.
    gain_mdb: int
    #: Mean square of its contribution in the last tick: 0 to 2^30.
    mean_square: int
    #: Peak of its contribution in the last tick: 0 to 32768.
    peak: int


@dataclass(frozen=True)
class TapFrame:
    """Description of a tapped frame."""

    #: Number of the tick that made it.
    tick: int
    #: The room of that tick.
    room: int
    #: A number that identifies the participant's join, different for each of its joins; 0 for a room's tap.
    join: int
    #: MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD.
    flags: int


@dataclass(frozen=True)
class TapInfo:
    """The state of a tap."""

    #: A MIXMINUS_TAP_ point.
    point: int
    #: The room or participant that is tapped.
    target: int
    #: The first tick of which it may have a frame; 0: none so far.
    began: int
    #: The last tick of which it may have a frame; 0: it has not ended.
    ended: int
    #: Frames that were put into its ring.
    frames: int
    #: Frames that were dropped because its ring was full.
    dropped: int
    #: Sample rate of its frames, Hz: that of the room, or of the participant's line.
    sample_rate_hz: int


@dataclass(frozen=True)
class RecordingInfo:
    """The state of a recording, or its state when it stopped."""

    #: A MIXMINUS_RECORD_ state.
    state: int
    #: Number of the tick of its first samples; 0 while it waits for that.
    start_tick: int
    #: Number of the last tick of which all samples were taken from the taps.
    tick: int
    #: Samples of each track so far: of every tick from start_tick to tick, except those that were paused.
    samples: int
    #: Number of times that a track had no frame where it should have one, over all tracks.
    gaps: int
    #: Samples of silence that replaced them.
    gap_samples: int
    #: Frames that were dropped because a ring was full; they are counted in gaps too.
    dropped_frames: int
    #: Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end.
    lost_samples: int
    #: Number of tracks.
    tracks: int
    #: Number of files of the track that has the most.
    files: int
    #: Why nothing can be written; ends in NUL; empty if all is well.
    message: bytes


@dataclass(frozen=True)
class Event:
    """One event."""

    #: Number of the event, from 1 on, per engine.
    sequence: int
    #: The tick in which it happened; the first tick is 1.
    tick: int
    #: The room, or 0.
    room: int
    #: The participant, or 0.
    participant: int
    #: The user value of the participant.
    user: int
    #: Depends on kind.
    value: int
    #: What happened, a MIXMINUS_EVENT_ constant.
    kind: int
    #: For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant.
    reason: int
    #: MIXMINUS_STATE_ flags of the participant after the event.
    state: int
    #: 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost.
    resent: int
    #: MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended.
    dtmf_position: int
    #: DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'.
    digit: int
    #: DTMF events: how it was received, a MIXMINUS_DTMF_ constant.
    dtmf_source: int
    #: MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there.
    dtmf_duration: int
    #: DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave.
    dtmf_level_mdbm0: int
    #: DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only.
    dtmf_twist_mdb: int
    #: MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant.
    outcome: int


@dataclass(frozen=True)
class EngineStats:
    """Statistics of an engine."""

    #: 1: the engine's memory is locked into RAM.
    memory_locked: int
    #: Rooms with at least one participant, as of the last tick.
    active_rooms: int
    #: Participants in rooms, as of the last tick.
    active_participants: int
    #: Ticks that were run.
    ticks: int
    #: Ticks that were skipped because the driver was too late to catch up.
    skipped_ticks: int
    #: Commands that were applied.
    commands: int
    #: Events that were lost because the host did not poll in time.
    events_lost: int
    #: Frames whose sum exceeded 16 bits and was limited.
    overloads: int
    #: Run time of all ticks, ns, without the time by which the system woke the driver late.
    tick_ns_total: int
    #: Run time of the longest tick, ns.
    tick_ns_max: int
    #: The longest time by which the system woke the driver late, ns.
    wake_late_ns_max: int
    #: tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns.
    stage_ns: tuple[int, ...]
    #: Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too.
    tick_ns_histogram: tuple[int, ...]
    #: Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick.
    tick_cpu_ns_total: int
    #: Like tick_ns_max, in processor time.
    tick_cpu_ns_max: int
    #: Like tick_ns_histogram, in processor time.
    tick_cpu_ns_histogram: tuple[int, ...]


@dataclass(frozen=True)
class ParticipantStats:
    """Statistics of a participant."""

    #: Samples in the in-ring after the last tick took its frame.
    in_fill: int
    #: Samples waiting in the out-ring, as of the last read.
    out_fill: int
    #: Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read.
    latency: int
    #: Mean square of the last frame's contribution; full scale is 2^30.
    mean_square: int
    #: Peak of the last frame's contribution: 0 to 32768.
    peak: int
    #: Samples that writes accepted.
    written: int
    #: Samples that writes had no space for, because the clock had stopped.
    write_refused: int
    #: Samples that writes accepted while the participant was in no room; they are discarded.
    write_discarded: int
    #: Samples of the room that reads returned.
    read: int
    #: Samples that reads returned because the room's were not available: made up of the last frame, or silence.
    read_silence: int
    #: Ticks at which the in-ring was empty.
    underruns: int
    #: Cuts that brought an overfull in-ring back to its cap.
    trims: int
    #: Samples that these cuts removed.
    trimmed: int
    #: Frames that the tick dropped because the out-ring was full.
    out_dropped: int
    #: Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need.
    out_stale: int
    #: Samples that came after their time had been played (W3C: packets_discarded, there in packets).
    late: int
    #: Samples that came twice.
    duplicate: int
    #: Samples that came after later ones, in time to be played.
    reordered: int
    #: Samples that were missing when their time came, and were filled (W3C: concealed_samples).
    concealed: int
    #: Gaps that were filled (W3C: concealment_events).
    concealment_events: int
    #: The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed).
    target: int
    #: Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration).
    inserted: int
    #: Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration).
    removed: int
    #: Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come.
    played: int
