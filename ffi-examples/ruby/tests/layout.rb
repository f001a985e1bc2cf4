# frozen_string_literal: true

# Prints the layout of each struct as Ruby has it, as JSON: the same as bindings/generate.py --layout.
require_relative "support"

layout = Mixminus::Native::STRUCTS.each_with_object({}) do |(name, struct), found|
  found[name] = struct.size
  struct.offsets.each { |field, offset| found["#{name}.#{field}"] = offset }
end
puts JSON.pretty_generate(layout)
