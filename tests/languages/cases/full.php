<?php
try {
    conference("1337", []);
} catch (MixminusException $error) {
    if ($error->name !== "ROOM_FULL") {
        throw $error;
    }
    say("The room is full.");
}
say("Goodbye.");
