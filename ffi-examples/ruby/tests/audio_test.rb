# frozen_string_literal: true

require_relative "support"

Tests.test("audio: two participants hear each other sample for sample") do
  exact_engine do |engine|
    callers = [engine.participant, engine.participant]
    callers.each { |caller| caller.join("1337") }
    engine.tick
    callers.each(&:read)
    10.times do |frame|
      said = [noise(160, frame), noise(160, frame + 100)]
      callers.zip(said) { |caller, samples| equal(160, caller.write(samples)) }
      engine.tick
      # The first frame of a join begins with a ramp.
      next callers.each(&:read) if frame.zero?

      equal(said.reverse, callers.map(&:read))
      equal([160, 160], callers.map(&:real))
    end
  end
end

Tests.test("audio: strings, memory and arrays are written alike, and read into what is given") do
  exact_engine do |engine|
    speaker, listener = engine.participant, engine.participant
    [speaker, listener].each { |caller| caller.join("1337") }
    engine.tick
    listener.read
    samples = noise(160)
    memory = FFI::MemoryPointer.new(:char, 320).put_bytes(0, samples)
    heard = FFI::MemoryPointer.new(:char, 320)
    # A part of a string that lies at an odd address.
    odd = ("x" + samples).byteslice(1..)
    [samples, samples, memory, samples.unpack("s*"), odd, samples.dup.freeze].each_with_index do |given, round|
      equal(160, speaker.write(given))
      engine.tick
      equal(heard, listener.read(heard))
      equal(samples, heard.read_bytes(320)) if round.positive?
    end
    text = ("\0" * 320).b
    copy = text.dup
    speaker.write(samples)
    engine.tick
    equal(true, listener.read(text).equal?(text))
    equal(samples, text)
    equal("\0" * 320, copy)
    raises(FrozenError) { listener.read(("\0" * 320).freeze) }
  end
end

Tests.test("audio: what is not audio is refused") do
  exact_engine do |engine|
    caller = engine.participant
    ["abc", nil, 1.5, [1, "2"], [40_000], FFI::Pointer.new(4096)].each do |samples|
      equal("INVALID_ARGUMENT", raises { caller.write(samples) }.name)
    end
    [-1, 2**40, 1.5].each { |count| raises { caller.read(count) } }
    raises { caller.read_ex("x") }
    raises { caller.read([0, 0]) }
    raises { caller.read("abc") }
    equal(0, caller.write(""))
    equal("", caller.read(0))
    equal("\0" * 320, caller.read)
  end
end

Tests.test("audio: write_ex and read_ex") do
  exact_engine do |engine|
    speaker, listener = engine.participant, engine.participant
    [speaker, listener].each { |caller| caller.join("1337") }
    2.times do |frame|
      speaker.write_ex(noise(160), timestamp: frame * 160)
      engine.tick
    end
    samples, info = listener.read_ex
    equal(320, samples.bytesize)
    equal([160, 1, 0], [info.real, info.tick, info.offset])
    samples, info = listener.read_ex(160)
    equal([noise(160), 2], [samples, info.tick])
    _, info = listener.read_ex(160)
    holds(info.flags.anybits?(Mixminus::Native::READ_UNDERRUN))
    speaker.write_ex(noise(80), lost: 80)
    speaker.write_ex([1, 2])
  end
end

Tests.test("audio: packets that come in another order are heard in order") do
  exact_engine do |engine|
    speaker, listener = engine.participant, engine.participant
    [speaker, listener].each { |caller| caller.join("1337") }
    speaker.write(noise(160))
    engine.tick
    listener.read
    packets = [1, 2, 3].map { |seed| noise(160, seed) }
    speaker.write_ex(packets[0], timestamp: 0, starts_talkspurt: true)
    speaker.write_ex(packets[2], timestamp: 320)
    speaker.write_ex(packets[1], timestamp: 160)
    heard = Array.new(3) do
      engine.tick
      listener.read
    end
    equal(packets, heard)
    equal([160, 0], [speaker.stats.reordered, speaker.stats.concealed])
    equal("INVALID_ARGUMENT", raises { speaker.write_ex("", starts_talkspurt: 2) }.name)
  end
end

Tests.test("audio: a flush silences what waits, and marks tell what was heard") do
  exact_engine do |engine|
    agent, caller = engine.participant, engine.participant
    [agent, caller].each { |each| each.join("1337") }
    agent.write(noise(160))
    agent.mark(7)
    agent.write(noise(480))
    agent.mark(-2**63)
    engine.tick
    caller.read
    agent.flush
    engine.tick
    heard = caller.read
    holds(heard.byteslice(0, 80).bytes.any?(&:positive?))
    equal("\0" * 240, heard.byteslice(80..))
    engine.tick
    equal("\0" * 320, caller.read)
    marks = engine.events.select { |event| %i[mark_heard mark_flushed].include?(event.kind) }
    equal([[:mark_heard, 7], [:mark_flushed, -2**63]], marks.map { |event| [event.kind, event.value] })
    [nil, 1.5, "1", 2**63].each { |wrong| equal("INVALID_ARGUMENT", raises { agent.mark(wrong) }.name) }
    agent.leave
    equal("NOT_IN_ROOM", raises { agent.mark(1) }.name)
    agent.flush
  end
end

Tests.test("audio: a tap has what a room hears") do
  exact_engine do |engine|
    speaker, listener = engine.participant, engine.participant
    room = [speaker, listener].map { |caller| caller.join("1337") }.last
    engine.tap(room) do |tap|
      equal([], tap.read)
      3.times do |frame|
        speaker.write(noise(160, frame))
        engine.tick
      end
      frames = tap.read
      equal([1, 2, 3], frames.map(&:tick))
      equal(noise(160, 2), frames.last.samples)
      equal([:mix, 3], [tap.info.point, tap.info.frames])
      [speaker, listener].each(&:free)
      engine.tick
      eventually { engine.tick && tap.read.nil? }
    end
    equal(engine, engine.tap { |itself| holds(itself.equal?(engine)) })
  end
end
