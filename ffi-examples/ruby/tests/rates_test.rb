# frozen_string_literal: true

require_relative "support"

module Tests
  # Calls of different rates in a room.
  module Rates
    TONE_HZ = 1000
    AMPLITUDE = 8000
    # Frames until the ramps of the joins and the delay of the filters have passed.
    SETTLED = 10

    def tone(rate, start, count)
      Array.new(count) { |n| (AMPLITUDE * Math.sin(2 * Math::PI * TONE_HZ * (start + n) / rate)).round }.pack("s*")
    end

    # The samples have the frequency of the tone, by their crossings of zero, and its level.
    def tone?(bytes, rate)
      samples = bytes.unpack("s*")
      seconds = samples.size.fdiv(rate)
      crossings = samples.each_cons(2).count { |one, other| one.negative? != other.negative? }
      holds((crossings - 2 * TONE_HZ * seconds).abs <= 2, "#{crossings} crossings in #{seconds} s")
      level = Math.sqrt(2.0 * samples.sum { |sample| sample * sample } / samples.size)
      holds((level - AMPLITUDE).abs < 0.02 * AMPLITUDE, "an amplitude of #{level}")
    end

    # A call of 16 kHz talks to one of 8 kHz, in a room of that rate.
    def heard_across_rates(engine, id, room_hz)
      wide, narrow = engine.participant(sample_rate_hz: 16_000), engine.participant
      equal([[16_000, 320], [8000, 160]], [wide, narrow].map { |call| [call.sample_rate_hz, call.frame_samples] })
      equal([16_000, 8000], [wide, narrow].map { |call| call.info.sample_rate_hz })
      room = wide.join(id, detectDtmf: false)
      narrow.join(id, detectDtmf: false)
      equal(room_hz, room.info.sample_rate_hz)
      taps = [engine.tap(room), engine.tap(wide), engine.tap(narrow, point: :output)]
      rates = [room_hz, 16_000, 8000]
      equal(rates.map { |rate| [rate, rate / 50, rate] },
            taps.map { |tap| [tap.sample_rate_hz, tap.frame_samples, tap.info.sample_rate_hz] })
      tone?(talk(engine, wide, narrow)[SETTLED * 320..], 8000)
      taps.zip(rates) do |tap, rate|
        frames = tap.read.map(&:samples)
        equal([2 * rate / 50] * 40, frames.map(&:bytesize))
        tone?(frames.drop(SETTLED).join, rate)
      end
    end

    # What the narrow call hears in 40 ticks.
    def talk(engine, wide, narrow)
      Array.new(40) do |tick|
        equal(320, wide.write(tone(16_000, 320 * tick, 320)))
        engine.tick
        equal("\0" * 640, wide.read)
        narrow.read.tap { |frame| equal(320, frame.bytesize) }
      end.join
    end
  end
  Checks.include(Rates)
end

Tests.test("rates: a call of 16 kHz and one of 8 kHz hear each other") do
  Mixminus::Engine.open(lines_16000: 2, prefill_ms: 0) { |engine| heard_across_rates(engine, "narrow", 8000) }
end

Tests.test("rates: a template gives a room its rate") do
  Mixminus::Engine.open("lines16000" => 2, prefill_ms: 0) do |engine|
    engine.set_template(conference_id: "wide", sample_rate_hz: 16_000)
    heard_across_rates(engine, "wide", 16_000)
  end
end

Tests.test("rates: a call changes its rates and stays in its room") do
  Mixminus::Engine.open(prefill_ms: 0) do |engine|
    caller, other = Array.new(2) { engine.participant }
    [caller, other].each { |call| call.join("re-INVITE", detect_dtmf: false) }
    caller.set_rates(write_hz: 16_000, read_hz: 16_000)
    info = caller.info
    equal([8000, 16_000, 16_000], [info.sample_rate_hz, info.write_rate_hz, info.read_rate_hz])
    last = nil
    5.times do
      equal(320, caller.write([1000] * 320))
      other.write([-500] * 160)
      engine.tick
      last = [other, caller].map { |call| call.read.unpack("s*").last }
    end
    equal([1000, -500], last)
    equal([160, 640, 640], [caller.frame_samples, caller.read.bytesize, caller.read_ex[0].bytesize])
    caller.set_rates(read_hz: 8000)
    equal([320, 16_000], [caller.read.bytesize, caller.info.write_rate_hz])
    message = raises { caller.set_rates(write_hz: 11_025) }.message
    holds(message.start_with?("write_rate_hz: 11025, must be 0 or 8000, 12000"), message)
  end
end

Tests.test("rates: frames are exact at rates that are no multiple of 1 kHz") do
  Mixminus::Engine.open(sample_rate_hz: 22_050, lines_44100: 1) do |engine|
    lines = [engine.participant, engine.participant(sample_rate_hz: 44_100)]
    equal([441, 441, 882], [engine, *lines].map(&:frame_samples))
    equal([882, 1764], lines.map { |line| line.read.bytesize })
  end
end

Tests.test("rates: a view of a participant asks for the rate of its line") do
  Mixminus::Engine.open(lines_16000: 1) do |engine|
    wide = engine.participant(sample_rate_hz: 16_000)
    view = engine.participant_of(wide.handle)
    equal([640, 16_000, 320], [view.read.bytesize, view.sample_rate_hz, view.frame_samples])
    wide.free
    equal("STALE_HANDLE", raises { engine.participant_of(wide.handle).read }.name)
  end
end

Tests.test("rates: a rate without lines is refused, with the rates that there are") do
  Mixminus::Engine.open(lines_16000: 2) do |engine|
    [
      raises { engine.participant(sample_rate_hz: 48_000) },
      raises { engine.set_template(sample_rate_hz: 48_000) }
    ].each do |error|
      equal("INVALID_ARGUMENT", error.name)
      holds(error.message.include?("48000, the rates of this engine are 8000, 16000"), error.message)
    end
  end
  equal("unknown option: lines16001", raises { Mixminus::Engine.open(lines16001: 1) }.message)
end
