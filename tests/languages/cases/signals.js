// One signal may interrupt; handlers are functions that are defined below.
say('Welcome.')
conference('sales', {
    allowSignals: 'agent',
    terminator: '#',
    mute: true,
    onSignal: agentCalls,
    onChoice: function () { say('Key.') }
})
say('Goodbye.')

function agentCalls(event) {
    say('An agent calls: ' + event.value)
}
