def inner(event)
  say "Inner #{event.choice.value}"
end

conference "outer", {
  "terminator" => "*",
  "onChoice" => proc do
    conference("inner", terminator: "#", onChoice: method(:inner))
    say "After."
  end
}

say "Goodbye."
