# frozen_string_literal: true

require_relative "support"

Tests.test("threads: a conference waits, and others run meanwhile") do
  Mixminus::Engine.open do |engine|
    engine.start
    engine.participant do |caller|
      steps = 0
      counter = Thread.new { loop { steps += 1 } }
      heard = nil
      call = Thread.new do
        caller.conference("1337", terminator: "*", on_signal: ->(event) { heard = [Thread.current, event.value] })
      end
      eventually { caller.room }
      before = steps
      eventually { steps > before + 1000 }
      counter.kill
      equal("BUSY", raises { caller.conference("other") }.name)
      equal(:interrupted, caller.signal("agent"))
      ending = call.value
      equal(%w[signal signal agent], [ending.reason, ending.name, ending.value])
      equal([nil, [call, "agent"]], [ending.choice, heard])
      equal("signal", caller.conference_end.reason)
    end
  end
end

Tests.test("threads: every end of a conference") do
  Mixminus::Engine.open do |engine|
    engine.start
    ends = {
      "hangup" => ->(caller) { caller.hang_up },
      "room closed" => ->(caller) { caller.room.close },
      "removed" => ->(caller) { caller.remove("by the host") },
      "choice" => ->(caller) { caller.inject_dtmf("*") },
      "signal" => ->(caller) { caller.signal("é") }
    }
    values = { "removed" => "by the host", "choice" => "*", "signal" => "é" }
    ends.each do |reason, finish|
      engine.participant do |caller|
        called = []
        call = Thread.new { caller.conference("1337", terminator: "*") { |event| called << event.name } }
        eventually { engine.events.any? { |event| event.kind == :joined } }
        finish.call(caller)
        ending = call.value
        equal([reason, values.fetch(reason, "")], [ending.reason, ending.value])
        equal(values.key?(reason) && reason != "removed" ? [reason] : [], called)
        equal(reason == "choice" ? "*" : nil, ending.choice&.value)
      end
    end
  end
end

Tests.test("threads: what a handler raises reaches the caller, and a handler may hold a conference") do
  Mixminus::Engine.open do |engine|
    engine.participant do |caller|
      equal(:queued, caller.signal("one"))
      broken = -> { raise ArgumentError, "broken handler" }
      equal("broken handler", raises(ArgumentError) { caller.conference("1", on_signal: broken) }.message)
    end
    engine.participant do |caller|
      caller.signal("inner")
      caller.signal("outer")
      inner = nil
      nested = ->(_event) { inner = caller.conference("3", allow_signals: "inner").value }
      equal("outer", caller.conference("2", allow_signals: "outer", on_signal: nested).value)
      equal("inner", inner)
    end
  end
end

Tests.test("threads: an interrupted conference leaves, with and without a clock") do
  [true, false].each do |clock|
    Mixminus::Engine.open do |engine|
      engine.start if clock
      engine.participant do |caller|
        2.times do
          raises(Timeout::Error) { Timeout.timeout(0.1) { caller.conference("1337") } }
          equal(nil, caller.room)
        end
        killed = Thread.new { caller.conference("1337") }
        eventually { caller.room }
        killed.kill.join
        equal(nil, caller.room)
        raises(Timeout::Error) { Timeout.timeout(0.1) { caller.say(engine.prompt([0] * 80_000), wait: true) } } if clock
      end
    end
  end
end

Tests.test("threads: closing the engine ends what waits") do
  10.times do |round|
    engine = Mixminus::Engine.open
    engine.start if round.even?
    callers = Array.new(4) { engine.participant }
    prompt = engine.prompt([0] * 80_000)
    # In half of the rounds the calls are only beginning when the engine is closed.
    conferences = callers.first(2).map { |caller| Thread.new { caller.conference("1337").reason } }
    says = callers.last(2).map { |caller| Thread.new { caller.say(prompt, wait: true) } }
    events = Thread.new { engine.events(wait: true).each { |_event| nil } }
    (conferences + says).each { |thread| thread.report_on_exception = false }
    if round < 5
      eventually { callers.first(2).all?(&:room) }
      sleep 0.3
    end
    engine.close
    ends = (conferences + says).map do |thread|
      thread.value
    rescue Mixminus::Error => error
      error.message
    end
    equal(["engine stopped"] * 2 + [:engine_stopped] * 2, ends) if round < 5
    holds((ends - ["engine stopped", :engine_stopped, "the engine has been closed"]).empty?, ends.inspect)
    events.join
  end
end

Tests.test("threads: the thread that ticks cannot wait for itself") do
  Mixminus::Engine.open do |engine|
    engine.tick
    engine.participant { |caller| equal("WRONG_MODE", raises { caller.conference("1337") }.name) }
  end
end

Tests.test("threads: the process can end while calls wait") do
  output, errors, status = Timeout.timeout(10) { ruby(<<~'RUBY') }
    engine = Mixminus::Engine.open
    callers = Array.new(3) { engine.participant }
    callers.each { |caller| Thread.new { caller.conference("1337") } }
    sleep 0.2
    puts callers.first.room.info.participants
  RUBY
  equal(["3\n", "", true], [output, errors, status.success?])
end

Tests.test("threads: Ctrl-C reaches a thread that is in a conference") do
  program = <<~'RUBY'
    engine = Mixminus::Engine.open
    engine.start
    begin
      Thread.new { sleep 0.2; Process.kill(:INT, Process.pid) }
      engine.participant { |caller| caller.conference("1337") }
    rescue Interrupt
      puts "interrupted"
    end
  RUBY
  output, errors, status = Timeout.timeout(10) { ruby(program) }
  equal(["interrupted\n", "", true], [output, errors, status.success?])
end

Tests.test("threads: many threads use one engine") do
  Mixminus::Engine.open do |engine|
    engine.start
    threads = Array.new(8) do |number|
      Thread.new do
        25.times do
          engine.participant do |caller|
            room = caller.join(number % 3)
            caller.write("\0\0" * 160)
            caller.read
            room.info
            caller.leave
          end
        end
      end
    end
    threads.each(&:join)
    engine.stop
    engine.tick
    eventually { engine.tick && engine.stats.active_participants.zero? }
  end
end
