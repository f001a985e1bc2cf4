def agent(event) {
    say "An agent calls: ${event.value}"
}

say("Welcome.")
conference("sales", [
    allowSignals: "agent",
    terminator: "#",
    mute: true,
    onSignal: this.&agent,
    onChoice: { -> say("Key.") },
])
say("Goodbye.")
