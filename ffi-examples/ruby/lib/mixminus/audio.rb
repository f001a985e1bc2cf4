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

    # The rate of its line in both directions, Hz.
    def sample_rate_hz
      @sample_rate_hz ||= info.sample_rate_hz
    end

    # The samples in a frame of its line.
    def frame_samples
      @frame_samples ||= @core.frame_samples(sample_rate_hz)
    end

    # The samples in a frame at the rate at which it is read.
    def read_samples
      @read_samples ||= @core.frame_samples(info.read_rate_hz)
    end
    private :read_samples

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
    # first sample; packets may come in any order, and twice. starts_talkspurt: the sender has paused before these samples
    # (the marker bit of RTP).
    def write_ex(samples, lost: 0, timestamp: nil, starts_talkspurt: false)
      memory, count = Samples.of(samples)
      info = write_info(lost, timestamp, starts_talkspurt)
      status = Native.participant_write_ex(@pointer, @handle, memory, count, info, @taken)
      return @taken.read_ulong if status.zero?

      refused(status, memory) do |copy|
        write_ex(copy, lost: lost, timestamp: timestamp, starts_talkspurt: starts_talkspurt)
      end
    end

    # Writes audio in the line's own encoding, which the engine converts: :s16, :f32, :ulaw or :alaw. samples: a binary
    # String of such samples, or memory. lost, timestamp, starts_talkspurt: as for #write_ex.
    def write_encoded(samples, encoding, lost: 0, timestamp: nil, starts_talkspurt: false)
      code, width = Samples.encoding(encoding)
      count = Samples.encoded(samples, width)
      info = write_info(lost, timestamp, starts_talkspurt)
      status = write_code(samples, count, code, info)
      return @taken.read_ulong if status.zero?

      refused(status, samples) do |copy|
        status = write_code(copy, count, code, info)
        @core.refuse_audio(status) unless status.zero?
        @taken.read_ulong
      end
    end

    # Drops all that was written and has not been heard yet: what an agent still had to say when it was interrupted.
    def flush
      status = Native.participant_flush(@pointer, @handle)
      @core.refuse_audio(status) unless status.zero?
    end

    # Marks the place after what was written last. The event :mark_heard with this value tells when all before it was
    # heard, :mark_flushed that it will not be.
    def mark(value)
      status = Native.participant_mark(@pointer, @handle, Settings.signed(:value, value))
      @core.refuse_audio(status) unless status.zero?
    end

    # Reads what the line is to send. wanted: a number of samples (by default a frame of its line), and the result is a
    # new String; or memory or a String to fill, which is returned. What the room does not have is silence; #real says
    # how many samples came from the room.
    def read(wanted = read_samples)
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
    def read_ex(count = read_samples)
      memory = output(count)
      native = read_info
      status = Native.participant_read_ex(@pointer, @handle, memory, count, native)
      @core.refuse_audio(status) unless status.zero?
      [memory.read_bytes(count * 2), ReadInfo.from(native)]
    end

    # Reads a number of samples in the line's own encoding: :s16, :f32, :ulaw or :alaw. Returns a binary String of them
    # with a ReadInfo.
    def read_encoded(count, encoding)
      code, width = Samples.encoding(encoding)
      memory = output(count, width)
      native = read_info
      status = Native.participant_read_encoded(@pointer, @handle, memory, count, code, native)
      @core.refuse_audio(status) unless status.zero?
      [memory.read_bytes(count * width), ReadInfo.from(native)]
    end

    private

    def set_up_audio
      @frame_samples = nil
      @read_samples = nil
      @taken = FFI::MemoryPointer.new(:ulong)
      @real = FFI::MemoryPointer.new(:ulong)
      @output = nil
    end

    def write_info(lost, timestamp, starts_talkspurt)
      Settings.make(Native::WriteInfo, :write_info_init,
                    lost: lost, timestamp: timestamp || 0, has_timestamp: !timestamp.nil?,
                    starts_talkspurt: starts_talkspurt)
    end

    def read_info
      Native::ReadInfo.new.tap { |native| Native.read_info_init(native, native.size) }
    end

    def write_code(samples, count, code, info)
      Native.participant_write_encoded(@pointer, @handle, samples, count, code, info, @taken)
    end

    def output(count, width = 2)
      unless count.is_a?(Integer) && count.between?(0, MOST)
        raise Error.argument("count: #{Text.json(count)}, must be a whole number from 0 to #{MOST}")
      end

      bytes = count * width
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

    # A part of a string may lie at any address, also one that the library refuses: then its copy is written.
    def refused(status, samples)
      if status == Native::ERR_INVALID_ARGUMENT && samples.is_a?(String) && !@core.closed?
        return yield Samples.aligned(samples)
      end

      @core.refuse_audio(status)
    end
  end
end
