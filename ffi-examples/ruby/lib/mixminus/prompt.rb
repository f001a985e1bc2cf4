# frozen_string_literal: true

module Mixminus
  # Audio to play: made by Engine#prompt, Engine#prompt_wav or Engine#prompt_file.
  class Prompt < Resource
    # The length of a prompt: samples at the engine's rate, milliseconds, and flags (PROMPT_ constants).
    Info = Values.define(Native::PromptInfo, init: :prompt_info_init)

    def initialize(engine, handle)
      super
      released_by(:prompt_free)
    end

    # Its length.
    def info
      fill(Info, :prompt_get_info)
    end

    # Frees the prompt. What plays of it continues to its end.
    def free
      release
    end
    alias close free

    # The number of a sound: "none", "beep" (or the same as symbols) or a prompt.
    def self.sound(name, value)
      case value
      when nil, "none", :none then Native::SOUND_NONE
      when "beep", :beep then Native::SOUND_BEEP
      when Prompt then value.handle
      else raise Error.argument("#{name}: #{Text.json(value)}, must be \"none\", \"beep\" or a prompt")
      end
    end
  end
end
