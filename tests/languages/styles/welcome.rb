say 'Welcome to the show'

conference '1337', {
  :terminator => '*',
  :playTones  => true,
  :onChoice   => lambda { |event| say 'Disconnecting' }
}

say 'Thank you, goodbye'
