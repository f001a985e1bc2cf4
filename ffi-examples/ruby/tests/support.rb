# frozen_string_literal: true

# What the tests share: a few lines of test framework, so that they need no gem but ffi.
$LOAD_PATH.unshift File.expand_path("../lib", __dir__)
require "mixminus"
require "json"
require "open3"
require "tmpdir"
require "timeout"

module Tests
  ROOT = File.expand_path("..", __dir__)
  REPOSITORY = File.expand_path("../..", ROOT)
  CASES = {} # rubocop:disable Style/MutableConstant

  class Failure < StandardError; end

  # Defines a test.
  def self.test(name, &block)
    CASES[name] = block
  end

  # Runs the tests whose names contain the pattern; returns whether all passed.
  def self.run(pattern)
    chosen = CASES.select { |name, _| name.include?(pattern.to_s) }
    failed = chosen.reject { |name, block| passed?(name, block) }
    puts "#{chosen.size} tests, #{failed.size} failed"
    failed.empty?
  end

  def self.passed?(name, block)
    Timeout.timeout(120) { Object.new.extend(Checks).instance_exec(&block) }
    puts "ok      #{name}"
    true
  rescue StandardError => error
    puts "FAILED  #{name}: #{error.class}: #{error.message}"
    puts error.backtrace.grep(/tests/).first(5)
    false
  end

  # What a test can call.
  module Checks
    def equal(expected, found)
      raise Failure, "expected #{expected.inspect}, found #{found.inspect}" unless expected == found
    end

    def holds(condition, what = "it does not hold")
      raise Failure, what unless condition
    end

    # Returns the error of this kind that the block raises.
    def raises(kind = Mixminus::Error)
      yield
    rescue kind => error
      error
    else
      raise Failure, "no #{kind} was raised"
    end

    # An engine in which samples pass exactly and at once.
    def exact_engine(**settings, &block)
      Mixminus::Engine.open(prefill_ms: 0, dtmf_look_ahead_ms: 0, **settings, &block)
    end

    def noise(count, seed = 1)
      random = Random.new(seed)
      Array.new(count) { random.rand(-8000..8000) }.pack("s*")
    end

    # Runs a Ruby program in a process of its own. Returns its output, errors and status.
    def ruby(program, *arguments)
      Open3.capture3("ruby", "-W1", "-I", "#{ROOT}/lib", "-r", "mixminus", "-e", program, *arguments)
    end

    # Waits until the block is true.
    def eventually(seconds = 5)
      deadline = Time.now + seconds
      until yield
        raise Failure, "it did not happen within #{seconds} s" if Time.now > deadline

        sleep 0.005
      end
    end

    def rss_kb
      File.read("/proc/self/status")[/VmRSS:\s+(\d+)/, 1].to_i
    end
  end
end
