conference('1337', [terminater: '*'])
