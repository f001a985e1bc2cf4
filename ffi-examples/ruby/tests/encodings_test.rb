# frozen_string_literal: true

require_relative "support"

module Tests
  # What some codes of each law are in 16 bits.
  LAWS = {
    ulaw: { 0xff => 0, 0x80 => 32_124, 0x00 => -32_124, 0xf0 => 120 },
    alaw: { 0xd5 => 8, 0xaa => 32_256, 0x2a => -32_256, 0x55 => -8 }
  }.freeze

  # Two calls in a room.
  module Pair
    # Calls the block with the engine and two calls that are past the ramp of their join.
    def pair
      exact_engine do |engine|
        talker, listener = engine.participant, engine.participant
        [talker, listener].each { |call| call.join("1", detectDtmf: false, playTones: true) }
        talker.write("\0" * 320)
        engine.tick
        listener.read
        yield engine, talker, listener
      end
    end
  end
  Checks.include(Pair)
end

Tests.test("encodings: known codes of both laws are decoded and encoded") do
  Tests::LAWS.each do |law, known|
    pair do |engine, talker, listener|
      codes = known.keys.pack("C*") * 40
      samples = known.values.pack("s*") * 40
      equal(160, talker.write_encoded(codes, law))
      engine.tick
      equal(samples, listener.read)
      talker.write(samples)
      engine.tick
      read, info = listener.read_encoded(160, law.to_s)
      equal([codes, 160, Encoding::BINARY], [read, info.real, read.encoding])
    end
  end
end

Tests.test("encodings: A-law of the smallest amplitude alone is silence") do
  pair do |engine, talker, listener|
    talker.write_encoded("\xd5\x55".b * 80, :alaw)
    engine.tick
    equal("\0" * 320, listener.read)
    equal("\xff".b * 160, listener.read_encoded(160, :ulaw).first)
    equal("\xd5".b * 160, listener.read_encoded(160, :alaw).first)
  end
end

Tests.test("encodings: floats are rounded and limited, and no number is silence") do
  pair do |engine, talker, listener|
    floats = ([0.5, -0.25, 2.0, Float::NAN] * 40).pack("f*")
    heard = [0.5, -0.25, 32_767 / 32_768.0, 0.0] * 40
    memory = FFI::MemoryPointer.new(:float, 160).put_bytes(0, floats)
    # Parts of a string that lie at odd addresses.
    odd = (1..3).map { |skipped| ("x" * skipped + floats).byteslice(skipped..) }
    [floats, floats.dup.freeze, memory, *odd].each do |given|
      equal(160, talker.write_encoded(given, :f32))
      engine.tick
      equal(heard, listener.read_encoded(160, :f32).first.unpack("f*"))
    end
  end
end

Tests.test("encodings: it may change from call to call, and 16 bits are one") do
  pair do |engine, talker, listener|
    talker.write_encoded(noise(160), :s16, timestamp: 1000)
    engine.tick
    equal(noise(160), listener.read_encoded(160, :s16).first)
    talker.write_encoded("\x80".b * 160, :ulaw, timestamp: 1160)
    engine.tick
    equal("\x80".b * 160, listener.read_encoded(160, :ulaw).first)
    equal(320, talker.stats.written - 160)
  end
end

Tests.test("encodings: what is no encoding, or no audio in it, is refused") do
  pair do |_, talker, listener|
    refused = ->(&call) { equal("INVALID_ARGUMENT", raises(&call).name) }
    [nil, "", "g722", "\xff", :S16, :UTF_8, 2, 4, 1.5, Encoding::BINARY].each do |encoding|
      refused.call { talker.write_encoded("\0" * 160, encoding) }
      refused.call { listener.read_encoded(160, encoding) }
    end
    { s16: ["abc"], f32: ["ab", "abcdef"], ulaw: [], alaw: [] }.each do |encoding, sizes|
      [*sizes, nil, 1.5, [1, 2], FFI::Pointer.new(4096)].each do |samples|
        refused.call { talker.write_encoded(samples, encoding) }
      end
      [-1, 2**40, 1.5, nil, "abcd"].each { |count| refused.call { listener.read_encoded(count, encoding) } }
      refused.call { talker.write_encoded("", encoding, lost: -1) }
      equal([0, ""], [talker.write_encoded("", encoding), listener.read_encoded(0, encoding).first])
    end
  end
end
