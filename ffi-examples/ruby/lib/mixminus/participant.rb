# frozen_string_literal: true

module Mixminus
  # One call: made by Engine#participant. It is in at most one room at a time.
  class Participant < Resource
    include Audio
    include Dtmf

    # Its state as control calls have set it. last_end: a symbol such as :hang_up.
    Info = Values.define(Native::ParticipantInfo,
                         flags: %i[mute deaf detect_dtmf play_tones generate_dtmf hold],
                         names: { last_end: Native::END_REASON_NAMES }, init: :participant_info_init)
    # Its counters.
    Stats = Values.define(Native::ParticipantStats, init: :participant_stats_init)

    # owned: it is freed with this object. Else this is a view of a participant that somebody else frees.
    # sample_rate_hz: of its line; nil: it is asked for when it is needed.
    def initialize(engine, handle, owned: false, account: nil, sample_rate_hz: nil)
      super(engine, handle)
      @account = account
      @sample_rate_hz = sample_rate_hz
      set_up_audio
      released_by(:participant_free) if owned
    end

    # Joins a room, and makes it if there is none of that id; returns the Room. With a block, it leaves when the block
    # ends, and the block's value is returned. Options are those of #conference without handlers, and deaf, gainDb,
    # talkEvents, detectDtmf, generateDtmf, prefillMs, capMs, adaptiveMinMs, adaptiveMaxMs.
    def join(id, options = nil, **keywords)
      native = Options.join(id, options, keywords)
      handle = FFI::MemoryPointer.new(:uint64)
      check(Native.participant_join(@pointer, @handle, native.native, handle))
      room = Room.new(engine, handle.read_uint64)
      return room unless block_given?

      begin
        yield room
      ensure
        Native.participant_leave(@pointer, @handle)
      end
    end

    # Leaves the room.
    def leave
      check(Native.participant_leave(@pointer, @handle))
    end

    # Removes it from its room, with a text for the application that is in #conference.
    def remove(text = "")
      text = Text.optional("text", text).to_s
      check(Native.participant_remove(@pointer, @handle, text, text.bytesize))
    end

    # Moves to another room of the same account and environment, and returns that.
    def move(id)
      id = Text.conference_id(id)
      room = FFI::MemoryPointer.new(:uint64)
      check(Native.participant_move(@pointer, @handle, id, id.to_s.bytesize, room))
      Room.new(engine, room.read_uint64)
    end

    # Joins a room, waits until the conference is over, calls the handler for its end, and returns a ConferenceEnd.
    # Options: allowSignals, interdigitTimeout, mute, playTones, terminator, onChoice, onSignal, joinPrompt,
    # leavePrompt, in camelCase or snake_case. A block is the handler of both ends, where they have none of their own.
    #
    # Other threads run meanwhile. If this thread is interrupted (Ctrl-C, Timeout), the participant leaves the room.
    def conference(id, options = nil, **keywords, &block)
      native = Options.conference(id, options, keywords, block: block)
      ending = ConferenceEnd.native
      finish(@core.wait_for(@handle, stop: -> { Native.participant_leave(@pointer, @handle) }) do
        Native.conference(@pointer, @handle, native.native, nil, nil, ending)
      end)
      # Engine#close hangs up those who wait.
      ending[:reason] = Native::END_ENGINE_STOPPED if @core.closed? && ending[:reason] == Native::END_HANG_UP
      ConferenceEnd.new(ending).tap { |found| found.dispatch(native) }
    end

    # How its last conference ended: a ConferenceEnd.
    def conference_end
      ending = ConferenceEnd.native
      check(Native.participant_conference_end(@pointer, @handle, ending))
      ConferenceEnd.new(ending)
    end

    # Ends its conference with "hangup"; no other can begin.
    def hang_up
      check(Native.participant_hang_up(@pointer, @handle))
    end

    # Plays a prompt (or :beep) to it alone, and returns the number of the play. times: repetitions, 0 for ever.
    # gain_db: gain. interrupt: stop first what plays. wait: return when it is over, with the reason as a symbol.
    def say(sound, times: 1, gain_db: 0, interrupt: false, wait: false)
      number = Prompt.sound("sound", sound)
      options = SayOptions.make(times: times, gain_db: gain_db, interrupt: interrupt)
      result = FFI::MemoryPointer.new(:uint64)
      unless wait
        check(Native.participant_say(@pointer, @handle, number, options, result))
        return result.read_uint64
      end

      finish(waiting_say { Native.say(@pointer, @handle, number, options, nil, result) })
      say_end(result)
    end

    # Speaks a text, by Engine#synthesizer= or by the synthesizer that the library was given. Options as for #say, and
    # voice.
    def say_text(text, voice: nil, times: 1, gain_db: 0, interrupt: false, wait: false)
      spoken = engine.speak(text, voice, @account)
      if spoken
        begin
          return say(spoken, times: times, gain_db: gain_db, interrupt: interrupt, wait: wait)
        ensure
          spoken.free
        end
      end
      say_native_text(text, voice, SayOptions.make(times: times, gain_db: gain_db, interrupt: interrupt), wait)
    end

    # Stops everything that plays to it.
    def say_stop
      check(Native.participant_say_stop(@pointer, @handle))
    end

    # Sends a signal, and returns the outcome: :interrupted, :queued, :ignored, :no_session or :refused.
    def signal(name)
      name = Text.optional("name", name)
      outcome = FFI::MemoryPointer.new(:uint32)
      check(Native.participant_signal(@pointer, @handle, name, name.to_s.bytesize, outcome, nil))
      Native::SIGNAL_OUTCOME_NAMES.fetch(outcome.read_uint32)
    end

    # How many signals are queued.
    def queued_signals
      count = FFI::MemoryPointer.new(:uint32)
      check(Native.participant_queued_signals(@pointer, @handle, count))
      count.read_uint32
    end

    # Sets the sample rates at which its audio is written and read, 8000 to 48000 Hz; 0 leaves one as it is. At first both
    # are the rate of its line. A call that goes from G.711 to G.722 goes from 8000 to 16000.
    def set_rates(write_hz: 0, read_hz: 0)
      rates = [Integer(write_hz), Integer(read_hz)]
      check(Native.participant_set_rates(@pointer, @handle, *rates))
      @read_samples = @core.frame_samples(read_hz) unless read_hz.zero?
    end

    def mute=(on)
      check(Native.participant_set_mute(@pointer, @handle, Flag.of("mute", on)))
    end

    def deaf=(on)
      check(Native.participant_set_deaf(@pointer, @handle, Flag.of("deaf", on)))
    end

    # Sets the gain on what it contributes, decibels: -60 to 24.
    def gain_db=(gain)
      check(Native.participant_set_gain(@pointer, @handle, Decibels.thousandths("gainDb", gain)))
    end

    # Puts it on hold, with a sound in a loop: a prompt, :beep, or nil for silence.
    def hold(sound = nil)
      check(Native.participant_set_hold(@pointer, @handle, 1, Prompt.sound("sound", sound)))
    end

    # Takes it off hold.
    def unhold
      check(Native.participant_set_hold(@pointer, @handle, 0, Native::SOUND_NONE))
    end

    # The Room that it is in, or nil.
    def room
      found = info.room
      found.zero? ? nil : Room.new(engine, found)
    end

    def info
      fill(Info, :participant_get_info)
    end

    def stats
      fill(Stats, :participant_get_stats)
    end

    # Frees the participant: its call has hung up. Freeing it twice is a no-op.
    def free
      release
    end
    alias close free

    private

    def finish(outcome)
      status, message = outcome
      return if status.zero?
      raise Error.closed if @core.closed?

      raise Error.new(status, message.force_encoding(Encoding::UTF_8))
    end

    def waiting_say(&call)
      @core.wait_for(@handle, stop: -> { Native.participant_say_stop(@pointer, @handle) }, &call)
    end

    def say_end(result)
      number = result.read_uint32
      number = Native::SAY_ENGINE_STOPPED if @core.closed? && number == Native::SAY_HANG_UP
      Native::SAY_END_NAMES.fetch(number)
    end

    def say_native_text(text, voice, options, wait)
      # Other threads run during the call: copies, so that none of them changes the strings.
      text = Text.optional("text", text).to_s.dup
      voice = Text.optional("voice", voice).dup
      result = FFI::MemoryPointer.new(:uint64)
      arguments = [@pointer, @handle, text, text.bytesize, voice, voice.to_s.bytesize, options]
      unless wait
        check(@core.running { Native.participant_say_text(*arguments, result) })
        return result.read_uint64
      end

      finish(waiting_say { Native.say_text(*arguments, nil, result) })
      say_end(result)
    end
  end

  # How a prompt is played.
  module SayOptions
    def self.make(times:, gain_db:, interrupt:)
      Settings.make(Native::SayOptions, :say_options_init,
                    times: times, gain_mdb: Decibels.thousandths("gain_db", gain_db), interrupt: interrupt)
    end
  end
end
