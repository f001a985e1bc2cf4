say("Welcome.");

conference("sales",
  allow_signals: "agent",
  terminator: "#",
  mute: true,
  on_signal: ->(event) { say("An agent calls: " + event.value) },
  on_choice: -> { say("Key.") }
);

say("Goodbye.");
