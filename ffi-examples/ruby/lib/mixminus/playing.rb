# frozen_string_literal: true

module Mixminus
  # What an engine plays, apart from what one participant or one room does.
  module Playing
    # Plays a sound in several rooms, from the same tick on, and returns the number of the play in each.
    def say_in(rooms, sound, times: 1, gain_db: 0, interrupt: false)
      options = SayOptions.make(times: times, gain_db: gain_db, interrupt: interrupt)
      number = Prompt.sound("sound", sound)
      handles = FFI::MemoryPointer.new(:uint64, [rooms.size, 1].max).write_array_of_uint64(rooms.map(&:handle))
      plays = FFI::MemoryPointer.new(:uint64, [rooms.size, 1].max)
      check(Native.rooms_say(@pointer, handles, rooms.size, number, options, plays))
      plays.read_array_of_uint64(rooms.size)
    end

    # Stops one play, by its number.
    def stop_play(number)
      check(Native.play_stop(@pointer, number))
    end

    # Speech of a text as a Prompt, by the callable in #synthesizer; nil if none is set.
    def speak(text, voice, account)
      return nil unless synthesizer

      speech = synthesizer.call(Text.optional("text", text).to_s, voice)
      speech.is_a?(String) ? prompt_wav(speech, account: account) : prompt(*speech, account: account)
    end
  end
end
