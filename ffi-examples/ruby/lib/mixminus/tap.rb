# frozen_string_literal: true

module Mixminus
  # Listens to a room or a participant: made by Engine#tap_into. The engine puts one frame a tick into it.
  class Tap < Resource
    # What it takes, since when, and how many frames it got and dropped.
    Info = Values.define(Native::TapInfo, names: { point: Native::TAP_POINT_NAMES }, init: :tap_info_init)
    # A frame: tick, room, join, flags (TAP_ constants) and samples, a String of 16-bit numbers.
    Frame = Struct.new(:tick, :room, :join, :flags, :samples, keyword_init: true)

    # The rate of its frames, Hz: that of the room, or of the participant's line.
    attr_reader :sample_rate_hz

    # The samples in each of its frames.
    attr_reader :frame_samples

    BATCH = 50
    private_constant :BATCH

    def initialize(engine, handle)
      super
      released_by(:tap_free)
      @sample_rate_hz = info.sample_rate_hz
      @frame_samples = @core.frame_samples(@sample_rate_hz)
      @frame_bytes = @frame_samples * 2
      @samples = FFI::MemoryPointer.new(:char, BATCH * @frame_bytes)
      @frames = FFI::MemoryPointer.new(Native::TapFrame, BATCH)
      @count = FFI::MemoryPointer.new(:size_t)
    end

    # The frames that are there now, oldest first, up to 50: [] if there are none, nil once the target has ended and
    # everything was read.
    def read
      size = Native::TapFrame.size
      status = Native.tap_read(@pointer, handle, @samples, @frames, size, BATCH, @count)
      return nil if status == Native::ERR_ENDED

      @core.refuse_audio(status) unless status.zero?
      Array.new(@count.read(:size_t)) do |index|
        frame = Native::TapFrame.new(@frames + index * size)
        Frame.new(tick: frame[:tick], room: frame[:room], join: frame[:join], flags: frame[:flags],
                  samples: @samples.get_bytes(index * @frame_bytes, @frame_bytes))
      end
    end

    def info
      fill(Info, :tap_get_info)
    end

    def free
      release
    end
    alias close free
  end
end
