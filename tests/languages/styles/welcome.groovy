say("Welcome to the show")

conference("1337", [
    terminator: "*",
    playTones: true,
    onChoice: { event ->
        say("Disconnecting")
    },
])

say("Thank you, goodbye")
