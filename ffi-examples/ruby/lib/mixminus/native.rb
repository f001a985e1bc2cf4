# frozen_string_literal: true

# Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

require "ffi"
require_relative "library"

module Mixminus
  # The functions, structs and constants of mixminus.h, without their prefix.
  module Native
    extend FFI::Library
    ffi_lib Library.path

    # Major version of this header.
    VERSION_MAJOR = 0

    # Minor version of this header.
    VERSION_MINOR = 1

    # Patch version of this header.
    VERSION_PATCH = 0

    # Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL.
    NAME_BYTES = 256

    # The most CPUs that a mixminus_driver_config may list.
    MAX_CPUS = 1024

    # A mixminus_sound: silence.
    SOUND_NONE = 0

    # A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all.
    SOUND_BEEP = 1

    # Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a
    # length beyond its end.
    PROMPT_READ_TO_END = 1

    # The most plays that may be queued for one participant, and for one room.
    MAX_QUEUED_PLAYS = 16

    # The most rooms that one mixminus_rooms_say plays to.
    MAX_ROOMS_PER_SAY = 1024

    # In prefill_ms or cap_ms of mixminus_join_options: use the default.
    DEFAULT_MS = 4294967295

    # In mixminus_read_info.flags: the participant is in no room.
    READ_NOT_IN_ROOM = 1

    # In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more
    # were waiting than the reads need: in a pause, or later where a frame resembles the next.
    READ_SKIPPED = 2

    # In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or
    # silence.
    READ_UNDERRUN = 4

    # In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited.
    READ_OVERLOAD = 8

    # In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a
    # room again.
    READ_SESSION_EXPIRED = 16

    # In mixminus_read_info.mix_id: silence, because the participant is deaf.
    MIX_SILENCE = 1

    # The most digits that may be queued to be sent to a participant, including the one that plays.
    MAX_DIGITS = 32

    # In mixminus_tap_frame.flags: all samples are zero.
    TAP_SILENT = 1

    # In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited.
    TAP_OVERLOAD = 8

    # In mixminus_event.state: muted.
    STATE_MUTED = 1

    # In mixminus_event.state: deaf.
    STATE_DEAF = 2

    # In mixminus_event.state: in a talkspurt.
    STATE_TALKING = 4

    # In mixminus_event.state
    STATE_DTMF_DETECTED = 8

    # In mixminus_event.state
    STATE_DTMF_SUPPRESSED = 16

    # In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is
    # suppressed.
    STATE_DTMF_GENERATED = 32

    # In mixminus_event.state: on hold.
    STATE_HELD = 64

    # Number of buckets in the histograms of tick times.
    TICK_BUCKETS = 32

    # Number of stages that mixminus_engine_stats has space for; those without a constant are zero.
    MAX_STAGES = 16

    # In mixminus_engine_stats.stage_ns: apply commands and settings.
    STAGE_COMMANDS = 0

    # In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and
    # ramps, measure levels.
    STAGE_INPUT = 1

    # In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own.
    STAGE_MIX = 2

    # In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings.
    STAGE_OUTPUT = 3

    # In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics.
    STAGE_PUBLISH = 4

    # What a call returns.
    OK = 0
    ERR_INVALID_ARGUMENT = -1
    ERR_STRUCT_SIZE = -2
    ERR_INVALID_HANDLE = -3
    ERR_STALE_HANDLE = -4
    ERR_FOREIGN_HANDLE = -5
    ERR_WRONG_KIND = -6
    ERR_BUSY = -7
    ERR_WRONG_MODE = -8
    ERR_NOT_IN_ROOM = -9
    ERR_ALREADY_IN_ROOM = -10
    ERR_ROOM_FULL = -11
    ERR_TOO_MANY_PARTICIPANTS = -12
    ERR_TOO_MANY_ROOMS = -13
    ERR_QUOTA_EXCEEDED = -14
    ERR_QUEUE_FULL = -15
    ERR_NOT_FOUND = -16
    ERR_ENGINE_STOPPED = -17
    ERR_FORKED = -18
    ERR_OUT_OF_MEMORY = -19
    ERR_SYSTEM = -20
    ERR_UNSUPPORTED = -21
    ERR_INTERNAL = -22
    ERR_SESSION_EXPIRED = -23
    ERR_ROOM_LOCKED = -24
    ERR_INTERRUPTED = -25
    ERR_HUNG_UP = -26
    ERR_ENDED = -35
    ERR_TOO_MANY_TAPS = -36

    # The members of mixminus_status by number.
    STATUS_NAMES = { 0 => :ok, -1 => :invalid_argument, -2 => :struct_size, -3 => :invalid_handle,
      -4 => :stale_handle, -5 => :foreign_handle, -6 => :wrong_kind, -7 => :busy, -8 => :wrong_mode,
      -9 => :not_in_room, -10 => :already_in_room, -11 => :room_full, -12 => :too_many_participants,
      -13 => :too_many_rooms, -14 => :quota_exceeded, -15 => :queue_full, -16 => :not_found,
      -17 => :engine_stopped, -18 => :forked, -19 => :out_of_memory, -20 => :system, -21 => :unsupported,
      -22 => :internal, -23 => :session_expired, -24 => :room_locked, -25 => :interrupted, -26 => :hung_up,
      -35 => :ended, -36 => :too_many_taps }.freeze

    # The width of the mixer's arithmetic.
    SIMD_AUTO = 0
    SIMD_PORTABLE = 1
    SIMD_SSE2 = 2
    SIMD_AVX2 = 3
    SIMD_AVX512 = 4
    SIMD_NEON = 5

    # The members of mixminus_simd by number.
    SIMD_NAMES = { 0 => :auto, 1 => :portable, 2 => :sse2, 3 => :avx2, 4 => :avx512, 5 => :neon }.freeze

    # Which clock paces the ticks while drivers run.
    CLOCK_SYSTEM = 0
    CLOCK_HOST = 1

    # The members of mixminus_clock by number.
    CLOCK_NAMES = { 0 => :system, 1 => :host }.freeze

    # How samples are encoded. mixminus_participant_write_encoded converts to 16 bits,
    # mixminus_participant_read_encoded from them.
    ENCODING_S16 = 0
    ENCODING_F32 = 1
    ENCODING_ULAW = 2
    ENCODING_ALAW = 3

    # The members of mixminus_encoding by number.
    ENCODING_NAMES = { 0 => :s16, 1 => :f32, 2 => :ulaw, 3 => :alaw }.freeze

    # Why mixminus_say or mixminus_say_text returned.
    SAY_NONE = 0
    SAY_COMPLETED = 1
    SAY_STOPPED = 2
    SAY_HANG_UP = 3
    SAY_ENGINE_STOPPED = 4
    SAY_TIME_LIMIT = 5

    # The members of mixminus_say_end by number.
    SAY_END_NAMES = { 0 => :none, 1 => :completed, 2 => :stopped, 3 => :hang_up, 4 => :engine_stopped,
      5 => :time_limit }.freeze

    # The outcome of a signal.
    SIGNAL_INTERRUPTED = 1
    SIGNAL_QUEUED = 2
    SIGNAL_IGNORED = 3
    SIGNAL_NO_SESSION = 4
    SIGNAL_REFUSED = 5
    SIGNAL_TAKEN = 6

    # The members of mixminus_signal_outcome by number.
    SIGNAL_OUTCOME_NAMES = { 1 => :interrupted, 2 => :queued, 3 => :ignored, 4 => :no_session,
      5 => :refused, 6 => :taken }.freeze

    # Where a tap takes its frames.
    TAP_MIX = 0
    TAP_BEFORE_MUTE = 1
    TAP_AFTER_MUTE = 2
    TAP_OUTPUT = 3

    # The members of mixminus_tap_point by number.
    TAP_POINT_NAMES = { 0 => :mix, 1 => :before_mute, 2 => :after_mute, 3 => :output }.freeze

    # The state of a recording.
    RECORD_STARTING = 0
    RECORD_RUNNING = 1
    RECORD_PAUSED = 2
    RECORD_FAILED = 3
    RECORD_STOPPED = 4

    # The members of mixminus_record_state by number.
    RECORD_STATE_NAMES = { 0 => :starting, 1 => :running, 2 => :paused, 3 => :failed, 4 => :stopped }.freeze

    # How a play ended.
    PLAY_COMPLETED = 1
    PLAY_STOPPED = 2
    PLAY_DROPPED = 3

    # The members of mixminus_play_end by number.
    PLAY_END_NAMES = { 1 => :completed, 2 => :stopped, 3 => :dropped }.freeze

    # What happened.
    EVENT_ROOM_OPENED = 1
    EVENT_ROOM_ENDED = 2
    EVENT_JOINED = 3
    EVENT_LEFT = 4
    EVENT_MOVED = 5
    EVENT_CHANGED = 6
    EVENT_TALK_STARTED = 7
    EVENT_TALK_STOPPED = 8
    EVENT_GAP = 9
    EVENT_TICKS_SKIPPED = 10
    EVENT_STOPPED = 11
    EVENT_DTMF_BEGAN = 12
    EVENT_DTMF_ENDED = 13
    EVENT_SESSION_WARNING = 14
    EVENT_SESSION_EXPIRED = 15
    EVENT_ROOM_WARNING = 16
    EVENT_SIGNAL = 17
    EVENT_ROOM_LOCKED = 18
    EVENT_PLAY_ENDED = 20
    EVENT_RECORDING_FAILED = 30
    EVENT_RECORDING_STARTED = 31
    EVENT_RECORDING_STOPPED = 32
    EVENT_RECORDING_RECOVERED = 33
    EVENT_MARK_HEARD = 40
    EVENT_MARK_FLUSHED = 41
    EVENT_WRITABLE = 42

    # The members of mixminus_event_kind by number.
    EVENT_KIND_NAMES = { 1 => :room_opened, 2 => :room_ended, 3 => :joined, 4 => :left, 5 => :moved,
      6 => :changed, 7 => :talk_started, 8 => :talk_stopped, 9 => :gap, 10 => :ticks_skipped,
      11 => :stopped, 12 => :dtmf_began, 13 => :dtmf_ended, 14 => :session_warning, 15 => :session_expired,
      16 => :room_warning, 17 => :signal, 18 => :room_locked, 20 => :play_ended, 30 => :recording_failed,
      31 => :recording_started, 32 => :recording_stopped, 33 => :recording_recovered, 40 => :mark_heard,
      41 => :mark_flushed, 42 => :writable }.freeze

    # Why a participant left its room.
    END_NONE = 0
    END_HANG_UP = 1
    END_ENGINE_STOPPED = 2
    END_ROOM_CLOSED = 3
    END_REMOVED = 4
    END_TIME_LIMIT = 5
    END_TERMINATOR = 6
    END_SIGNAL = 7

    # The members of mixminus_end_reason by number.
    END_REASON_NAMES = { 0 => :none, 1 => :hang_up, 2 => :engine_stopped, 3 => :room_closed, 4 => :removed,
      5 => :time_limit, 6 => :terminator, 7 => :signal }.freeze

    # How a DTMF digit was received.
    DTMF_IN_BAND = 1
    DTMF_OUT_OF_BAND = 2
    DTMF_BOTH = 3

    # The members of mixminus_dtmf_source by number.
    DTMF_SOURCE_NAMES = { 1 => :in_band, 2 => :out_of_band, 3 => :both }.freeze

    callback :synthesizer, [:pointer, :pointer, :size_t, :pointer, :size_t, :pointer], :int32

    # A string of the host, such as a name: any bytes, compared byte by byte, without a NUL at the end.
    class Text < FFI::Struct
      layout :bytes, :pointer,
             :length, :size_t
    end

    # The settings of an engine. mixminus_engine_config_init fills in the defaults.
    class EngineConfig < FFI::Struct
      layout :struct_size, :uint32,
             :sample_rate_hz, :uint32,
             :frame_ms, :uint32,
             :max_participants, :uint32,
             :max_rooms, :uint32,
             :room_capacity, :uint32,
             :prefill_ms, :uint32,
             :max_cap_ms, :uint32,
             :max_write_ms, :uint32,
             :command_queue, :uint32,
             :event_queue, :uint32,
             :account_rooms, :uint32,
             :account_participants, :uint32,
             :lock_memory, :uint32,
             :simd, :uint32,
             :dtmf_look_ahead_ms, :uint32,
             :session_limit_s, :uint32,
             :account_queued_signals, :uint32,
             :max_plays, :uint32,
             :max_taps, :uint32,
             :account_prompt_bytes, :uint64,
             :max_prompt_bytes, :uint64,
             :max_name_bytes, :uint32,
             :max_accounts, :uint32,
             :lines_8000, :uint32,
             :lines_12000, :uint32,
             :lines_16000, :uint32,
             :lines_22050, :uint32,
             :lines_24000, :uint32,
             :lines_32000, :uint32,
             :lines_44100, :uint32,
             :lines_48000, :uint32,
             :agents, :uint32,
             :agent_rate_hz, :uint32,
             :agent_queue_ms, :uint32,
             :reserved, :uint32
    end

    # How drivers are started. mixminus_driver_config_init fills in the defaults.
    class DriverConfig < FFI::Struct
      layout :struct_size, :uint32,
             :clock, :uint32,
             :workers, :uint32,
             :realtime_priority, :uint32,
             :cpus, :pointer,
             :cpu_count, :size_t
    end

    # What the system granted when drivers were started.
    class DriverReport < FFI::Struct
      layout :struct_size, :uint32,
             :threads, :uint32,
             :realtime_errno, :int32,
             :affinity_errno, :int32,
             :priorities_differ, :uint32,
             :cpus_shared, :uint32
    end

    # The call that a participant stands for. mixminus_participant_config_init gives the defaults: the account
    # "default" and the environment "production".
    class ParticipantConfig < FFI::Struct
      layout :struct_size, :uint32,
             :sample_rate_hz, :uint32,
             :account, :pointer,
             :account_len, :size_t,
             :environment, :pointer,
             :environment_len, :size_t,
             :user, :uint64,
             :agent, :uint32,
             :reserved, :uint32
    end

    # The state of a participant.
    class ParticipantInfo < FFI::Struct
      layout :struct_size, :uint32,
             :mute, :uint32,
             :deaf, :uint32,
             :gain_mdb, :int32,
             :user, :uint64,
             :room, :uint64,
             :last_end, :uint32,
             :detect_dtmf, :uint32,
             :play_tones, :uint32,
             :generate_dtmf, :uint32,
             :hold, :uint32,
             :sample_rate_hz, :uint32,
             :write_rate_hz, :uint32,
             :read_rate_hz, :uint32
    end

    # The samples of a prompt. mixminus_prompt_config_init fills in the defaults.
    class PromptConfig < FFI::Struct
      layout :struct_size, :uint32,
             :sample_rate_hz, :uint32,
             :account, :pointer,
             :account_len, :size_t,
             :samples, :pointer,
             :count, :size_t
    end

    # Facts about a prompt.
    class PromptInfo < FFI::Struct
      layout :struct_size, :uint32,
             :flags, :uint32,
             :samples, :uint64,
             :duration_ms, :uint64
    end

    # How a prompt is played. mixminus_say_options_init fills in the defaults.
    class SayOptions < FFI::Struct
      layout :struct_size, :uint32,
             :times, :uint32,
             :gain_mdb, :int32,
             :interrupt, :uint32
    end

    # How a participant joins. mixminus_join_options_init fills in the defaults.
    class JoinOptions < FFI::Struct
      layout :struct_size, :uint32,
             :mute, :uint32,
             :deaf, :uint32,
             :gain_mdb, :int32,
             :prefill_ms, :uint32,
             :cap_ms, :uint32,
             :talk_events, :uint32,
             :detect_dtmf, :uint32,
             :play_tones, :uint32,
             :generate_dtmf, :uint32,
             :terminator, :uint32,
             :interdigit_timeout_ms, :uint32,
             :conference_id, :pointer,
             :conference_id_len, :size_t,
             :allow_signals, :pointer,
             :allow_signals_len, :size_t,
             :join_prompt, :uint64,
             :leave_prompt, :uint64,
             :adaptive_max_ms, :uint32,
             :adaptive_min_ms, :uint32
    end

    # What the host knows about the samples that it writes. mixminus_write_info_init: nothing.
    class WriteInfo < FFI::Struct
      layout :struct_size, :uint32,
             :lost, :uint32,
             :timestamp, :uint64,
             :has_timestamp, :uint32,
             :starts_talkspurt, :uint32
    end

    # What the engine knows about the samples that were read.
    class ReadInfo < FFI::Struct
      layout :struct_size, :uint32,
             :flags, :uint32,
             :real, :uint64,
             :tick, :uint64,
             :mix_id, :uint64,
             :offset, :uint32,
             :reserved, :uint32
    end

    # Functions of the host that move the audio of a call's line, on the thread that made the call.
    class CallIo < FFI::Struct
      layout :struct_size, :uint32,
             :reserved, :uint32,
             :user, :pointer,
             :wait, callback([:pointer, :int32, :uint32], :void),
             :read, callback([:pointer, :pointer, :size_t], :size_t),
             :write, callback([:pointer, :pointer, :size_t], :void),
             :hung_up, callback([:pointer], :int32),
             :read_ex, callback([:pointer, :pointer, :size_t, :pointer], :size_t),
             :write_ex, callback([:pointer, :pointer, :size_t, :pointer], :void)
    end

    # Functions of the application that are called when a conference ends, on the thread that called
    # mixminus_conference, after the participant has left and before the call returns: at most one of the two,
    # once, and none on hang-up. mixminus_call_handlers_init makes it empty.
    class CallHandlers < FFI::Struct
      layout :struct_size, :uint32,
             :reserved, :uint32,
             :user, :pointer,
             :on_choice, callback([:pointer, :char], :void),
             :on_signal, callback([:pointer, :pointer, :size_t], :void)
    end

    # How a conference ended.
    class ConferenceEnd < FFI::Struct
      layout :struct_size, :uint32,
             :reason, :uint32,
             :digit, :uint32,
             :text_len, :uint32,
             :signal, :uint64,
             :text, [:char, 256]
    end

    # The state of a room.
    class RoomInfo < FFI::Struct
      layout :struct_size, :uint32,
             :participants, :uint32,
             :room, :uint64,
             :capacity, :uint32,
             :account_len, :uint32,
             :environment_len, :uint32,
             :conference_id_len, :uint32,
             :locked, :uint32,
             :sample_rate_hz, :uint32,
             :account, [:char, 256],
             :environment, [:char, 256],
             :conference_id, [:char, 256]
    end

    # A member of a room.
    class RoomMember < FFI::Struct
      layout :participant, :uint64,
             :user, :uint64,
             :state, :uint32,
             :gain_mdb, :int32,
             :mean_square, :uint32,
             :peak, :uint32
    end

    # The settings of a new room. mixminus_room_template_init fills in the defaults.
    class RoomTemplate < FFI::Struct
      layout :struct_size, :uint32,
             :capacity, :uint32,
             :limit_s, :uint32,
             :sample_rate_hz, :uint32,
             :alone_loop, :uint64
    end

    # What one account may use of an engine at the same time. mixminus_account_quota_init fills in the
    # defaults.
    class AccountQuota < FFI::Struct
      layout :struct_size, :uint32,
             :rooms, :uint32,
             :participants, :uint32,
             :queued_signals, :uint32,
             :prompt_bytes, :uint64
    end

    # A packet of a telephone event (RFC 4733). mixminus_telephone_event_init fills in the defaults.
    class TelephoneEvent < FFI::Struct
      layout :struct_size, :uint32,
             :event, :uint32,
             :end, :uint32,
             :volume, :uint32,
             :duration, :uint32,
             :timestamp, :uint32,
             :ssrc, :uint32,
             :clock_rate, :uint32
    end

    # Description of a tapped frame.
    class TapFrame < FFI::Struct
      layout :tick, :uint64,
             :room, :uint64,
             :join, :uint64,
             :flags, :uint32,
             :reserved, :uint32
    end

    # The state of a tap.
    class TapInfo < FFI::Struct
      layout :struct_size, :uint32,
             :point, :uint32,
             :target, :uint64,
             :began, :uint64,
             :ended, :uint64,
             :frames, :uint64,
             :dropped, :uint64,
             :sample_rate_hz, :uint32,
             :reserved, :uint32
    end

    # How a recording is made. mixminus_record_config_init fills in the defaults.
    class RecordConfig < FFI::Struct
      layout :struct_size, :uint32,
             :buffer_ms, :uint32,
             :split_bytes, :uint64,
             :announcement, :uint64,
             :beep_s, :uint32,
             :reserved, :uint32,
             :file_mode, :uint32,
             :reserved_2, :uint32
    end

    # One track of a recording.
    class RecordTrack < FFI::Struct
      layout :target, :uint64,
             :point, :uint32,
             :reserved, :uint32,
             :path, :pointer,
             :path_len, :size_t
    end

    # The state of a recording, or its state when it stopped.
    class RecordingInfo < FFI::Struct
      layout :struct_size, :uint32,
             :state, :uint32,
             :start_tick, :uint64,
             :tick, :uint64,
             :samples, :uint64,
             :gaps, :uint64,
             :gap_samples, :uint64,
             :dropped_frames, :uint64,
             :lost_samples, :uint64,
             :tracks, :uint32,
             :files, :uint32,
             :message, [:uint8, 256]
    end

    # One event.
    class Event < FFI::Struct
      layout :sequence, :uint64,
             :tick, :uint64,
             :room, :uint64,
             :participant, :uint64,
             :user, :uint64,
             :value, :int64,
             :kind, :uint32,
             :reason, :uint32,
             :state, :uint32,
             :resent, :uint32,
             :dtmf_position, :uint64,
             :digit, :uint32,
             :dtmf_source, :uint32,
             :dtmf_duration, :uint32,
             :dtmf_level_mdbm0, :int32,
             :dtmf_twist_mdb, :int32,
             :outcome, :uint32
    end

    # Statistics of an engine.
    class EngineStats < FFI::Struct
      layout :struct_size, :uint32,
             :memory_locked, :uint32,
             :active_rooms, :uint32,
             :active_participants, :uint32,
             :ticks, :uint64,
             :skipped_ticks, :uint64,
             :commands, :uint64,
             :events_lost, :uint64,
             :overloads, :uint64,
             :tick_ns_total, :uint64,
             :tick_ns_max, :uint64,
             :wake_late_ns_max, :uint64,
             :stage_ns, [:uint64, 16],
             :tick_ns_histogram, [:uint64, 32],
             :tick_cpu_ns_total, :uint64,
             :tick_cpu_ns_max, :uint64,
             :tick_cpu_ns_histogram, [:uint64, 32]
    end

    # Statistics of a participant.
    class ParticipantStats < FFI::Struct
      layout :struct_size, :uint32,
             :in_fill, :uint32,
             :out_fill, :uint32,
             :latency, :uint32,
             :mean_square, :uint32,
             :peak, :uint32,
             :written, :uint64,
             :write_refused, :uint64,
             :write_discarded, :uint64,
             :read, :uint64,
             :read_silence, :uint64,
             :underruns, :uint64,
             :trims, :uint64,
             :trimmed, :uint64,
             :out_dropped, :uint64,
             :out_stale, :uint64,
             :late, :uint64,
             :duplicate, :uint64,
             :reordered, :uint64,
             :concealed, :uint64,
             :concealment_events, :uint64,
             :target, :uint64,
             :inserted, :uint64,
             :removed, :uint64,
             :played, :uint64
    end

    # Every struct by its name in C.
    STRUCTS = { "mixminus_text" => Text, "mixminus_engine_config" => EngineConfig,
      "mixminus_driver_config" => DriverConfig, "mixminus_driver_report" => DriverReport,
      "mixminus_participant_config" => ParticipantConfig, "mixminus_participant_info" => ParticipantInfo,
      "mixminus_prompt_config" => PromptConfig, "mixminus_prompt_info" => PromptInfo,
      "mixminus_say_options" => SayOptions, "mixminus_join_options" => JoinOptions,
      "mixminus_write_info" => WriteInfo, "mixminus_read_info" => ReadInfo, "mixminus_call_io" => CallIo,
      "mixminus_call_handlers" => CallHandlers, "mixminus_conference_end" => ConferenceEnd,
      "mixminus_room_info" => RoomInfo, "mixminus_room_member" => RoomMember,
      "mixminus_room_template" => RoomTemplate, "mixminus_account_quota" => AccountQuota,
      "mixminus_telephone_event" => TelephoneEvent, "mixminus_tap_frame" => TapFrame,
      "mixminus_tap_info" => TapInfo, "mixminus_record_config" => RecordConfig,
      "mixminus_record_track" => RecordTrack, "mixminus_recording_info" => RecordingInfo,
      "mixminus_event" => Event, "mixminus_engine_stats" => EngineStats,
      "mixminus_participant_stats" => ParticipantStats }.freeze

    # Returns a short English text for a status, such as "the room is full", without a full stop, for logs.
    # status: any number.
    attach_function :status_str, :mixminus_status_str, [:int32], :string

    # Returns the message of the last control call that failed on the calling thread, such as "account: length
    # 0, must be 1 to 255".
    attach_function :last_error, :mixminus_last_error, [], :string

    # Returns the version of the library that runs, such as "0.1.0".
    attach_function :version, :mixminus_version, [], :string

    # Fills a configuration with the defaults. config: the struct to fill. size: sizeof *config.
    attach_function :engine_config_init, :mixminus_engine_config_init, [:pointer, :size_t], :int32

    # Computes the most memory that an engine of this configuration can ever take, without making one: with 64
    # workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest length.
    # mixminus_engine_new takes only a part of it, and fails if that part is not available. config: the
    # configuration, borrowed for the call. bytes: receives the number of bytes.
    attach_function :engine_memory_bytes, :mixminus_engine_memory_bytes, [:pointer, :pointer], :int32

    # Makes an engine.
    attach_function :engine_new, :mixminus_engine_new, [:pointer, :pointer], :int32, blocking: true

    # Frees an engine: stops and joins its threads, ends every session and frees all memory.
    attach_function :engine_free, :mixminus_engine_free, [:pointer], :int32, blocking: true

    # Runs one tick of the host's clock: every room takes one frame from each participant and gives one frame
    # to each.
    attach_function :engine_tick, :mixminus_engine_tick, [:pointer, :pointer], :int32

    # Returns a file descriptor that becomes readable after each tick, when its frames can be read, for
    # poll(2), select(2) or epoll(7).
    attach_function :engine_tick_fd, :mixminus_engine_tick_fd, [:pointer, :pointer], :int32

    # Collects what ticks have finished with: it makes ended participants and rooms available again, and lets
    # calls return that wait for what a tick has ended.
    attach_function :engine_service, :mixminus_engine_service, [:pointer], :int32

    # Returns the SIMD level that the engine uses. simd: receives a MIXMINUS_SIMD_ constant, never
    # MIXMINUS_SIMD_AUTO unless the call fails.
    attach_function :engine_simd_level, :mixminus_engine_simd_level, [:pointer, :pointer], :int32

    # Fills a driver configuration with the defaults. config: the struct to fill. size: sizeof *config.
    attach_function :driver_config_init, :mixminus_driver_config_init, [:pointer, :size_t], :int32

    # Prepares a report for mixminus_engine_start to fill in. report: the struct to fill. size: sizeof
    # *report.
    attach_function :driver_report_init, :mixminus_driver_report_init, [:pointer, :size_t], :int32

    # Starts the engine's threads.
    attach_function :engine_start, :mixminus_engine_start, [:pointer, :pointer, :pointer],
                    :int32, blocking: true

    # Stops and joins the engine's threads.
    attach_function :engine_stop, :mixminus_engine_stop, [:pointer], :int32, blocking: true

    # Fills a participant configuration with the defaults. config: the struct to fill. size: sizeof *config.
    attach_function :participant_config_init, :mixminus_participant_config_init, [:pointer, :size_t], :int32

    # Makes a participant.
    attach_function :participant_new, :mixminus_participant_new, [:pointer, :pointer, :pointer], :int32

    # Frees a participant: the call has hung up.
    attach_function :participant_free, :mixminus_participant_free, [:pointer, :uint64], :int32

    # Sets the sample rates at which the host writes the participant's audio and reads its output, each
    # direction for itself.
    attach_function :participant_set_rates, :mixminus_participant_set_rates,
                    [:pointer, :uint64, :uint32, :uint32], :int32

    # Mutes or unmutes a participant.
    attach_function :participant_set_mute, :mixminus_participant_set_mute, [:pointer, :uint64, :uint32],
                    :int32

    # Deafens a participant or ends that.
    attach_function :participant_set_deaf, :mixminus_participant_set_deaf, [:pointer, :uint64, :uint32],
                    :int32

    # Sets the gain on a participant's contribution.
    attach_function :participant_set_gain, :mixminus_participant_set_gain, [:pointer, :uint64, :int32], :int32

    # Prepares a struct for mixminus_participant_get_info to fill in. info: the struct to fill. size: sizeof
    # *info.
    attach_function :participant_info_init, :mixminus_participant_info_init, [:pointer, :size_t], :int32

    # Returns the state of a participant as control calls have set it.
    attach_function :participant_get_info, :mixminus_participant_get_info, [:pointer, :uint64, :pointer],
                    :int32

    # Makes a prompt configuration of 8000 Hz without samples, to be filled in. config: the struct to fill.
    # size: sizeof *config.
    attach_function :prompt_config_init, :mixminus_prompt_config_init, [:pointer, :size_t], :int32

    # Makes a prompt: copies the samples, resampled to each rate of the engine.
    attach_function :prompt_new, :mixminus_prompt_new, [:pointer, :pointer, :pointer], :int32, blocking: true

    # Makes a prompt from WAV data.
    attach_function :prompt_new_wav, :mixminus_prompt_new_wav,
                    [:pointer, :pointer, :size_t, :pointer, :size_t, :pointer], :int32, blocking: true

    # Makes a prompt from a WAV file.
    attach_function :prompt_new_file, :mixminus_prompt_new_file,
                    [:pointer, :pointer, :size_t, :pointer, :size_t, :pointer], :int32, blocking: true

    # Frees a prompt: it cannot be played any more.
    attach_function :prompt_free, :mixminus_prompt_free, [:pointer, :uint64], :int32

    # Prepares a struct for mixminus_prompt_get_info to fill in. info: the struct to fill. size: sizeof *info.
    attach_function :prompt_info_init, :mixminus_prompt_info_init, [:pointer, :size_t], :int32

    # Returns the length of a prompt. info: filled in; unchanged if the call fails.
    attach_function :prompt_get_info, :mixminus_prompt_get_info, [:pointer, :uint64, :pointer], :int32

    # Fills say options with the defaults: once, as it is, after what waits. options: the struct to fill.
    # size: sizeof *options.
    attach_function :say_options_init, :mixminus_say_options_init, [:pointer, :size_t], :int32

    # Plays a sound to a participant, from the next tick on: on top of its room's audio, deaf or not, or alone
    # while it is in no room.
    attach_function :participant_say, :mixminus_participant_say,
                    [:pointer, :uint64, :uint64, :pointer, :pointer], :int32

    # Stops everything that plays, or is queued to play, to a participant.
    attach_function :participant_say_stop, :mixminus_participant_say_stop, [:pointer, :uint64], :int32

    # Stops one play, to a participant or to a room.
    attach_function :play_stop, :mixminus_play_stop, [:pointer, :uint64], :int32

    # Plays a sound to everyone in one or more rooms who is not deaf, from the next tick on, as one more
    # voice.
    attach_function :rooms_say, :mixminus_rooms_say,
                    [:pointer, :pointer, :size_t, :uint64, :pointer, :pointer], :int32

    # Stops everything that mixminus_rooms_say plays, or has queued, in a room.
    attach_function :room_say_stop, :mixminus_room_say_stop, [:pointer, :uint64], :int32

    # Puts a participant on hold, or takes it off hold, from the next tick on.
    attach_function :participant_set_hold, :mixminus_participant_set_hold,
                    [:pointer, :uint64, :uint32, :uint64], :int32

    # Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning.
    attach_function :room_set_alone_loop, :mixminus_room_set_alone_loop, [:pointer, :uint64, :uint64], :int32

    # Sets or removes the function that turns text into speech.
    attach_function :engine_set_synthesizer, :mixminus_engine_set_synthesizer,
                    [:pointer, :synthesizer, :pointer], :int32

    # Adds samples to a speech.
    attach_function :speech_add, :mixminus_speech_add, [:pointer, :pointer, :size_t, :uint32], :int32

    # Adds the contents of a WAV file to a speech, for synthesizers that produce WAV.
    attach_function :speech_add_wav, :mixminus_speech_add_wav, [:pointer, :pointer, :size_t], :int32

    # Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the
    # result as mixminus_participant_say does.
    attach_function :participant_say_text, :mixminus_participant_say_text,
                    [:pointer, :uint64, :pointer, :size_t, :pointer, :size_t, :pointer, :pointer],
                    :int32, blocking: true

    # Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and
    # suppressed, no terminator, any signal may interrupt, no conference id. options: the struct to fill.
    # size: sizeof *options.
    attach_function :join_options_init, :mixminus_join_options_init, [:pointer, :size_t], :int32

    # Joins a room, and makes it if no room has that id.
    attach_function :participant_join, :mixminus_participant_join, [:pointer, :uint64, :pointer, :pointer],
                    :int32

    # Leaves the room, with MIXMINUS_END_REMOVED.
    attach_function :participant_leave, :mixminus_participant_leave, [:pointer, :uint64], :int32

    # Moves a participant to another room of the same account and environment, and makes that room if there is
    # none: in one step between two ticks, with its settings and without a pause.
    attach_function :participant_move, :mixminus_participant_move,
                    [:pointer, :uint64, :pointer, :size_t, :pointer], :int32

    # Writes audio that the line has received.
    attach_function :participant_write, :mixminus_participant_write,
                    [:pointer, :uint64, :pointer, :size_t, :pointer], :int32

    # Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp.
    attach_function :write_info_init, :mixminus_write_info_init, [:pointer, :size_t], :int32

    # Writes audio as mixminus_participant_write does, with what the host knows about it.
    attach_function :participant_write_ex, :mixminus_participant_write_ex,
                    [:pointer, :uint64, :pointer, :size_t, :pointer, :pointer], :int32

    # Drops all that was written for the participant and has not been heard yet: what an agent still had to
    # say when it was interrupted.
    attach_function :participant_flush, :mixminus_participant_flush, [:pointer, :uint64], :int32

    # Marks the place after the last sample that was written for the participant.
    attach_function :participant_mark, :mixminus_participant_mark, [:pointer, :uint64, :int64], :int32

    # Reads the participant's output.
    attach_function :participant_read, :mixminus_participant_read,
                    [:pointer, :uint64, :pointer, :size_t, :pointer], :int32

    # Prepares a struct for mixminus_participant_read_ex to fill in.
    attach_function :read_info_init, :mixminus_read_info_init, [:pointer, :size_t], :int32

    # Reads the participant's output as mixminus_participant_read does, and reports which tick made it,
    # whether others got the same samples, and what went wrong. samples, count: as for
    # mixminus_participant_read. info: filled in; unchanged if the call fails.
    attach_function :participant_read_ex, :mixminus_participant_read_ex,
                    [:pointer, :uint64, :pointer, :size_t, :pointer], :int32

    # Writes audio as mixminus_participant_write_ex does, in another encoding. samples: count samples in that
    # encoding, borrowed for the call; NULL only if count is 0. encoding: a MIXMINUS_ENCODING_ constant. info:
    # borrowed for the call; NULL: nothing lost, no timestamp. taken: as for mixminus_participant_write_ex.
    attach_function :participant_write_encoded, :mixminus_participant_write_encoded,
                    [:pointer, :uint64, :pointer, :size_t, :uint32, :pointer, :pointer], :int32

    # Reads the participant's output as mixminus_participant_read_ex does, in another encoding.
    attach_function :participant_read_encoded, :mixminus_participant_read_encoded,
                    [:pointer, :uint64, :pointer, :size_t, :uint32, :pointer], :int32

    # Makes a table without functions, to be filled in. io: the struct to fill. size: sizeof *io.
    attach_function :call_io_init, :mixminus_call_io_init, [:pointer, :size_t], :int32

    # Makes a table without handlers, to be filled in. handlers: the struct to fill. size: sizeof *handlers.
    attach_function :call_handlers_init, :mixminus_call_handlers_init, [:pointer, :size_t], :int32

    # Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason
    # is MIXMINUS_END_NONE. end: the struct to fill. size: sizeof *end.
    attach_function :conference_end_init, :mixminus_conference_end_init, [:pointer, :size_t], :int32

    # Joins a room, waits until the conference is over, calls the handler for its end, and returns. options:
    # as for mixminus_participant_join, borrowed for the call. io: how the call's audio is moved; NULL: the
    # host moves it on other threads, and this thread only waits. handlers: what to call at the end; NULL:
    # nothing. end: receives how it ended; set its struct_size first; unchanged if the call fails; NULL if not
    # wanted.
    attach_function :conference, :mixminus_conference,
                    [:pointer, :uint64, :pointer, :pointer, :pointer, :pointer], :int32, blocking: true

    # Returns how the participant's last conference ended. end: receives it; set its struct_size first.
    attach_function :participant_conference_end, :mixminus_participant_conference_end,
                    [:pointer, :uint64, :pointer], :int32

    # Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application.
    attach_function :participant_remove, :mixminus_participant_remove, [:pointer, :uint64, :pointer, :size_t],
                    :int32

    # Reports that the call has hung up, without freeing the participant: its conference ends with
    # MIXMINUS_END_HANG_UP, and no other can begin (MIXMINUS_ERR_HUNG_UP).
    attach_function :participant_hang_up, :mixminus_participant_hang_up, [:pointer, :uint64], :int32

    # Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over.
    attach_function :say, :mixminus_say, [:pointer, :uint64, :uint64, :pointer, :pointer, :pointer],
                    :int32, blocking: true

    # Speaks a text to a participant by the engine's synthesizer, and waits until that is over.
    attach_function :say_text, :mixminus_say_text,
                    [:pointer, :uint64, :pointer, :size_t, :pointer, :size_t, :pointer, :pointer, :pointer],
                    :int32, blocking: true

    # Sends a signal to a session. name, name_len: the name, 1 to 255 bytes, compared byte by byte; borrowed
    # for the call. outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted.
    # number: receives the number that identifies the signal in events; 0 if the call fails; NULL if not
    # wanted.
    attach_function :participant_signal, :mixminus_participant_signal,
                    [:pointer, :uint64, :pointer, :size_t, :pointer, :pointer], :int32

    # Returns the number of signals that are queued in a session. count: receives it, 0 to 64.
    attach_function :participant_queued_signals, :mixminus_participant_queued_signals,
                    [:pointer, :uint64, :pointer], :int32

    # Finds a room by account, environment and conference id. account, environment: 1 to 255 bytes each, or
    # NULL and length 0 for the default. conference_id: 1 to 255 bytes.
    attach_function :room_find, :mixminus_room_find,
                    [:pointer, :pointer, :size_t, :pointer, :size_t, :pointer, :size_t, :pointer], :int32

    # Prepares a struct for mixminus_room_get_info to fill in. info: the struct to fill. size: sizeof *info.
    attach_function :room_info_init, :mixminus_room_info_init, [:pointer, :size_t], :int32

    # Returns a room's account, environment, conference id, number of participants and capacity. info: filled
    # in; unchanged if the call fails.
    attach_function :room_get_info, :mixminus_room_get_info, [:pointer, :uint64, :pointer], :int32

    # Lists the participants of a room, in the order in which they joined. participants: space for capacity
    # handles; NULL only if capacity is 0. count: receives the number of participants in the room, which may
    # exceed capacity; the first capacity of them are listed. 0 if the call fails.
    attach_function :room_participants, :mixminus_room_participants,
                    [:pointer, :uint64, :pointer, :size_t, :pointer], :int32

    # Lists the rooms of an account, one page per call.
    attach_function :room_list, :mixminus_room_list,
                    [:pointer, :pointer, :size_t, :pointer, :pointer, :size_t, :pointer], :int32

    # Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue.
    attach_function :room_close, :mixminus_room_close, [:pointer, :uint64], :int32

    # Locks or unlocks a room.
    attach_function :room_set_locked, :mixminus_room_set_locked, [:pointer, :uint64, :uint32], :int32

    # Moves all participants of a room to another room of the same account and environment, and makes that
    # room if there is none: in the order in which they joined, with their settings and without a pause.
    attach_function :room_merge, :mixminus_room_merge, [:pointer, :uint64, :pointer, :size_t, :pointer],
                    :int32

    # Returns the members of a room and their states as of an event sequence number.
    attach_function :room_snapshot, :mixminus_room_snapshot,
                    [:pointer, :uint64, :pointer, :size_t, :size_t, :pointer, :pointer, :pointer], :int32

    # Fills a room template with the defaults. settings: the struct to fill. size: sizeof *settings.
    attach_function :room_template_init, :mixminus_room_template_init, [:pointer, :size_t], :int32

    # Sets the template for a room, or for all rooms of an environment, in place of the previous one.
    attach_function :room_template_set, :mixminus_room_template_set,
                    [:pointer, :pointer, :size_t, :pointer, :size_t, :pointer, :size_t, :pointer], :int32

    # Removes a template.
    attach_function :room_template_remove, :mixminus_room_template_remove,
                    [:pointer, :pointer, :size_t, :pointer, :size_t, :pointer, :size_t], :int32

    # Fills a quota with the defaults: the engine's limits. quota: the struct to fill. size: sizeof *quota.
    attach_function :account_quota_init, :mixminus_account_quota_init, [:pointer, :size_t], :int32

    # Sets the quota of one account, in place of the engine's account_rooms, account_participants,
    # account_queued_signals and account_prompt_bytes.
    attach_function :account_quota_set, :mixminus_account_quota_set, [:pointer, :pointer, :size_t, :pointer],
                    :int32

    # Removes the quota of an account, so that the engine's limits apply to it.
    attach_function :account_quota_reset, :mixminus_account_quota_reset, [:pointer, :pointer, :size_t], :int32

    # Starts or stops reporting DTMF digits in a participant's audio as events.
    attach_function :participant_set_detect_dtmf, :mixminus_participant_set_detect_dtmf,
                    [:pointer, :uint64, :uint32], :int32

    # Lets the others hear a participant's DTMF tones, or suppresses them.
    attach_function :participant_set_play_tones, :mixminus_participant_set_play_tones,
                    [:pointer, :uint64, :uint32], :int32

    # Starts or stops generating tones for digits that are injected for a participant.
    attach_function :participant_set_generate_dtmf, :mixminus_participant_set_generate_dtmf,
                    [:pointer, :uint64, :uint32], :int32

    # Fills a telephone event packet with the defaults. event: the struct to fill. event_size: sizeof *event.
    attach_function :telephone_event_init, :mixminus_telephone_event_init, [:pointer, :size_t], :int32

    # Passes on a packet of a participant's telephone events (RFC 4733) as it arrived.
    attach_function :participant_telephone_event, :mixminus_participant_telephone_event,
                    [:pointer, :uint64, :pointer], :int32

    # Reports a whole press of known duration that arrived out of band (SIP INFO).
    attach_function :participant_inject_dtmf_press, :mixminus_participant_inject_dtmf_press,
                    [:pointer, :uint64, :char, :int32, :uint32], :int32

    # Reports the beginning of a press, from an out-of-band source that reports beginning and end.
    attach_function :participant_inject_dtmf_begin, :mixminus_participant_inject_dtmf_begin,
                    [:pointer, :uint64, :char, :int32, :uint32], :int32

    # Reports the end of a press that mixminus_participant_inject_dtmf_begin began.
    attach_function :participant_inject_dtmf_end, :mixminus_participant_inject_dtmf_end,
                    [:pointer, :uint64, :char], :int32

    # Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on,
    # one after the other, after those that are already queued.
    attach_function :participant_send_dtmf, :mixminus_participant_send_dtmf,
                    [:pointer, :uint64, :pointer, :size_t, :int32, :uint32, :uint32], :int32

    # Makes a tap.
    attach_function :tap_new, :mixminus_tap_new, [:pointer, :uint64, :uint32, :uint32, :pointer], :int32

    # Takes frames from a tap, oldest first, as many as are available and fit.
    attach_function :tap_read, :mixminus_tap_read,
                    [:pointer, :uint64, :pointer, :pointer, :size_t, :size_t, :pointer], :int32

    # Frees a tap; frames that wait in it are lost.
    attach_function :tap_free, :mixminus_tap_free, [:pointer, :uint64], :int32

    # Prepares a struct for mixminus_tap_get_info to fill in. info: the struct to fill. size: sizeof *info.
    attach_function :tap_info_init, :mixminus_tap_info_init, [:pointer, :size_t], :int32

    # Returns what a tap takes, since when, and how many frames it got and dropped. info: filled in; unchanged
    # if the call fails.
    attach_function :tap_get_info, :mixminus_tap_get_info, [:pointer, :uint64, :pointer], :int32

    # Fills a configuration with the defaults. config: the struct to fill. size: sizeof *config.
    attach_function :record_config_init, :mixminus_record_config_init, [:pointer, :size_t], :int32

    # Starts a recording with the next tick.
    attach_function :recording_start, :mixminus_recording_start,
                    [:pointer, :pointer, :pointer, :size_t, :size_t, :pointer], :int32, blocking: true

    # Pauses a recording: audio after the last tick is left out, of all tracks alike.
    attach_function :recording_pause, :mixminus_recording_pause, [:pointer, :uint64], :int32

    # Resumes a paused recording: audio after the last tick is recorded.
    attach_function :recording_resume, :mixminus_recording_resume, [:pointer, :uint64], :int32

    # Stops a recording after the last tick.
    attach_function :recording_stop, :mixminus_recording_stop, [:pointer, :uint64, :pointer],
                    :int32, blocking: true

    # Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in. info: the
    # struct to fill. size: sizeof *info.
    attach_function :recording_info_init, :mixminus_recording_info_init, [:pointer, :size_t], :int32

    # Returns the state of a recording. info: filled in; unchanged if the call fails.
    attach_function :recording_get_info, :mixminus_recording_get_info, [:pointer, :uint64, :pointer], :int32

    # Returns the absolute path of a file of a recording, as it was named when it was made.
    attach_function :recording_get_file, :mixminus_recording_get_file,
                    [:pointer, :uint64, :uint32, :uint32, :pointer, :size_t, :pointer], :int32

    # Takes as many events as are available and fit.
    attach_function :engine_poll, :mixminus_engine_poll, [:pointer, :pointer, :size_t, :size_t, :pointer],
                    :int32

    # Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7).
    attach_function :engine_event_fd, :mixminus_engine_event_fd, [:pointer, :pointer], :int32

    # Prepares a struct for mixminus_engine_get_stats to fill in. stats: the struct to fill. size: sizeof
    # *stats.
    attach_function :engine_stats_init, :mixminus_engine_stats_init, [:pointer, :size_t], :int32

    # Returns the engine's counters. stats: filled in; unchanged if the call fails.
    attach_function :engine_get_stats, :mixminus_engine_get_stats, [:pointer, :pointer], :int32

    # Prepares a struct for mixminus_participant_get_stats to fill in. stats: the struct to fill. size: sizeof
    # *stats.
    attach_function :participant_stats_init, :mixminus_participant_stats_init, [:pointer, :size_t], :int32

    # Returns a participant's counters. stats: filled in; unchanged if the call fails.
    attach_function :participant_get_stats, :mixminus_participant_get_stats, [:pointer, :uint64, :pointer],
                    :int32
  end
end
