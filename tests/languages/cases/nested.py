def inner(event):
    say("Inner " + event.choice.value)


def outer(event):
    conference("inner", terminator="#", onChoice=inner)
    say("After.")


conference("outer", terminator="*", onChoice=outer)
say("Goodbye.")
