# A welcome, a conference, a goodbye.
say("Welcome to the show");

conference("1337", {
   "terminator":"*",
   "playTones":True,
   "onChoice": lambda event : say("Disconnecting"),
   })

say('Thank you, goodbye')
