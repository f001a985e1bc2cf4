#!/usr/bin/env python3
# -*- coding: utf-8 -*-
def leave(event):
    say("Disconnecting")

say ('Welcome to the show')
event = conference('1337', dict(terminator='*', playTones=True, onChoice=leave))
if event.name == "choice":
    say("Thank you, goodbye")
