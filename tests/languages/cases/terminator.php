<?php
say("Welcome.");
conference("1337", [
    "allowSignals" => ["a", "b"],
    "interdigitTimeout" => 1,
    "mute" => false,
    "playTones" => true,
    "terminator" => "*",
    "onChoice" => function ($event) { say("Disconnecting."); },
    "onSignal" => function ($event) { say("Signal."); },
    "joinPrompt" => "beep",
    "leavePrompt" => "none",
]);
say("Goodbye.");
