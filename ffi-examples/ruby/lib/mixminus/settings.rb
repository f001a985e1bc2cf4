# frozen_string_literal: true

module Mixminus
  # Sets the fields of a struct by name, in snake_case or camelCase.
  module Settings
    HIDDEN = %i[struct_size reserved reserved_2].freeze
    ENUMS = { simd: Native::SIMD_NAMES.invert, clock: Native::CLOCK_NAMES.invert }.freeze
    SOUNDS = %i[alone_loop announcement].freeze
    LIMITS = {
      FFI::Type::UINT32 => 0..0xffff_ffff,
      FFI::Type::INT32 => -0x8000_0000..0x7fff_ffff,
      FFI::Type::UINT64 => 0..0xffff_ffff_ffff_ffff
    }.freeze

    # A new struct with its defaults, and then these values. nil leaves the default.
    def self.make(native, init, values)
      struct = native.new
      Error.check(Native.public_send(init, struct, struct.size))
      values.each { |key, value| set(struct, key, value) }
      struct
    end

    # The name of an option in snake_case, as a symbol: lines16000 is lines_16000.
    def self.snake(key)
      key.to_s.gsub(/(?<=[a-z0-9])[A-Z]|(?<=[a-z])[0-9]+/) { |part| "_#{part}" }.downcase.to_sym
    end

    # A number of 32 bits that is not negative, for a parameter of a call.
    def self.whole(key, value)
      number(key, value, key, LIMITS[FFI::Type::UINT32])
    end

    # A number of 64 bits, for a parameter of a call.
    def self.signed(key, value)
      number(key, value, key, -0x8000_0000_0000_0000..0x7fff_ffff_ffff_ffff)
    end

    def self.set(struct, key, value)
      name = snake(key)
      type = struct.class.members.include?(name) && !HIDDEN.include?(name) && struct.layout[name].type
      raise Error.argument("unknown option: #{key}") unless type && LIMITS.key?(type)
      return if value.nil?

      struct[name] =
        if SOUNDS.include?(name) then Prompt.sound(key, value)
        elsif [true, false].include?(value) then Flag.of(key, value)
        else number(key, value, name, LIMITS[type])
        end
    end
    private_class_method :set

    def self.number(key, value, name, limits)
      return ENUMS[name][value.to_sym] if ENUMS.dig(name, value.respond_to?(:to_sym) ? value.to_sym : nil)
      return value if value.is_a?(Integer) && limits.cover?(value)

      raise Error.argument("#{key}: #{Text.json(value)}, must be a whole number from #{limits.min} to #{limits.max}")
    end
    private_class_method :number
  end
end
