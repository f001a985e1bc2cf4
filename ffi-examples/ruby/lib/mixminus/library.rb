# frozen_string_literal: true

module Mixminus
  # Where libmixminus.so is found.
  module Library
    # The library inside the installed package, then the one that a checkout has built.
    PLACES = [
      File.expand_path("../../native/libmixminus.so", __dir__),
      File.expand_path("../../../../target/release/libmixminus.so", __dir__)
    ].freeze

    # The absolute path of libmixminus.so. The environment variable MIXMINUS_LIBRARY has precedence.
    def self.path
      @path ||= find
    end

    # The path of libmixminus_call.so, the simulated call of scripts: it lies beside libmixminus.so.
    def self.call_path
      File.join(File.dirname(path), "libmixminus_call.so")
    end

    def self.find
      chosen = ENV["MIXMINUS_LIBRARY"].to_s
      return File.expand_path(chosen) unless chosen.empty?

      PLACES.find { |place| File.exist?(place) } or
        raise LoadError, "libmixminus.so not found: set MIXMINUS_LIBRARY to its path, or build it in #{PLACES.last}"
    end
    private_class_method :find
  end
end
