# frozen_string_literal: true

require_relative "support"

Tests.test("example: two calls hear each other sample for sample") do
  voices = %w[ada ben].map { |name| File.join(Tests::REPOSITORY, "demo/#{name}.wav") }
  bridge = File.join(Tests::ROOT, "examples/bridge.rb")
  output, errors, status = Open3.capture3("ruby", "-I", "#{Tests::ROOT}/lib", bridge, *voices)
  frames = voices.map { |voice| (File.size(voice) - 44) / 320 }.max + 1
  equal([1, 2].map { |call| "call #{call} heard all #{frames} frames of the other, sample for sample\n" }.join, output)
  equal(["", true], [errors, status.success?])
end
