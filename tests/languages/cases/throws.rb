conference "1337", terminator: "*", onChoice: lambda { |_event|
  raise "broken handler"
}
