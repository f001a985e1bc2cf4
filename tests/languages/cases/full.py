try:
    conference("1337", {})
except Exception as error:
    if error.name != "ROOM_FULL":
        raise
    say("The room is full.")
say("Goodbye.")
