# frozen_string_literal: true

module Mixminus
  # What an engine makes: participants, prompts, taps and recordings. With a block, each method yields what it made,
  # frees it when the block ends, and returns the value of the block.
  module Making
    # Makes a participant. user: a number that comes back with each event. sample_rate_hz: the rate of its line: that of
    # the engine, which is the default, or one of which the engine has lines.
    def participant(account: nil, environment: nil, user: 0, sample_rate_hz: nil, &block)
      config = Settings.make(Native::ParticipantConfig, :participant_config_init,
                             user: user, sample_rate_hz: sample_rate_hz)
      name_field(config, :account, account)
      name_field(config, :environment, environment)
      handle = new_handle { |made| Native.participant_new(@pointer, config, made) }
      rate = config[:sample_rate_hz].zero? ? self.sample_rate_hz : config[:sample_rate_hz]
      freed_after(Participant.new(self, handle, owned: true, account: account, sample_rate_hz: rate), &block)
    end

    # A view of the participant of a handle, such as that of an event. It does not free it.
    def participant_of(handle)
      Participant.new(self, handle)
    end

    # Makes a prompt of samples: a String of 16-bit numbers, memory, or an Array of Integers.
    def prompt(samples, sample_rate_hz = self.sample_rate_hz, account: nil, &block)
      memory, count = Samples.of(samples)
      config = Settings.make(Native::PromptConfig, :prompt_config_init, sample_rate_hz: sample_rate_hz)
      name_field(config, :account, account)
      config[:samples] = memory.is_a?(String) ? Samples.aligned(memory) : memory
      config[:count] = count
      handle = new_handle { |made| @core.running { Native.prompt_new(@pointer, config, made) } }
      freed_after(Prompt.new(self, handle), &block)
    end

    # Makes a prompt of the bytes of a WAV file.
    def prompt_wav(wav, account: nil, &block)
      raise Error.argument("wav: #{wav.class}, must be a String") unless wav.is_a?(String)

      # Other threads run during the call: a copy, so that none of them changes the string.
      made_prompt(:prompt_new_wav, wav.dup, account, &block)
    end

    # Makes a prompt of a WAV file.
    def prompt_file(path, account: nil, &block)
      made_prompt(:prompt_new_file, path_bytes(path), account, &block)
    end

    # Listens to a room (point :mix), or to a participant (:before_mute, :after_mute or :output). buffer_ms: audio that
    # may wait to be read. Without a target this is Object#tap.
    def tap(target = nil, point: nil, buffer_ms: 1000, &block)
      return super(&block) if target.nil?

      arguments = [target.handle, point_number(target, point), Settings.whole(:buffer_ms, buffer_ms)]
      handle = new_handle { |made| Native.tap_new(@pointer, *arguments, made) }
      freed_after(Tap.new(self, handle), &block)
    end

    # Starts a recording of tracks: { room => "room.wav", caller => "caller.wav" }, or a list of
    # { target: caller, point: :output, path: "heard.wav" }. Settings are the fields of mixminus_record_config. With a
    # block, it stops when the block ends.
    def record(tracks, **settings, &block)
      tracks = tracks.map { |target, path| { target: target, path: path } } if tracks.is_a?(Hash)
      config = Settings.make(Native::RecordConfig, :record_config_init, settings)
      kept, list = track_list(tracks)
      size = Native::RecordTrack.size
      handle = new_handle do |made|
        @core.running { Native.recording_start(@pointer, config, list, size, kept.size, made) }
      end
      freed_after(Recording.new(self, handle), &block)
    end

    private

    # The handle that a call makes.
    def new_handle
      made = FFI::MemoryPointer.new(:uint64)
      check(yield(made))
      made.read_uint64
    end

    def freed_after(object)
      return object unless block_given?

      begin
        yield object
      ensure
        object.close
      end
    end

    # Sets a string and its length in a struct, which keeps the memory.
    def name_field(struct, field, value)
      text = Text.optional(field, value)
      struct[field] = Text.memory(text)
      struct[:"#{field}_len"] = text.to_s.bytesize
    end

    def made_prompt(function, bytes, account, &block)
      names = bytes("account", account)
      handle = new_handle do |made|
        @core.running { Native.public_send(function, @pointer, *names, bytes, bytes.bytesize, made) }
      end
      freed_after(Prompt.new(self, handle), &block)
    end

    def path_bytes(path)
      Text.optional("path", path.respond_to?(:to_path) ? path.to_path : path).to_s.dup
    end

    def point_number(target, point)
      point ||= target.is_a?(Room) ? :mix : :before_mute
      Native::TAP_POINT_NAMES.key(point.to_sym) or raise Error.argument("point: #{Text.json(point)}, no such point")
    end

    # The tracks as structs, which keep the paths, in one array.
    def track_list(tracks)
      list = FFI::MemoryPointer.new(Native::RecordTrack, [tracks.size, 1].max)
      kept = tracks.each_with_index.map do |track, index|
        target = track.fetch(:target)
        Native::RecordTrack.new(list + index * Native::RecordTrack.size).tap do |struct|
          struct[:target] = target.handle
          struct[:point] = point_number(target, track[:point])
          path = path_bytes(track.fetch(:path))
          struct[:path] = Text.memory(path)
          struct[:path_len] = path.bytesize
        end
      end
      [kept, list]
    end
  end
end
