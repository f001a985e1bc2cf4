# frozen_string_literal: true

module Mixminus
  # An object of an engine, named by a handle: what participants, rooms, prompts, taps and recordings have in common.
  class Resource
    # The engine that it belongs to. As long as the object lives, its engine does too.
    attr_reader :engine

    # The 64-bit handle, as events have it.
    attr_reader :handle

    def initialize(engine, handle)
      @engine = engine
      @core = engine.core
      @pointer = @core.pointer
      @handle = handle
    end

    def ==(other)
      other.is_a?(Resource) && other.handle == handle && other.engine.equal?(engine)
    end
    alias eql? ==

    def hash
      handle.hash
    end

    def inspect
      "#<#{self.class} #{handle}>"
    end

    private

    def check(status)
      @core.check(status)
    end

    # Calls a function that fills in a struct, and returns that as a value.
    def fill(values, function)
      native = values.native_struct
      check(Native.public_send(function, @pointer, @handle, native))
      values.from(native)
    end

    # Frees the object by this function of the library: when it is collected, or at once by release.
    def released_by(function)
      @release = Release.new(@core, @handle, function)
      ObjectSpace.define_finalizer(self, @release)
    end

    # Frees the object, once. An engine that was closed has freed it already.
    def release
      return unless @release

      @release.call
      ObjectSpace.undefine_finalizer(self)
      @release = nil
    end

    # Frees a handle. It does not refer to the object, so that the object can be collected.
    class Release
      def initialize(core, handle, function)
        @core = core
        @handle = handle
        @function = function
      end

      def call(_id = nil)
        Native.public_send(@function, @core.pointer, @handle) unless @core.closed?
      end
    end
    private_constant :Release
  end
end
