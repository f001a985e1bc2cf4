#!/usr/bin/env ruby
# encoding: utf-8
options = { "terminator" => "*", "playTones" => true, "onChoice" => proc { |event|
  say("Disconnecting")
} }

say("Welcome to the show");
event = conference("1337", options);
say "Thank you, goodbye" if event.name == "choice"
