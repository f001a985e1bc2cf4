# frozen_string_literal: true

module Mixminus
  # What an engine and its participants, prompts and taps share: the pointer to the engine, and the calls that run
  # without the interpreter lock. It does not refer to the Engine, so that the Engine can be collected.
  class Core
    # The engine's pointer, which every call passes. close makes this very object NULL, so that no call can reach an
    # engine that was freed: the library refuses NULL. Between the moment that a call reads it and its end no other
    # Ruby thread runs, except for the calls that `running` counts.
    attr_reader :pointer

    # The thread that ticked last; nil while drivers tick.
    attr_accessor :ticker

    def initialize(pointer, frame_ms)
      @pointer = pointer
      @frame_ms = frame_ms
      @running = {}.compare_by_identity
      @closing = Mutex.new
    end

    def closed?
      @pointer.null?
    end

    # The samples in a frame at a rate.
    def frame_samples(sample_rate_hz)
      sample_rate_hz * @frame_ms / 1000
    end

    # Checks the status of a control call.
    def check(status)
      return if status.zero?
      raise Error.closed if closed?

      Error.check(status)
    end

    # Raises the error of an audio call.
    def refuse_audio(status)
      raise Error.closed if closed?

      Error.raise_audio(status)
    end

    # Runs a call that releases the interpreter lock. close waits for it. participant: whose call it is, if it waits
    # for a tick; close hangs that up.
    def running(participant = nil)
      token = Object.new
      @running[token] = participant
      raise Error.closed if closed?

      yield
    ensure
      @running.delete(token)
    end

    # Asks the block again and again, up to timeout seconds (nil: for ever), until it returns something else than nil, and
    # returns that; nil after the timeout, or once the engine is closed. The block waits for the seconds that it gets at
    # most: short steps, so that close can wait for it before its descriptor goes.
    def wait_in_steps(timeout)
      now = -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) }
      deadline = timeout && now.call + timeout
      until closed?
        rest = deadline ? [deadline - now.call, 0].max : 0.05
        found = running { yield [rest, 0.05].min }
        return found if found || (deadline && now.call >= deadline)
      end
      nil
    rescue Error
      raise unless closed?
    end

    # Runs a call that waits for ticks, on a thread of its own, because a thread that is inside C takes no interrupt.
    # This thread waits for it, and can be interrupted: then `stop` ends the call. Returns the status, and the message
    # that belongs to it.
    #
    # The thread that ticks makes the call itself: the library sees which thread that is, and refuses to wait for it.
    def wait_for(participant, stop:)
      call = lambda do
        running(participant) do
          status = yield
          [status, status.zero? ? nil : Native.last_error]
        end
      end
      return call.call if Thread.current.equal?(ticker)

      begin
        waiter = Thread.new do
          Thread.current.report_on_exception = false
          call.call
        end
        waiter.value
      ensure
        # The call may not have begun yet, so one stop may be too few.
        stop.call while waiter&.alive? && !waiter.join(0.01)
      end
    end

    # Frees the engine. Calls that wait return first.
    def close
      return unless @closing.try_lock
      return if closed?

      engine = FFI::Pointer.new(@pointer.address)
      @pointer.__send__(:initialize, 0)
      until @running.empty?
        @running.each_value.to_a.compact.each { |participant| Native.participant_hang_up(engine, participant) }
        sleep 0.001
      end
      Native.engine_free(engine)
      nil
    end

    # Frees an engine that nobody refers to any more. No call can be running then.
    def finalizer
      ->(_id) { close }
    end
  end
end
