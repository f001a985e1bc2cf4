conference('outer', [terminator: '*', onChoice: {
    conference('inner', [terminator: '#', onChoice: { event ->
        say "Inner ${event.choice.value}"
    }])
    say 'After.'
}])
say 'Goodbye.'
