<?php
say("Welcome.");
conference("sales", array(
    "allowSignals" => "agent",
    "terminator" => "#",
    "mute" => true,
    "onSignal" => "agentCalls",
    "onChoice" => "keyPressed",
));
say("Goodbye.");

function agentCalls($event)
{
    say("An agent calls: " . $event->value);
}

function keyPressed()
{
    say("Key.");
}
?>
