# frozen_string_literal: true

require "io/wait"

module Mixminus
  # One event of an engine. kind: a symbol such as :joined (the number, for a kind that is not known). reason, outcome:
  # symbols, nil where the kind has none. digit: a string such as "5", else nil. dtmf_source: a symbol or nil. The
  # other fields are those of mixminus_event: handles of the room and participant, the participant's user value, ...
  Event = Struct.new(*Native::Event.members, keyword_init: true) do
    # Whether the participant was in this state after the event.
    def muted?
      state.anybits?(Native::STATE_MUTED)
    end

    def deaf?
      state.anybits?(Native::STATE_DEAF)
    end

    def talking?
      state.anybits?(Native::STATE_TALKING)
    end

    def held?
      state.anybits?(Native::STATE_HELD)
    end

    # Whether it was sent again after a gap.
    def resent?
      resent == 1
    end
  end

  # Takes the events of an engine.
  class EventQueue
    BATCH = 64
    OUTCOMES = {
      Native::EVENT_SIGNAL => Native::SIGNAL_OUTCOME_NAMES,
      Native::EVENT_PLAY_ENDED => Native::PLAY_END_NAMES
    }.freeze
    DIRECTIVES = {
      FFI::Type::UINT64 => "Q", FFI::Type::INT64 => "q", FFI::Type::UINT32 => "L", FFI::Type::INT32 => "l"
    }.freeze
    # The fields of an event for String#unpack: it has no padding between them.
    FORMAT = Native::Event.new.layout.fields.map { |field| DIRECTIVES.fetch(field.type) }.join.freeze
    private_constant :BATCH, :OUTCOMES, :DIRECTIVES, :FORMAT

    def initialize(core)
      @core = core
      @memory = FFI::MemoryPointer.new(Native::Event, BATCH)
      @count = FFI::MemoryPointer.new(:size_t)
      @io = nil
    end

    # The events that are there now, up to 64.
    def take
      @core.check(Native.engine_poll(@core.pointer, @memory, Native::Event.size, BATCH, @count))
      count = @count.read(:size_t)
      bytes = @memory.read_bytes(count * Native::Event.size)
      Array.new(count) { |index| event(bytes.unpack(FORMAT, offset: index * Native::Event.size)) }
    end

    # The descriptor that is readable while events are waiting.
    def descriptor
      fd = FFI::MemoryPointer.new(:int32)
      @core.check(Native.engine_event_fd(@core.pointer, fd))
      fd.read_int32
    end

    # Waits until events are there, up to timeout seconds (nil: for ever). Returns whether there are, or false once the
    # engine is closed.
    def wait(timeout)
      ready = @core.wait_in_steps(timeout) do |seconds|
        @io ||= IO.for_fd(descriptor, autoclose: false)
        @io.wait_readable(seconds)
      end
      !ready.nil?
    end

    private

    def event(numbers)
      event = Event.new(**Native::Event.members.zip(numbers).to_h)
      event.outcome = OUTCOMES[event.kind]&.[](event.outcome)
      event.kind = Native::EVENT_KIND_NAMES.fetch(event.kind, event.kind)
      event.reason = event.kind == :left ? Native::END_REASON_NAMES[event.reason] : nil
      event.digit = event.digit.zero? ? nil : event.digit.chr
      event.dtmf_source = Native::DTMF_SOURCE_NAMES[event.dtmf_source]
      event.freeze
    end
  end
end
