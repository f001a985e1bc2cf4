# frozen_string_literal: true

# Prints what a call costs, in nanoseconds, with 160 samples (20 ms at 8 kHz): the best of several runs.
$LOAD_PATH.unshift File.expand_path("../lib", __dir__)
require "mixminus"

# The loop is written into the code of each bench, so that a block's call does not count.
def bench(name, code, scope)
  run = scope.eval("lambda do |count|\n i = 0\n while i < count\n #{code}\n i += 1\n end\nend")
  nanoseconds = Array.new(300) do
    began = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
    run.call(1_000)
    (Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond) - began) / 1_000
  end
  puts format("%-44s %6d ns", name, nanoseconds.min)
end

Mixminus::Engine.open(max_participants: 16) do |engine|
  caller = engine.participant
  caller.join("1337")
  engine_pointer = engine.core.pointer
  handle = caller.handle
  samples = ("\0\0" * 160).b
  memory = FFI::MemoryPointer.new(:int16, 160)
  taken = FFI::MemoryPointer.new(:size_t)
  native = Mixminus::Native
  scope = binding
  engine.tick

  bench("an empty loop", "nil", scope)
  bench("Native.participant_write, String", "native.participant_write(engine_pointer, handle, samples, 160, nil)", scope)
  bench("Native.participant_write, String, taken",
        "native.participant_write(engine_pointer, handle, samples, 160, taken)", scope)
  bench("Native.participant_write, MemoryPointer",
        "native.participant_write(engine_pointer, handle, memory, 160, nil)", scope)
  bench("Native.participant_read, nothing there",
        "native.participant_read(engine_pointer, handle, memory, 160, nil)", scope)
  write = "native.participant_write(engine_pointer, handle, samples, 160, nil)"
  read = "native.participant_read(engine_pointer, handle, memory, 160, nil)"
  tick = "native.engine_tick(engine_pointer, nil)"
  bench("Native.engine_tick, 1 participant", tick, scope)
  # With a tick, a write finds space and a read finds audio.
  bench("Native: write and tick", "#{write}; #{tick}", scope)
  bench("Native: tick and read", "#{tick}; #{read}", scope)
  bench("Native: write, tick and read", "#{write}; #{tick}; #{read}", scope)
  bench("Participant#write, String", "caller.write(samples)", scope)
  bench("Participant#read, nothing there", "caller.read(160)", scope)
  bench("Engine#tick, 1 participant", "engine.tick", scope)
  bench("tick and Participant#read, a new String", "engine.tick; caller.read(160)", scope)
  bench("tick and Participant#read, into a String", "engine.tick; caller.read(samples)", scope)
  bench("tick and Participant#read, into memory", "engine.tick; caller.read(memory)", scope)
  bench("write, tick and read, high level", "caller.write(samples); engine.tick; caller.read(160)", scope)
end
