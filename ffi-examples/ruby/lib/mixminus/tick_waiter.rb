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
    # were, 0 after the timeout or once the engine is closed.
    def wait(timeout)
      @core.wait_in_steps(timeout) { |seconds| since(seconds) } || 0
    end

    private

    def since(seconds)
      @io ||= IO.for_fd(descriptor, autoclose: false)
      return unless @io.wait_readable(seconds)

      count = @io.read_nonblock(8, exception: false)
      count.unpack1("Q") if count.is_a?(String)
    end
  end
end
