# frozen_string_literal: true

module Mixminus
  # The audio of a participant: writes and reads never wait. One thread at a time may write, and one may read.
  module Audio
    # What the engine knows about samples that were read. flags: READ_ constants. real: how many samples, from the
    # first, come from the room. tick, mix_id, offset: as in mixminus.h.
    ReadInfo = Values.define(Native::ReadInfo)

    # The most samples of one read.
    MOST = 1 << 24
    private_constant :MOST

    # Writes audio that the line has received: a String of 16-bit numbers, memory, or an Array of Integers. Returns how
    # many samples were accepted.
    def write(samples)
      bytes = samples.is_a?(String) ? samples.bytesize : 1
      return write_other(samples) if bytes.odd?

      status = Native.participant_write(@pointer, @handle, samples, bytes >> 1, @taken)
      return @taken.read_ulong if status.zero?

      refused(status, samples) { |copy| write_other(copy) }
    end

    # Writes audio with what the host knows about it. lost: samples lost just before the first. timestamp: that of the
    # first sample.
    def write_ex(samples, lost: 0, timestamp: nil)
      memory, count = Samples.of(samples)
      info = Settings.make(Native::WriteInfo, :write_info_init,
                           lost: lost, timestamp: timestamp || 0, has_timestamp: !timestamp.nil?)
      status = Native.participant_write_ex(@pointer, @handle, memory, count, info, @taken)
      return @taken.read_ulong if status.zero?

      refused(status, memory) { |copy| write_ex(copy, lost: lost, timestamp: timestamp) }
    end

    # Reads what the line is to send. wanted: a number of samples (by default a frame), and the result is a new String;
    # or memory or a String to fill, which is returned. What the room does not have is silence; #real says how many
    # samples came from the room.
    def read(wanted = @frame_samples)
      return read_into(wanted) unless wanted.is_a?(Integer)

      memory = output(wanted)
      status = Native.participant_read(@pointer, @handle, memory, wanted, @real)
      @core.refuse_audio(status) unless status.zero?
      memory.read_bytes(wanted * 2)
    end

    # How many samples of the last #read came from the room.
    def real
      @real.read_ulong
    end

    # Reads a number of samples, and returns them with a ReadInfo.
    def read_ex(count = @frame_samples)
      memory = output(count)
      native = Native::ReadInfo.new
      Native.read_info_init(native, native.size)
      status = Native.participant_read_ex(@pointer, @handle, memory, count, native)
      @core.refuse_audio(status) unless status.zero?
      [memory.read_bytes(count * 2), ReadInfo.from(native)]
    end

    private

    def set_up_audio
      @frame_samples = engine.frame_samples
      @taken = FFI::MemoryPointer.new(:ulong)
      @real = FFI::MemoryPointer.new(:ulong)
      @output = nil
    end

    def output(count)
      unless count.is_a?(Integer) && count.between?(0, MOST)
        raise Error.argument("count: #{Text.json(count)}, must be a whole number from 0 to #{MOST}")
      end

      bytes = count * 2
      @output = FFI::MemoryPointer.new(:char, [bytes, 320].max) if @output.nil? || @output.size < bytes
      @output
    end

    def read_into(buffer)
      memory, count = Samples.of(buffer)
      raise Error.argument("buffer: an Array cannot be filled") unless memory.equal?(buffer)

      # Strings may share their bytes with copies of themselves: writing a byte makes this one's its own.
      buffer.setbyte(0, 0) if buffer.is_a?(String) && count.positive?
      status = Native.participant_read(@pointer, @handle, buffer, count, @real)
      @core.refuse_audio(status) unless status.zero?
      buffer
    end

    # Writes what is not a String.
    def write_other(samples)
      memory, count = Samples.of(samples)
      status = Native.participant_write(@pointer, @handle, memory, count, @taken)
      @core.refuse_audio(status) unless status.zero?
      @taken.read_ulong
    end

    # A part of a string may lie at an odd address, which the library refuses: then its copy is written.
    def refused(status, samples)
      if status == Native::ERR_INVALID_ARGUMENT && samples.is_a?(String) && !@core.closed?
        return yield Samples.aligned(samples)
      end

      @core.refuse_audio(status)
    end
  end
end
