conference('1337', [terminator: '*', onChoice: { event -> throw new IllegalStateException('broken handler') }])
