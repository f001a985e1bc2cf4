begin
  conference "1337", {}
rescue Mixminus::Error => error
  raise unless error.name == "ROOM_FULL"

  say "The room is full."
end

say "Goodbye."
