// What the build runs once, so that the classes that scripts need are in the archive of classes.
def choice(event) {
    say "Key ${event.choice.value}."
}

try {
    conference 'warm', terminater: '*'
} catch (MixminusException e) {
    log e.name
}
say('One.')
def end = conference('warm', [terminator: '*', allowSignals: ['a'], interdigitTimeout: 1.5, onChoice: { event ->
    choice(event)
}, onSignal: this.&choice])
if (end.reason == 'choice') {
    [1, 2].each { say it }
}
hangup()
