# frozen_string_literal: true

module Mixminus
  # The options of a conference, from a hash to the struct of the library. Names are symbols or strings, in camelCase or
  # snake_case. nil means the default.
  class Options
    CONFERENCE = %w[allowSignals interdigitTimeout mute playTones terminator joinPrompt leavePrompt].freeze
    HANDLERS = %w[onChoice onSignal].freeze
    MILLISECONDS = %w[prefillMs capMs adaptiveMinMs adaptiveMaxMs].freeze
    JOIN = (%w[deaf gainDb talkEvents detectDtmf generateDtmf] + MILLISECONDS).freeze
    # The name in camelCase by every name that is accepted.
    NAMES = (CONFERENCE + HANDLERS + JOIN).flat_map { |name| [[name, name], [Settings.snake(name).to_s, name]] }.to_h

    # The struct for the library. It is valid as long as this object.
    attr_reader :native

    # What is called when the terminator, or a signal, ends the conference; nil for nothing.
    attr_reader :on_choice, :on_signal

    # id: the conference id. options: hashes, of which later ones have precedence. block: the handler of both ends,
    # for those that have none of their own.
    def self.conference(id, *options, block: nil)
      new(id, options, CONFERENCE + HANDLERS, block)
    end

    # The options of Participant#join.
    def self.join(id, *options)
      new(id, options, CONFERENCE + JOIN, nil)
    end

    def initialize(id, options, known, block)
      @kept = []
      @native = Native::JoinOptions.new
      Error.check(Native.join_options_init(@native, @native.size))
      options.compact.each { |values| read(values, known) }
      @on_choice ||= block
      @on_signal ||= block
      id = Text.conference_id(id)
      @native[:conference_id] = keep(Text.memory(id))
      @native[:conference_id_len] = id.to_s.bytesize
    end

    private

    def keep(memory)
      @kept << memory
      memory
    end

    def read(values, known)
      raise Error.argument("options: #{Text.json(values)}, must be a hash") unless values.respond_to?(:to_hash)

      values.to_hash.each do |key, value|
        name = NAMES[key.to_s]
        raise Error.argument("unknown option: #{key}") unless known.include?(name)

        set(name, value) unless value.nil?
      end
    end

    def set(name, value)
      case name
      when "allowSignals" then allow_signals(value)
      when "interdigitTimeout" then @native[:interdigit_timeout_ms] = milliseconds(value)
      when "terminator" then @native[:terminator] = terminator(value)
      when "onChoice" then @on_choice = handler(name, value)
      when "onSignal" then @on_signal = handler(name, value)
      when "joinPrompt", "leavePrompt" then @native[Settings.snake(name)] = Prompt.sound(name, value)
      when "gainDb" then @native[:gain_mdb] = Decibels.thousandths(name, value)
      when *MILLISECONDS then @native[Settings.snake(name)] = whole_ms(name, value)
      else @native[Settings.snake(name)] = Flag.of(name, value)
      end
    end

    def allow_signals(value)
      names = value.respond_to?(:to_ary) ? value.to_ary : [value]
      unless names.all? { |name| name.is_a?(String) || name.is_a?(Symbol) }
        raise Error.argument("allowSignals: #{Text.json(value)}, must be a string or a list of strings")
      end

      names = names.map { |name| Text.bytes(name.to_s) }.reject(&:empty?)
      # A list of none is not NULL, which would allow any.
      list = keep(FFI::MemoryPointer.new(Native::Text, [names.size, 1].max))
      names.each_with_index do |name, index|
        text = Native::Text.new(list + index * Native::Text.size)
        text[:bytes] = keep(Text.memory(name))
        text[:length] = name.bytesize
      end
      @native[:allow_signals] = list
      @native[:allow_signals_len] = names.size
    end

    def milliseconds(value)
      real = value.is_a?(Numeric) && value.real? && value.finite?
      unless real && value.between?(0, 3600)
        raise Error.argument("interdigitTimeout: #{Text.json(value)}, must be 0 to 3600 seconds")
      end

      (value * 1000).round
    end

    def terminator(value)
      key = value.is_a?(Float) ? "" : value.to_s
      return 0 if [String, Symbol].include?(value.class) && key.empty?
      return key.ord if [String, Symbol, Integer].include?(value.class) && key.match?(/\A[0-9*#A-D]\z/)

      raise Error.argument("terminator: #{Text.json(value)}, must be one of 0-9 * # A-D")
    end

    def handler(name, value)
      raise Error.argument("#{name}: not a function") unless value.respond_to?(:call)

      value
    end

    def whole_ms(name, value)
      return value if value.is_a?(Integer) && value.between?(0, 1000)

      raise Error.argument("#{name}: #{Text.json(value)}, must be 0 to 1000 milliseconds")
    end
  end

  # A setting that is on or off.
  module Flag
    # 1 or 0.
    def self.of(name, value)
      return 1 if value == true || value.eql?(1)
      return 0 if value == false || value.eql?(0)

      raise Error.argument("#{name}: #{Text.json(value)}, must be true or false")
    end
  end

  # Levels and gains: Ruby has decibels, the library thousandths of them.
  module Decibels
    def self.thousandths(name, value)
      real = value.is_a?(Numeric) && value.real? && value.finite?
      return (value * 1000).round if real && value.abs <= 1000

      raise Error.argument("#{name}: #{Text.json(value)}, must be a number of decibels")
    end
  end
end
