# frozen_string_literal: true

require_relative "native"

module Mixminus
  # What a call that fails raises.
  class Error < StandardError
    # The number of the status, such as -11.
    attr_reader :status

    def initialize(status, message)
      @status = status
      super(message)
    end

    # The name of the status, such as "ROOM_FULL".
    def name
      Native::STATUS_NAMES.fetch(status, :unknown).to_s.upcase
    end

    # Raises the error of a control call, with the message that the library has for this thread.
    def self.check(status)
      raise_control(status) unless status.zero?
    end

    # The error of an argument that is refused before the library is called.
    def self.argument(message)
      new(Native::ERR_INVALID_ARGUMENT, message)
    end

    # The error of a call on an object that its engine has taken with it.
    def self.closed
      new(Native::ERR_STALE_HANDLE, "the engine has been closed")
    end

    def self.raise_control(status, message = Native.last_error)
      message = message.dup.force_encoding(Encoding::UTF_8)
      raise new(status, message.empty? ? Native.status_str(status) : message)
    end
    private_class_method :raise_control

    # Raises the error of an audio call: for these the library stores no message.
    def self.raise_audio(status)
      raise new(status, Native.status_str(status))
    end
  end
end
