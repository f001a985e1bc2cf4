import sys

class Show:
    name = "show"

    def leave(self):
        say("Disconnecting")

show = Show()
say(f"Welcome to the {show.name}")
conference(1337, terminator="*", play_tones=True, on_choice=show.leave)
say("Thank you, goodbye")
