# Every option that a conference has.
say("Welcome.")
conference("1337", {
    "allowSignals": ["a", "b"],
    "interdigitTimeout": 1,
    "mute": False,
    "playTones": True,
    "terminator": "*",
    "onChoice": lambda event: say("Disconnecting."),
    "onSignal": lambda event: say("Signal."),
    "joinPrompt": "beep",
    "leavePrompt": "none",
})
say("Goodbye.")
