var options = { terminator : "*", playTones : true, onChoice : leave, mute : false };

say("Welcome to the show");
var result = conference("1337", options);
if (result.name == "choice") {
    say("Thank you, goodbye");
}

function leave(event)
{
    say("Disconnecting");
}
