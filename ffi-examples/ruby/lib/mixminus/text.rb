# frozen_string_literal: true

require "json"

module Mixminus
  # Strings as the library takes and gives them: bytes with a length.
  module Text
    # The bytes of a name or a text: UTF-8, unless the string is binary.
    def self.bytes(text)
      case text.encoding
      when Encoding::UTF_8, Encoding::BINARY, Encoding::US_ASCII then text
      else text.encode(Encoding::UTF_8)
      end
    end

    # The bytes of an argument that must be a string or a symbol; nil stays nil.
    def self.optional(name, value)
      case value
      when nil then nil
      when String, Symbol then bytes(value.to_s)
      else raise Error.argument("#{name}: #{json(value)}, must be a string")
      end
    end

    # A conference id: a string, a symbol or an integer. The engine refuses nil.
    def self.conference_id(value)
      case value
      when nil then nil
      when String, Symbol, Integer then bytes(value.to_s)
      else raise Error.argument("conferenceId: #{json(value)}, must be a string or an integer")
      end
    end

    # The first length bytes of memory as a string: UTF-8 if they are valid UTF-8, else binary.
    def self.from(memory, length)
      text = memory.to_ptr.read_bytes(length).force_encoding(Encoding::UTF_8)
      text.valid_encoding? ? text : text.b
    end

    # A value as JSON writes it, for messages.
    def self.json(value)
      case value
      when Float then value.finite? ? value.to_s : value.to_s.delete_suffix("inity").sub("Inf", "Infinity")
      when Symbol then JSON.generate(value.to_s.scrub)
      else JSON.generate(value)
      end
    rescue StandardError
      JSON.generate(value.inspect.scrub)
    end

    # memory with a string's bytes, for a struct that points to them; nil stays nil.
    def self.memory(bytes)
      bytes && FFI::MemoryPointer.new(:char, bytes.bytesize + 1).put_bytes(0, bytes)
    end
  end
end
