// A welcome, a conference, a goodbye: no semicolons, single quotes, a trailing comma.
say('Welcome to the show')

conference('1337', {
    terminator: '*',
    playTones: true,
    onChoice: function(event) {
        say('Disconnecting')
    },
})

say('Thank you, goodbye')
