say('Welcome.')


def interrupted(event):
    say("An agent calls: " + event.value)


conference("sales", allow_signals="agent", terminator="#", mute=True, on_signal=interrupted, on_choice=lambda: say("Key."))
say('Goodbye.')
