# frozen_string_literal: true

module Mixminus
  # An engine: rooms, participants and one clock. It is closed by close, by the end of the block of Engine.open, or when
  # nobody refers to it or its objects any more.
  class Engine
    include Accounts
    include Making
    include Playing
    include Reporting

    # Its counters.
    Stats = Values.define(Native::EngineStats, flags: [:memory_locked], init: :engine_stats_init)
    # What the system granted when drivers were started.
    DriverReport = Values.define(Native::DriverReport, flags: %i[priorities_differ cpus_shared],
                                                       init: :driver_report_init)

    # The rate of participants and rooms that name none, Hz.
    attr_reader :sample_rate_hz

    # The samples in a frame at that rate.
    attr_reader :frame_samples

    # @private: what the objects of the engine share.
    attr_reader :core

    # A callable that turns (text, voice) into speech, for Participant#say_text: it returns [samples, rate in Hz], or
    # the bytes of a WAV file. It runs on the thread that says the text.
    attr_accessor :synthesizer

    # Makes an engine with these settings (the fields of mixminus_engine_config), yields it and closes it. Without a
    # block, returns it. lines_16000: 20, for example, adds 20 participants whose lines have 16 kHz.
    def self.open(settings = nil, **keywords)
      engine = new(settings, **keywords)
      return engine unless block_given?

      begin
        yield engine
      ensure
        engine.close
      end
    end

    # The most memory that an engine with these settings can take, bytes.
    def self.memory_bytes(settings = nil, **keywords)
      bytes = FFI::MemoryPointer.new(:uint64)
      Error.check(Native.engine_memory_bytes(configuration(settings, keywords), bytes))
      bytes.read_uint64
    end

    def self.configuration(settings, keywords)
      Settings.make(Native::EngineConfig, :engine_config_init, settings.to_h.merge(keywords))
    end
    private_class_method :configuration

    def initialize(settings = nil, **keywords)
      config = Engine.__send__(:configuration, settings, keywords)
      made = FFI::MemoryPointer.new(:pointer)
      Error.check(Native.engine_new(config, made))
      @core = Core.new(made.read_pointer, config[:frame_ms])
      @pointer = @core.pointer
      @sample_rate_hz = config[:sample_rate_hz]
      @frame_samples = @core.frame_samples(@sample_rate_hz)
      @tick = FFI::MemoryPointer.new(:uint64)
      @events = EventQueue.new(@core)
      @ticks = TickWaiter.new(@core)
      @recordings = {}
      ObjectSpace.define_finalizer(self, @core.finalizer)
    end

    # Frees the engine: its threads stop, every session ends, and calls that wait return. Closing twice is a no-op.
    def close
      @core.close
      ObjectSpace.undefine_finalizer(self)
      nil
    end

    def closed?
      @core.closed?
    end

    # Runs one tick of the host's clock, and returns its number.
    def tick
      @core.ticker = Thread.current
      status = Native.engine_tick(@pointer, @tick)
      @core.refuse_audio(status) unless status.zero?
      @tick.read_uint64
    end

    # Starts the engine's own threads: clock (:system or :host), workers, realtime_priority, cpus (a list of numbers).
    # Returns a DriverReport.
    def start(cpus: nil, **settings)
      config = Settings.make(Native::DriverConfig, :driver_config_init, settings)
      if cpus
        config[:cpus] = FFI::MemoryPointer.new(:uint32, [cpus.size, 1].max).write_array_of_uint32(cpus)
        config[:cpu_count] = cpus.size
      end
      report = DriverReport.native_struct
      check(@core.running { Native.engine_start(@pointer, config, report) })
      @core.ticker = nil
      DriverReport.from(report)
    end

    # Stops the engine's own threads. Rooms and participants stay.
    def stop
      check(@core.running { Native.engine_stop(@pointer) })
    end
  end
end
