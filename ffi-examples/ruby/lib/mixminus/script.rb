# frozen_string_literal: true

require_relative "call"

module Mixminus
  # What a script can call without a receiver, everywhere in it: these are private methods of every object, as the
  # methods are that a script defines at its top level.
  module Script
    class << self
      # The call that the script acts on.
      attr_accessor :call
    end

    private

    # Speaks a text to the caller. Options, such as a voice, are accepted and ignored.
    def say(text, options = nil, **_voice)
      unless options.nil? || options.respond_to?(:to_hash)
        raise Error.argument("options: #{Text.json(options)}, must be a hash")
      end

      Script.call.say(text)
    end

    # Puts the caller into a conference, and returns when that is over.
    def conference(id = nil, options = nil, **keywords, &block)
      Script.call.conference(id, options, keywords, block: block)
    end

    # Lets milliseconds pass.
    def wait(milliseconds)
      Script.call.wait(milliseconds)
    end

    # Adds a line to the transcript.
    def log(text)
      Script.call.note("log #{text}")
    end

    # The call is answered already.
    def answer(*, **); end

    # Hangs up, and ends the script.
    def hangup
      Script.call.hang_up
    end
  end
end
