// The room is full.
try {
    conference("1337", {});
} catch (error) {
    if (error.name !== "ROOM_FULL") {
        throw error;
    }
    say("The room is full.");
}
say("Goodbye.");
