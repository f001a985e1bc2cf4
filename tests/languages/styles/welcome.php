<?php
say("Welcome to the show");

conference("1337", array(
    "terminator" => "*",
    "playTones" => true,
    "onChoice" => "choiceFCN",
));

say('Thank you, goodbye');

function choiceFCN($event) {
    say("Disconnecting");
}
?>
