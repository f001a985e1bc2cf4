# frozen_string_literal: true

module Mixminus
  # Samples in Ruby: a binary String of 16-bit numbers in the machine's byte order (as Array#pack("s*") makes them), or
  # memory of the ffi gem. Both go to the library without a copy. An Array of Integers is accepted too, and packed.
  module Samples
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

    # A copy of a string at an even address: a part of another string may begin at an odd one.
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
