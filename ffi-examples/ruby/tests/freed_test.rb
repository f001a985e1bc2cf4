# frozen_string_literal: true

require_relative "support"

# Calls every method of an object that takes no argument, and those that take one with something harmless.
USES = {
  Mixminus::Participant => ->(it) {
    [-> { it.write("ab") }, -> { it.read }, -> { it.read_ex }, -> { it.join("1") }, -> { it.leave }, -> { it.info },
     -> { it.stats }, -> { it.mute = true }, -> { it.conference("1") }, -> { it.say(:beep) }, -> { it.hold },
     -> { it.say(:beep, wait: true) }, -> { it.send_dtmf("1") }, -> { it.hang_up }, -> { it.move("2") },
     -> { it.write_encoded("ab", :ulaw) }, -> { it.read_encoded(1, :ulaw) }, -> { it.write_ex("ab") }, -> { it.room },
     -> { it.queued_signals }, -> { it.conference_end }, -> { it.flush }, -> { it.mark(1) }]
  },
  Mixminus::Prompt => ->(it) { [-> { it.info }] },
  Mixminus::Tap => ->(it) { [-> { it.info }, -> { it.read }] },
  Mixminus::Room => ->(it) {
    [-> { it.info }, -> { it.close }, -> { it.lock }, -> { it.participants }, -> { it.snapshot }, -> { it.say(:beep) },
     -> { it.merge("2") }]
  }
}.freeze

Tests.test("freed: a freed object raises, and freeing it twice is a no-op") do
  Mixminus::Engine.open do |engine|
    caller = engine.participant
    room = caller.join("1337")
    tap = engine.tap(room)
    prompt = engine.prompt([0] * 800)
    [tap, prompt, caller].each { |object| 2.times { object.free } }
    [tap, prompt, caller].each do |object|
      USES[object.class].call(object).each { |use| equal("STALE_HANDLE", raises(&use).name) }
    end
    equal(:no_session, caller.signal("agent"))
    equal("STALE_HANDLE", raises { engine.participant.say(prompt) }.name)
  end
end

Tests.test("freed: everything of a closed engine raises") do
  engine = Mixminus::Engine.open
  caller = engine.participant
  room = caller.join("1337")
  tap = engine.tap(room)
  prompt = engine.prompt([0] * 800)
  2.times { engine.close }
  holds(engine.closed?)
  [caller, room, tap, prompt].each do |object|
    USES[object.class].call(object).each do |use|
      equal([-4, "the engine has been closed"], raises(&use).then { |error| [error.status, error.message] })
    end
  end
  [-> { engine.tick }, -> { engine.events.to_a }, -> { engine.stats }, -> { engine.start }, -> { engine.stop },
   -> { engine.participant }, -> { engine.rooms }, -> { engine.event_fd }, -> { engine.tick_fd }, -> { engine.prompt([0]) },
   -> { engine.prompt_wav("RIFF") }, -> { engine.record({}) }, -> { caller.signal("x") }].each { |use| raises(&use) }
  equal([], engine.events(wait: true).to_a)
  equal(0, engine.wait_for_tick)
  [caller, tap, prompt].each(&:free)
end

Tests.test("freed: blocks close what they were given, also after an exception") do
  kept = nil
  raises(RuntimeError) do
    Mixminus::Engine.open do |engine|
      caller = engine.participant { |made| made }
      raises { caller.info }
      equal(1, engine.participant { |made| made.join("1") { |room| room.info.participants } })
      kept = engine
      raise "broken"
    end
  end
  holds(kept.closed?)
end

Tests.test("freed: a child keeps its engine alive") do
  caller = Mixminus::Engine.open.participant
  3.times { GC.start }
  equal(false, caller.info.mute)
end

Tests.test("freed: the collector frees participants, prompts and taps") do
  Mixminus::Engine.open(max_participants: 40, max_taps: 40) do |engine|
    400.times do
      caller = engine.participant
      room = caller.join("1337")
      engine.tap(room)
      engine.prompt([0] * 8)
      engine.tick
      GC.start if (engine.stats.active_participants % 8).zero?
    end
  end
end

Tests.test("freed: objects may be collected in any order, at any time") do
  program = <<~'RUBY'
    GC.stress = ARGV[0] == "stress"
    2.times do
      engines = Array.new(2) { Mixminus::Engine.open(max_participants: 16, max_rooms: 4) }
      things = engines.flat_map do |engine|
        caller = engine.participant
        room = caller.join("1337")
        [engine, caller, room, engine.tap(room), engine.prompt([1, 2, 3]), engine.events]
      end
      engines.first.tick
      engines.first.events.to_a
      engines.last.close if ARGV[1] == "close"
      things.shuffle!(random: Random.new(ARGV[2].to_i))
      until things.empty?
        things.pop
        engines.clear
        GC.start
      end
    end
    Mixminus::Engine.open.participant.join("left to the exit of the process")
  RUBY
  [["plain", "close"], ["plain", "open"], ["stress", "close"]].each do |kind, close|
    3.times do |seed|
      output, errors, status = ruby(program, kind, close, seed.to_s)
      equal(["", "", true], [output, errors, status.success?])
      break if kind == "stress"
    end
  end
end

Tests.test("freed: a fork of the process gets an error, and its exit harms nothing") do
  Mixminus::Engine.open do |engine|
    caller = engine.participant
    child = fork do
      exit!(raises { caller.join("1") }.name == "FORKED" && raises { engine.tick } ? 0 : 1)
    end
    Process.wait(child)
    holds($?.success?)
    caller.join("1")
  end
end

Tests.test("freed: ten thousand participants leave the memory as it was") do
  Mixminus::Engine.open(max_participants: 64) do |engine|
    churn = lambda do |count|
      count.times do
        engine.participant(account: "acme") do |caller|
          caller.join("1337", terminator: "*", allow_signals: %w[a b])
          caller.write("\0\0" * 160)
          engine.tick
          caller.read
        end
        engine.events.each { |_event| nil }
      end
      GC.start
    end
    churn.call(3000)
    before = rss_kb
    churn.call(10_000)
    holds(rss_kb - before < 4096, "#{rss_kb - before} KiB more")
  end
end
