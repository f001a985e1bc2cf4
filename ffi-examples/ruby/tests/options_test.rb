# frozen_string_literal: true

require_relative "support"

module Tests
  # The options that the library would get.
  module Converted
    def options(*given, **keywords, &block)
      Mixminus::Options.conference("1337", *given, keywords, block: block)
    end

    def native(*given, **keywords)
      options(*given, **keywords).native
    end

    def refused(message, *given, **keywords)
      error = raises { options(*given, **keywords) }
      equal([-1, "INVALID_ARGUMENT", message], [error.status, error.name, error.message])
    end

    def signals(value)
      native = native(allow_signals: value)
      return nil if native[:allow_signals].null?

      Array.new(native[:allow_signals_len]) do |index|
        text = Mixminus::Native::Text.new(native[:allow_signals] + index * Mixminus::Native::Text.size)
        text[:bytes].read_bytes(text[:length])
      end
    end
  end
  Checks.include(Converted)
end

Tests.test("options: symbols and strings, camelCase and snake_case, hash and keywords") do
  [{ playTones: true }, { play_tones: true }, { "playTones" => true }, { "play_tones" => 1 }].each do |given|
    equal(1, native(given)[:play_tones])
    equal(1, native(**given)[:play_tones])
  end
  equal(1, native({ mute: false }, mute: true)[:mute])
  equal(0, native(nil)[:mute])
  refused("unknown option: terminater", terminater: "*")
  refused("unknown option: PlayTones", "PlayTones" => true)
  refused("unknown option: deaf", deaf: true)
  refused("options: 7, must be a hash", 7)
  refused("options: [], must be a hash", [])
end

Tests.test("options: nil is the default") do
  names = Mixminus::Options::NAMES.values.uniq - Mixminus::Options::JOIN
  defaults = native.to_ptr.read_bytes(40)
  equal(defaults, native(names.to_h { |name| [name, nil] }).to_ptr.read_bytes(40))
end

Tests.test("options: allowSignals") do
  equal(nil, signals(nil))
  equal(["*"], signals("*"))
  equal(["agent"], signals("agent"))
  equal(["agent"], signals(:agent))
  equal(%w[a b], signals(%w[a b]))
  equal(["a", "*"], signals(["a", "*"]))
  equal([], signals(""))
  equal([], signals([]))
  equal(["é\0".b], signals("é\0").map(&:b))
  message = "must be a string or a list of strings"
  refused("allowSignals: 1, #{message}", allowSignals: 1)
  refused("allowSignals: [\"a\",1], #{message}", allow_signals: ["a", 1])
  refused("allowSignals: {\"a\":1}, #{message}", allowSignals: { a: 1 })
  refused("allowSignals: true, #{message}", allowSignals: true)
end

Tests.test("options: interdigitTimeout") do
  { 1 => 1000, 0 => 0, 3600 => 3_600_000, 0.5 => 500, 1.2345 => 1235, 3r / 2 => 1500 }.each do |given, expected|
    equal(expected, native(interdigit_timeout: given)[:interdigit_timeout_ms])
  end
  { -1 => "-1", 3601 => "3601", Float::NAN => "NaN", Float::INFINITY => "Infinity", -Float::INFINITY => "-Infinity",
    "1" => '"1"', true => "true", 1i => '"0+1i"', 10**30 => "1#{'0' * 30}" }.each do |given, written|
    refused("interdigitTimeout: #{written}, must be 0 to 3600 seconds", interdigitTimeout: given)
  end
end

Tests.test("options: mute and playTones") do
  { true => 1, false => 0, 1 => 1, 0 => 0 }.each { |given, expected| equal(expected, native(mute: given)[:mute]) }
  { "yes" => '"yes"', 2 => "2", "1" => '"1"', [] => "[]", 1.5 => "1.5", 1.0 => "1.0" }.each do |given, written|
    refused("mute: #{written}, must be true or false", mute: given)
    refused("playTones: #{written}, must be true or false", play_tones: given)
  end
end

