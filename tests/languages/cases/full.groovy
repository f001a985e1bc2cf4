try {
    conference '1337', [:]
} catch (MixminusException e) {
    if (e.name != 'ROOM_FULL') {
        throw e
    }
    say 'The room is full.'
}
say 'Goodbye.'
