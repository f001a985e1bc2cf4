# Bridges two calls: each hears the other, sample for sample. ruby bridge.rb FIRST.wav SECOND.wav
require "mixminus"

FRAME_BYTES = 320 # 20 ms at 8000 Hz, 16 bits
SILENCE = ("\0" * FRAME_BYTES).b

# The frames of a WAV file of 8000 Hz and 16 bits, after one of silence: the first frame of a join begins with a ramp.
voices = ARGV.first(2).map do |path|
  [SILENCE] + File.binread(path)[44..].scan(/.{#{FRAME_BYTES}}/mn)
end
voices.each { |frames| frames.fill(SILENCE, frames.size...voices.map(&:size).max) }

Mixminus::Engine.open(sample_rate_hz: 8000, frame_ms: 20, prefill_ms: 0, dtmf_look_ahead_ms: 0) do |engine|
  calls = voices.map { engine.participant }
  calls.each { |call| call.join("bridge", detect_dtmf: false) }

  heard = voices.transpose.map do |frames|
    calls.zip(frames) { |call, frame| call.write(frame) }
    engine.tick
    calls.map(&:read)
  end

  heard.transpose.zip(voices.reverse).each_with_index do |(sound, said), number|
    abort "call #{number + 1} did not hear what the other said" unless sound == said
    puts "call #{number + 1} heard all #{said.size} frames of the other, sample for sample"
  end
end
