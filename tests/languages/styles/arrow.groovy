def show = "show"
say "Welcome to the ${show}"
conference 1337, terminator: '*', playTones: true, onChoice: { say "Disconnecting" }
say "Thank you, goodbye"
