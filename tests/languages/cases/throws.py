def broken(event):
    raise RuntimeError("broken handler")


conference("1337", terminator="*", onChoice=broken)
say("Goodbye.")
