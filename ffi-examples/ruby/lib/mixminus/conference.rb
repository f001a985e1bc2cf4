# frozen_string_literal: true

module Mixminus
  # The key that ended a conference. It prints as the digit.
  class Choice
    # The digit: one of 0-9 * # A-D.
    attr_reader :value

    def initialize(value)
      @value = value.freeze
      freeze
    end

    def to_s
      value
    end
    alias to_str to_s

    def ==(other)
      value == (other.is_a?(Choice) ? other.value : other)
    end

    def inspect
      "#<Mixminus::Choice #{value}>"
    end
  end

  # What a handler of conference is called with. name: "choice" or "signal". value: the digit, or the signal's name.
  # choice: the Choice, nil for a signal.
  ConferenceEvent = Struct.new(:name, :value, :choice, keyword_init: true)

  # How a conference ended.
  #
  # reason: "hangup", "engine stopped", "room closed", "removed", "time limit", "choice" or "signal".
  # value: the digit, the signal's name or the text of the removal, else "".
  # choice: the Choice if a key ended it, else nil.
  class ConferenceEnd
    REASONS = {
      Native::END_NONE => "none",
      Native::END_HANG_UP => "hangup",
      Native::END_ENGINE_STOPPED => "engine stopped",
      Native::END_ROOM_CLOSED => "room closed",
      Native::END_REMOVED => "removed",
      Native::END_TIME_LIMIT => "time limit",
      Native::END_TERMINATOR => "choice",
      Native::END_SIGNAL => "signal"
    }.freeze

    attr_reader :reason, :value, :choice

    alias name reason

    # The struct that the library fills in.
    def self.native
      Native::ConferenceEnd.new.tap { |native| Error.check(Native.conference_end_init(native, native.size)) }
    end

    def initialize(native)
      @reason = REASONS.fetch(native[:reason]) { |number| "reason #{number}" }
      @choice = Choice.new(native[:digit].chr) if native[:reason] == Native::END_TERMINATOR
      @value = @choice ? @choice.value : Text.from(native[:text], native[:text_len])
      freeze
    end

    # Calls the handler for this end, if there is one. The block gets the event just before.
    def dispatch(options)
      handler = { "choice" => options.on_choice, "signal" => options.on_signal }[reason]
      return unless handler

      event = ConferenceEvent.new(name: reason, value: value, choice: choice).freeze
      yield event if block_given?
      function = handler.respond_to?(:arity) ? handler : handler.method(:call)
      function.arity.zero? ? handler.call : handler.call(event)
    end

    def to_s
      reason
    end

    def inspect
      "#<Mixminus::ConferenceEnd #{reason}#{" #{value.inspect}" unless value.empty?}>"
    end
  end
end
