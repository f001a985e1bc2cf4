say "Welcome."

conference "1337", {
  :allowSignals => ["a", "b"],
  :interdigitTimeout => 1,
  :mute => false,
  :playTones => true,
  :terminator => "*",
  :onChoice => lambda { |event| say "Disconnecting." },
  :onSignal => lambda { |event| say "Signal." },
  :joinPrompt => "beep",
  :leavePrompt => "none",
}

say "Goodbye."
