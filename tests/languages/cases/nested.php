<?php
conference("outer", [
    "terminator" => "*",
    "onChoice" => function () {
        conference("inner", [
            "terminator" => "#",
            "onChoice" => fn($event) => say("Inner " . $event->choice->value),
        ]);
        say("After.");
    },
]);
say("Goodbye.");
