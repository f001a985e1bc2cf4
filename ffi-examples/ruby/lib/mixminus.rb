# frozen_string_literal: true

# The conference mixer mixminus for Ruby.
#
#     Mixminus::Engine.open(sample_rate_hz: 8000) do |engine|
#       engine.start
#       caller = engine.participant(account: "acme")
#       caller.join("1337", mute: true)
#     end
require_relative "mixminus/native"
require_relative "mixminus/error"
require_relative "mixminus/text"
require_relative "mixminus/core"
require_relative "mixminus/values"
require_relative "mixminus/settings"
require_relative "mixminus/samples"
require_relative "mixminus/resource"
require_relative "mixminus/prompt"
require_relative "mixminus/options"
require_relative "mixminus/conference"
require_relative "mixminus/event"
require_relative "mixminus/tick_waiter"
require_relative "mixminus/room"
require_relative "mixminus/tap"
require_relative "mixminus/recording"
require_relative "mixminus/audio"
require_relative "mixminus/dtmf"
require_relative "mixminus/participant"
require_relative "mixminus/accounts"
require_relative "mixminus/making"
require_relative "mixminus/playing"
require_relative "mixminus/reporting"
require_relative "mixminus/engine"

# A conference mixer: everyone in a room hears the sum of all the others and never itself.
module Mixminus
  # The version of the library that runs, such as "0.1.0".
  def self.version
    Native.version
  end
end
