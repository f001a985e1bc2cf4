# frozen_string_literal: true

module Mixminus
  # Samples in Ruby: a binary String of 16-bit numbers in the machine's byte order (as Array#pack("s*") makes them), or
  # memory of the ffi gem. Both go to the library without a copy. An Array of Integers is accepted too, and packed.
  module Samples
    # Bytes of a sample by encoding.
    WIDTHS = { s16: 2, f32: 4, ulaw: 1, alaw: 1 }.freeze
    private_constant :WIDTHS

    # What the library can take: a String or memory, and the number of samples in it.
    def self.of(samples)
      case samples
      when Array then packed(samples)
      when String then [samples, samples.bytesize]
      when FFI::MemoryPointer then [samples, samples.size]
      else raise Error.argument("samples: #{samples.class}, must be a String, memory or an Array")
      end => [memory, bytes]
      raise Error.argument("samples: #{bytes} bytes, must be whole 16-bit samples") if bytes.odd?

      [memory, bytes / 2]
    end

    # The number of an encoding, and the bytes of one of its samples. name: a symbol or a string.
    def self.encoding(name)
      # Compared as strings, because not every string can become a symbol.
      known = WIDTHS.keys.find { |key| key == name || key.to_s == name }
      return [Native::ENCODING_NAMES.key(known), WIDTHS[known]] if known

      raise Error.argument("encoding: #{Text.json(name)}, must be one of #{WIDTHS.keys.join(", ")}")
    end

    # The number of samples in a String or in memory. An Array would not say what its numbers are.
    def self.encoded(samples, width)
      bytes =
        case samples
        when String then samples.bytesize
        when FFI::MemoryPointer then samples.size
        else raise Error.argument("samples: #{samples.class}, must be a String or memory")
        end
      return bytes / width if (bytes % width).zero?

      raise Error.argument("samples: #{bytes} bytes, must be whole samples of #{width} bytes")
    end

    # A copy of a string at an aligned address: a part of another string may begin at any.
    def self.aligned(string)
      FFI::MemoryPointer.new(:char, [string.bytesize, 1].max).put_bytes(0, string)
    end

    def self.packed(array)
      unless array.all? { |sample| sample.is_a?(Integer) && sample.between?(-32_768, 32_767) }
        raise Error.argument("samples: must be whole numbers from -32768 to 32767")
      end

      bytes = array.pack("s*")
      [bytes, bytes.bytesize]
    end
    private_class_method :packed
  end
end
