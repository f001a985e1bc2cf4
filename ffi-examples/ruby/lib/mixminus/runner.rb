# frozen_string_literal: true

require_relative "script"

module Mixminus
  # Runs a script in which bare say and conference act on a simulated call.
  module Runner
    USAGE = "usage: run SCRIPT [--press KEY@SECONDS]... [--say WAV@SECONDS]... [--signal NAME@SECONDS]... " \
            "[--hangup @SECONDS] [--capacity N] [--voice tone|espeak]"
    OURS = "#{__dir__}/"
    private_constant :USAGE, :OURS

    # Runs the script that the arguments name. Returns the exit status: 0, 1 if the script failed, 2 for wrong usage.
    def self.main(arguments)
      script, *happenings = arguments
      return refuse(USAGE) if script.nil? || script.start_with?("--")
      return refuse("#{script}: no such file") unless File.file?(script)

      prepare
      begin
        Script.call = Call.new(happenings)
      rescue Error => error
        return refuse(error.message)
      end
      run(script)
    end

    def self.refuse(message)
      warn message
      2
    end

    # Ctrl-C must end a script also while it is inside the library; the transcript and the output of the script come in
    # their order.
    def self.prepare
      %w[INT TERM HUP].each { |signal| trap(signal, "SYSTEM_DEFAULT") }
      $stdout.sync = true
      Object.include(Script)
      Object.const_set(:MixminusError, Error) unless Object.const_defined?(:MixminusError)
    end

    def self.run(script)
      status = 1
      # The blocks that the script gives to at_exit run before, and may use the call.
      at_exit { Script.call.free(status != 0) }
      status = status_of(script)
    end

    # Loads the script like any file of Ruby: at the top level, with its own name and lines.
    def self.status_of(script)
      path = File.expand_path(script)
      # As long as __FILE__ is, so that scripts can compare them.
      $PROGRAM_NAME = path
      ARGV.clear
      give_data(path)
      load path
      0
    rescue Call::HangUp
      0
    rescue SystemExit => error
      error.status
    rescue Exception => error # rubocop:disable Lint/RescueException
      report(error)
      1
    end

    # DATA, which Ruby gives to the main script: what comes after __END__.
    def self.give_data(path)
      file = File.open(path, encoding: Encoding::UTF_8)
      until file.eof?
        return Object.const_set(:DATA, file) if file.gets.chomp == "__END__"
      end
      file.close
    end

    # Prints the stack trace without the lines of this package, which say nothing to the author of the script.
    def self.report(error)
      frames = (error.backtrace || []).reject { |frame| frame.start_with?(OURS) }
      error.set_backtrace(frames) unless frames.empty?
      $stderr.write(error.full_message(highlight: false, order: :top))
    end
    private_class_method :refuse, :prepare, :run, :status_of, :give_data, :report
  end
end
