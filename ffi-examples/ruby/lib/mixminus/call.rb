# frozen_string_literal: true

require "mixminus"

module Mixminus
  # The simulated call that a script acts on, from libmixminus_call.so. Only the thread that answered it may use it.
  class Call
    # The functions of mixminus_call.h. Those in which the time of the call passes release the interpreter lock.
    module Functions
      extend FFI::Library
      # libmixminus.so is loaded already; this library uses the same one.
      ffi_lib Library.call_path

      attach_function :answer, :mixminus_call_answer, [:pointer, :size_t, :pointer], :int32
      attach_function :error, :mixminus_call_error, [], :string
      attach_function :say, :mixminus_call_say, [:pointer, :pointer, :size_t, :pointer], :int32, blocking: true
      attach_function :conference, :mixminus_call_conference, [:pointer, :pointer, :pointer], :int32, blocking: true
      attach_function :wait, :mixminus_call_wait, [:pointer, :uint32], :int32, blocking: true
      attach_function :note, :mixminus_call_note, [:pointer, :pointer, :size_t], :void
      attach_function :hang_up, :mixminus_call_hang_up, [:pointer], :void
      attach_function :free, :mixminus_call_free, [:pointer, :int32], :void
    end
    private_constant :Functions

    # Ends a script whose call is over, like exit: no ordinary rescue catches it, and Ruby prints no trace of it.
    class HangUp < SystemExit; end

    OVER = [Native::ERR_HUNG_UP, Native::ERR_SESSION_EXPIRED].freeze
    # How often a script may ignore that the call is over, before it is ended for good.
    PATIENCE = 100
    private_constant :OVER, :PATIENCE

    # Answers a call in which happens what these arguments say. Raises an Error if they are wrong.
    def initialize(arguments)
      strings = arguments.map { |argument| FFI::MemoryPointer.from_string(argument) }
      list = FFI::MemoryPointer.new(:pointer, [strings.size, 1].max).write_array_of_pointer(strings)
      made = FFI::MemoryPointer.new(:pointer)
      status = Functions.answer(list, strings.size, made)
      raise Error.new(status, Functions.error) unless status.zero?

      @pointer = made.read_pointer
      @thread = Thread.current
      @process = Process.pid
      @ignored = 0
    end

    # Speaks a text, and returns when it was spoken.
    def say(text)
      text = spoken(text)
      ending = FFI::MemoryPointer.new(:uint32)
      check(Functions.say(pointer, text, text.bytesize, ending))
      nil
    end

    # Joins a room, and returns a ConferenceEnd when the conference is over, after the handler for its end. Options as
    # for Participant#conference.
    def conference(id, *options, block: nil)
      options = converted(id, options, block)
      ending = ConferenceEnd.native
      check(Functions.conference(pointer, options.native, ending))
      found = ConferenceEnd.new(ending)
      found.dispatch(options) { |event| note("on#{event.name.capitalize}: #{event.value}") }
      found
    end

    # Lets milliseconds pass.
    def wait(milliseconds)
      unless milliseconds.is_a?(Numeric) && milliseconds.real? && milliseconds.finite? &&
             milliseconds.between?(0, 0xffff_ffff)
        raise Error.argument("wait: #{Text.json(milliseconds)}, must be a number of milliseconds")
      end

      check(Functions.wait(pointer, milliseconds.round))
      nil
    end

    # Adds a line to the transcript.
    def note(text)
      text = Text.bytes(text.to_s)
      Functions.note(pointer, text, text.bytesize)
      nil
    end

    # Hangs up, and ends the script.
    def hang_up
      Functions.hang_up(pointer)
      over("the script has hung up")
    end

    # Ends the call, once. A fork of the process leaves it alone. failed: the script ended with an error.
    def free(failed)
      ended = @pointer
      @pointer = nil
      Functions.free(ended, failed ? 1 : 0) if ended && Process.pid == @process
    end

    private

    def pointer
      raise Error.new(Native::ERR_HUNG_UP, "the call has ended") unless @pointer
      return @pointer if Thread.current.equal?(@thread)

      raise Error.new(Native::ERR_WRONG_MODE, "only the thread of the call may use it")
    end

    def check(status)
      over(Native.status_str(status)) if OVER.include?(status)

      Error.check(status)
    end

    # Ends the script. One that rescues this again and again is ended for good.
    def over(message)
      @ignored += 1
      if @ignored > PATIENCE
        free(false)
        exit!(0)
      end
      raise HangUp, message
    end

    def spoken(text)
      case text
      when String, Symbol, Numeric, Choice then Text.bytes(text.to_s.dup)
      else raise Error.argument("say: #{Text.json(text)}, must be a text")
      end
    end

    def converted(id, options, block)
      Options.conference(id, *options, block: block)
    rescue Error => error
      note("conference refused: #{error.message}")
      raise
    end
  end
end
