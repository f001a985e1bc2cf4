# frozen_string_literal: true

# Runs the tests: ruby tests/run.rb [PART OF A NAME]
require_relative "support"

Dir[File.join(__dir__, "*_test.rb")].sort.each { |file| require file }
exit Tests.run(ARGV.first)