Tests.test("options: terminator") do
  [*"0".."9", "*", "#", *"A".."D"].each { |key| equal(key.ord, native(terminator: key)[:terminator]) }
  equal("7".ord, native(terminator: 7)[:terminator])
  equal("#".ord, native(terminator: :"#")[:terminator])
  [nil, ""].each { |none| equal(0, native(terminator: none)[:terminator]) }
  { "**" => '"**"', "E" => '"E"', "a" => '"a"', 10 => "10", -1 => "-1", true => "true", 1.0 => "1.0", "1\n" => '"1\n"',
    ["*"] => '["*"]' }.each do |given, written|
    refused("terminator: #{written}, must be one of 0-9 * # A-D", terminator: given)
  end
end

Tests.test("options: prompts") do
  Mixminus::Engine.open do |engine|
    prompt = engine.prompt([0] * 80)
    { "none" => 0, "beep" => 1, :beep => 1, nil => 0, prompt => prompt.handle }.each do |given, expected|
      equal(expected, native(join_prompt: given)[:join_prompt])
      equal(expected, native("leavePrompt" => given)[:leave_prompt])
    end
    refused('joinPrompt: "ding", must be "none", "beep" or a prompt', joinPrompt: "ding")
    refused('leavePrompt: 1, must be "none", "beep" or a prompt', leavePrompt: 1)
  end
end

Tests.test("options: handlers of every form") do
  event = nil
  take = ->(given) { event = given }
  object = Class.new { define_method(:call) { |given| take.call(given) } }.new
  [take, proc { |given| take.call(given) }, take.method(:call), object, ->(given = nil) { take.call(given) },
   -> { take.call(:nothing) }, proc { take.call(:nothing) }, ->(*all) { take.call(all.first) }].each do |handler|
    event = nil
    ending = Mixminus::ConferenceEnd.native
    ending[:reason] = Mixminus::Native::END_TERMINATOR
    ending[:digit] = "5".ord
    Mixminus::ConferenceEnd.new(ending).dispatch(options(onChoice: handler))
    holds(!event.nil?)
    next if event == :nothing

    equal(["choice", "5", "5", "key 5", "5"],
          [event.name, event.value, event.choice.value, "key #{event.choice}", event.choice.to_s])
  end
  block = ->(given) { given }
  equal([block, block], options(&block).then { |found| [found.on_choice, found.on_signal] })
  refused("onChoice: not a function", onChoice: "disconnecting")
  refused("onSignal: not a function", on_signal: :disconnecting)
end

Tests.test("options: conference ids, and what only join takes") do
  Mixminus::Engine.open do |engine|
    engine.participant do |caller|
      { "a" => "a", 1337 => "1337", :b => "b", "é\0" => "é\0" }.each do |id, name|
        equal(name, caller.join(id, deaf: true, gainDb: -6, talk_events: 1, detectDtmf: false, generate_dtmf: 0,
                                    prefillMs: 20, cap_ms: 60, adaptive_max_ms: 40).info.conference_id)
        equal([true, -6000], caller.info.then { |info| [info.deaf, info.gain_mdb] })
        caller.leave
      end
      [nil, "", "x" * 256].each do |id|
        equal("INVALID_ARGUMENT", raises { caller.join(id) }.name)
        equal("INVALID_ARGUMENT", raises { caller.conference(id) }.name)
      end
      raises { caller.join(1.5) }
      equal("unknown option: onChoice", raises { caller.join("a", onChoice: -> {}) }.message)
      equal("deaf: 3, must be true or false", raises { caller.join("a", deaf: 3) }.message)
      raises { caller.join("a", gainDb: "loud") }
      raises { caller.join("a", gainDb: 25) }
    end
  end
end

Tests.test("options: settings of engines are refused by name") do
  equal("unknown option: sample_rate", raises { Mixminus::Engine.open(sample_rate: 8000) }.message)
  equal("unknown option: struct_size", raises { Mixminus::Engine.open(struct_size: 8) }.message)
  [-1, 1.5, "8000", 2**32].each { |rate| raises { Mixminus::Engine.open(sample_rate_hz: rate) } }
  raises { Mixminus::Engine.open(sample_rate_hz: 8001) }
  Mixminus::Engine.open({ "sampleRateHz" => 16_000 }, simd: :portable, frame_ms: 10) do |engine|
    equal([16_000, 160, :portable], [engine.sample_rate_hz, engine.frame_samples, engine.simd])
  end
  holds(Mixminus::Engine.memory_bytes(max_participants: 10) > 1_000_000)
end
