def leave(event)
  say "Disconnecting"
end

say "Welcome to the #{'show'}"
conference "1337", terminator: "*", play_tones: true, on_choice: ->(event) { leave(event) }
say "Thank you, goodbye"
