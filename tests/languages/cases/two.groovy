conference('1', terminator: '1')
conference(2, terminator: 2)
say 'Goodbye.'
