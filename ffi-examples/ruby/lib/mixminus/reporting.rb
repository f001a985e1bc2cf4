# frozen_string_literal: true

module Mixminus
  # What an engine reports: events and counters.
  module Reporting
    # The events that are there now, as an Enumerator (or yields them). With wait, it waits for more: true for ever,
    # until the engine is closed; a number for so many seconds without an event. The thread, or the fiber under a
    # scheduler, sleeps meanwhile.
    def events(wait: false, &block)
      found = Enumerator.new do |yielder|
        loop do
          batch = closed? && wait ? [] : @events.take
          batch.each { |event| yielder << event }
          next unless batch.empty?
          break unless wait && @events.wait(wait == true ? nil : wait)
        end
      end
      block ? found.each(&block) : found
    end

    # The descriptor that is readable while events are waiting. The engine closes it.
    def event_fd
      @events.descriptor
    end

    # Waits until there was a tick since the last call: how many there were, more than 1 if the host was late. 0 after
    # timeout seconds, or once the engine is closed. One thread at a time.
    def wait_for_tick(timeout = nil)
      @ticks.wait(timeout)
    end

    # The descriptor that is readable after each tick. Reading 8 bytes returns the number of ticks since. The engine
    # closes it.
    def tick_fd
      @ticks.descriptor
    end

    # The engine's counters.
    def stats
      native = Engine::Stats.native_struct
      check(Native.engine_get_stats(@pointer, native))
      Engine::Stats.from(native)
    end

    # The width of the mixer's arithmetic: a symbol such as :avx2.
    def simd
      level = FFI::MemoryPointer.new(:uint32)
      check(Native.engine_simd_level(@pointer, level))
      Native::SIMD_NAMES.fetch(level.read_uint32)
    end

    # Collects what ticks have finished with. No host needs to call it.
    def service
      check(Native.engine_service(@pointer))
    end

    private

    def check(status)
      @core.check(status)
    end
  end
end
