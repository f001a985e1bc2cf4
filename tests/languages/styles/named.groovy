def options = ["terminator": '*', 'playTones': true, onChoice: this.&leave]
say 'Welcome to the show';
def result = conference('1337', options);
if (result.name == "choice") {
    say 'Thank you, goodbye'
}

def leave(event) {
    say 'Disconnecting'
}
