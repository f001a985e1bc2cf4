# frozen_string_literal: true

require_relative "support"

Tests.test("engine: events are taken as an enumerator, and waited for") do
  Mixminus::Engine.open do |engine|
    caller = engine.participant(user: 2**64 - 1)
    room = caller.join("1337", mute: true)
    engine.tick
    joined = engine.events.to_a.last
    equal([:joined, caller.handle, room.handle, 2**64 - 1, 1],
          [joined.kind, joined.participant, joined.room, joined.user, joined.tick])
    holds(joined.muted? && !joined.deaf? && joined.frozen?)
    equal([], engine.events.to_a)
    equal([], engine.events(wait: 0.05).to_a)
    engine.start
    waiting = Thread.new { engine.events(wait: true).find { |event| event.kind == :left } }
    caller.inject_dtmf("5", duration_ms: 40)
    pressed = engine.participant_of(joined.participant)
    sleep 0.2
    pressed.leave
    equal(:removed, waiting.value.reason)
    holds(IO.for_fd(engine.event_fd, autoclose: false).fileno >= 0)
  end
end

Tests.test("engine: wakes after each tick") do
  Mixminus::Engine.open do |engine|
    equal(0, engine.wait_for_tick(0.01))
    engine.tick
    equal(1, engine.wait_for_tick(0.01))
    3.times { engine.tick }
    equal([3, 0], [engine.wait_for_tick, engine.wait_for_tick(0)])
    holds(engine.tick_fd > 2 && engine.tick_fd != engine.event_fd)
    engine.start
    equal(true, engine.wait_for_tick.positive?)
    engine.stop
    engine.wait_for_tick(0)
    waiting = Thread.new { engine.wait_for_tick }
    sleep 0.1
    engine.close
    equal(0, waiting.value)
  end
end

