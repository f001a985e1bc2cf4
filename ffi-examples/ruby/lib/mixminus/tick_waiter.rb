# frozen_string_literal: true

module Mixminus
  # The descriptor of an engine's ticks.
  class TickWaiter
    def initialize(core)
      @core = core
      @io = nil
    end

    def descriptor
      fd = FFI::MemoryPointer.new(:int32)
      @core.check(Native.engine_tick_fd(@core.pointer, fd))
      fd.read_int32
    end

    # Waits until there was a tick since the last call, up to timeout seconds (nil: for ever). Returns how many there
    # were, 0 after the timeout or once the engine is closed. It waits in short steps, so that Engine#close can wait for
    # it before the descriptor goes.
    def wait(timeout)
      deadline = timeout && now + timeout
      until @core.closed?
        rest = deadline ? [deadline - now, 0].max : 0.05
        ticks = @core.running { since([rest, 0.05].min) }
        return ticks if ticks.positive? || (deadline && now >= deadline)
      end
      0
    rescue Error
      raise unless @core.closed?

      0
    end

    private

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def since(timeout)
      @io ||= IO.for_fd(descriptor, autoclose: false)
      return 0 unless @io.wait_readable(timeout)

      count = @io.read_nonblock(8, exception: false)
      count.is_a?(String) ? count.unpack1("Q") : 0
    end
  end
end
