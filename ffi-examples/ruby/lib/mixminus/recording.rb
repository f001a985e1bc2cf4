# frozen_string_literal: true

module Mixminus
  # Writes WAV files: made by Engine#record. It runs until it is stopped or its engine is closed, also if the program
  # keeps no reference to it.
  class Recording < Resource
    # Its state. state: a symbol such as :running. message: why nothing can be written, or "".
    Info = Values.define(Native::RecordingInfo, names: { state: Native::RECORD_STATE_NAMES },
                                                init: :recording_info_init)

    # The state; once it was stopped, the final one.
    def info
      @final || read_info { |native| Native.recording_get_info(@pointer, handle, native) }
    end

    # Leaves out the audio from here on.
    def pause
      check(Native.recording_pause(@pointer, handle))
    end

    # Records again.
    def resume
      check(Native.recording_resume(@pointer, handle))
    end

    # Stops the recording, waits until its files are complete, and returns its final state.
    def stop
      @final ||= @core.running do
        read_info { |native| Native.recording_stop(@pointer, handle, native) }
      end
    end
    alias close stop

    # The paths of its files: a list for each track.
    def files
      state = info
      Array.new(state.tracks) { |track| Array.new(state.files) { |file| path(track, file) }.compact }
    end

    private

    def read_info
      native = Info.native_struct
      check(yield(native))
      info = Info.from(native)
      message = native[:message].to_ptr.read_bytes(native[:message].size).unpack1("Z*")
      info.dup.tap { |copy| copy.message = message.force_encoding(Encoding::UTF_8) }.freeze
    end

    # nil if the track has fewer files.
    def path(track, file)
      space = FFI::MemoryPointer.new(:char, 4096)
      length = FFI::MemoryPointer.new(:size_t)
      status = Native.recording_get_file(@pointer, handle, track, file, space, space.size, length)
      return nil if status == Native::ERR_INVALID_ARGUMENT && !@core.closed?

      check(status)
      space.read_bytes(length.read(:size_t)).force_encoding(Encoding.find("filesystem"))
    end
  end
end