Tests.test("engine: more events than one batch, and DTMF") do
  Mixminus::Engine.open do |engine|
    callers = Array.new(90) { engine.participant }
    callers.each { |caller| caller.join("1337") }
    engine.tick
    seen = engine.events.map { |event| engine.events.to_a && event.kind }
    equal([:room_opened, :joined], seen.uniq)
    callers.first.telephone_event(event: 11, end: 1, duration: 800)
    callers.first.inject_dtmf_begin("A", level_db: -12.5)
    callers.first.inject_dtmf_end("A")
    callers.first.send_dtmf("12#", on_ms: 40, off_ms: 40)
    callers.first.detect_dtmf = false
    callers.first.play_tones = true
    callers.first.generate_dtmf = 0
    10.times { engine.tick }
    digits = engine.events.select { |event| event.kind == :dtmf_began }
    equal([%w[# A], :out_of_band], [digits.map(&:digit), digits.first.dtmf_source])
    equal("UNSUPPORTED", raises { callers.first.telephone_event(event: 16) }.name)
    raises { callers.first.telephone_event(code: 1) }
    raises { callers.first.inject_dtmf("12") }
    raises { callers.first.send_dtmf("x") }
    [-1, 1.5, 2**32, nil].each { |ms| raises { callers.first.inject_dtmf("1", duration_ms: ms) } }
    raises { engine.tap(callers.first, buffer_ms: -1) }
    raises { engine.tap(callers.first, point: :nowhere) }
  end
end

Tests.test("engine: rooms, templates and quotas") do
  Mixminus::Engine.open do |engine|
    callers = Array.new(3) { engine.participant(account: "acme", environment: "development") }
    engine.set_template(account: "acme", environment: "development", conference_id: "small", capacity: 1,
                        alone_loop: :beep)
    small = callers.first.join("small")
    equal("ROOM_FULL", raises { callers.last.join("small") }.name)
    equal(nil, engine.find_room("small"))
    equal(small, engine.find_room("small", account: "acme", environment: "development"))
    engine.remove_template(account: "acme", environment: "development", conference_id: "small")
    big = callers[1].join("big")
    callers[2].join("big", joinPrompt: "beep")
    equal([small, big].map(&:handle).sort, engine.rooms(account: "acme").map(&:handle).sort)
    equal([], engine.rooms)
    big.lock
    equal([true, "ROOM_LOCKED"], [big.info.locked, raises { callers.first.move("big") }.name])
    big.unlock
    equal(callers.values_at(1, 2), big.participants)
    engine.tick
    equal(2, big.snapshot.members.size)
    other = big.merge("other")
    engine.tick
    equal(callers.values_at(1, 2), other.participants)
    equal(other, callers.first.move("other"))
    engine.tick
    other.say(:beep)
    other.say_stop
    other.alone_loop = nil
    equal(2, engine.say_in([other], :beep, times: 0).then { |plays| engine.stop_play(plays.first) || 2 })
    other.close
    equal(nil, callers.first.room)
    engine.set_quota(account: "acme", participants: 3)
    raises { engine.participant(account: "acme") }
    engine.reset_quota(account: "acme")
    engine.participant(account: "acme").free
    raises { engine.set_quota(account: "acme", members: 3) }
    raises { engine.participant(account: "x" * 256) }
    raises { engine.participant(account: 1) }
  end
end

Tests.test("engine: settings of a participant") do
  Mixminus::Engine.open do |engine|
    engine.participant do |caller|
      equal("NOT_IN_ROOM", raises { caller.mute = true }.name)
      caller.join("1337")
      caller.mute = true
      caller.deaf = 1
      caller.gain_db = -6.5
      caller.hold(:beep)
      equal([true, true, -6500, true],
            caller.info.then { |info| [info.mute, info.deaf, info.gain_mdb, info.hold] })
      caller.unhold
      caller.mute = false
      raises { caller.mute = nil }
      raises { caller.gain_db = Float::NAN }
      caller.say_stop
      equal(0, caller.queued_signals)
      caller.leave
      equal(:removed, caller.info.last_end)
    end
  end
end

Tests.test("engine: prompts are played and waited for") do
  wav = File.join(Tests::REPOSITORY, "demo/ada.wav")
  exact_engine do |engine|
    prompt = engine.prompt_file(wav)
    equal(prompt.info, engine.prompt_wav(File.binread(wav)).info)
    equal("SYSTEM", raises { engine.prompt_file("/nowhere.wav") }.name)
    raises { engine.prompt_wav("not a WAV file") }
    raises { engine.prompt([]) }
    engine.participant do |caller|
      samples = noise(320)
      play = engine.prompt(samples) { |short| caller.say(short) }
      2.times { engine.tick }
      equal(samples, caller.read(320))
      engine.tick
      equal([play, :completed], engine.events.to_a.last.then { |event| [event.value, event.outcome] })
      equal("UNSUPPORTED", raises { caller.say_text("hello") }.name)
      engine.synthesizer = ->(text, voice) { [[text.size] * 160, 8000] if voice.nil? }
      caller.say_text("hello")
      engine.tick
      equal([5] * 160, caller.read.unpack("s*"))
      engine.synthesizer = ->(_text, _voice) { File.binread(wav) }
      caller.say_text("hello", gain_db: -3, times: 2)
      caller.say_stop
    end
  end
  Mixminus::Engine.open do |engine|
    engine.start
    engine.participant do |caller|
      equal(:completed, caller.say(engine.prompt([0] * 400), wait: true))
      caller.hang_up
      equal("HUNG_UP", raises { caller.say(:beep, wait: true) }.name)
    end
  end
end

Tests.test("engine: recordings") do
  Dir.mktmpdir do |directory|
    exact_engine do |engine|
      caller = engine.participant
      room = caller.join("1337")
      paths = %w[room caller heard].map { |name| File.join(directory, "#{name}.wav") }
      tracks = [{ target: room, path: paths[0] }, { target: caller, path: paths[1] },
                { target: caller, point: :output, path: paths[2] }]
      recording = engine.record(tracks, buffer_ms: 2000)
      5.times { |frame| caller.write(noise(160, frame)) && engine.tick }
      recording.pause
      engine.tick
      recording.resume
      final = recording.stop
      equal([:stopped, 800, 3, ""], [final.state, final.samples, final.tracks, final.message])
      equal([final, final], [recording.stop, recording.info])
      equal(paths.map { |path| [path] }, recording.files)
      equal(noise(160, 4), File.binread(paths[0])[-320..])
      equal("SYSTEM", raises { engine.record({ room => paths[0] }) }.name)
      raises { engine.record([]) }
      2.times { |round| engine.record({ room => "#{directory}/#{round}.wav" }) { |made| holds(made.info.tracks == 1) } }
    end
  end
end

Tests.test("engine: drivers") do
  Mixminus::Engine.open do |engine|
    report = engine.start(clock: :host, workers: 2, cpus: [0])
    equal(2, report.threads) if report.threads != 1
    equal("WRONG_MODE", raises { engine.start }.name)
    engine.tick
    engine.stop
    engine.start("workers" => 1)
    equal("WRONG_MODE", raises { engine.tick }.name)
    raises { engine.start(threads: 1) }
  end
end

Tests.test("engine: the layout of the structs is that of C") do
  generator = File.join(Tests::REPOSITORY, "ffi-examples/bindings/generate.py")
  expected, = Open3.capture2("python3", "-B", generator, "--layout")
  found, = Open3.capture2("ruby", File.join(__dir__, "layout.rb"))
  equal(JSON.parse(expected), JSON.parse(found))
end
