# frozen_string_literal: true

require_relative "support"

module Tests
  # Runs scripts by the runner.
  module Scripts
    RUN = File.join(ROOT, "run")
    CASES_OF_ALL_LANGUAGES = File.join(REPOSITORY, "tests/languages/cases")

    # Returns the lines of the transcript without times and options, the errors, and the exit status.
    def script(path, *happenings)
      output, errors, status = Open3.capture3(RUN, path, *happenings, "--voice", "tone")
      lines = output.force_encoding(Encoding::UTF_8).lines(chomp: true)
      [lines.map { |line| line.sub(/^ *[0-9.]+  /, "") }, errors, status.exitstatus]
    end

    # What a script says, by its text.
    def said(text, *happenings)
      Dir.mktmpdir do |directory|
        path = File.join(directory, "script.rb")
        File.write(path, text)
        lines, errors, status = script(path, *happenings)
        [lines.grep(/^(say|log|onChoice|onSignal|conference refused|script)/), errors, status]
      end
    end

    def says(expected, text, *happenings)
      equal([expected, "", 0], said(text, *happenings))
    end
  end
  Checks.include(Scripts)
end

Tests.test("scripts: the common cases") do
  {
    ["terminator", "--press", "*@3"] => ["Welcome.", "Disconnecting.", "Goodbye."],
    ["terminator", "--signal", "b@3"] => ["Welcome.", "Signal.", "Goodbye."],
    ["terminator", "--hangup", "@3"] => ["Welcome."],
    ["signals", "--signal", "agent@0.1"] => ["Welcome.", "An agent calls: agent", "Goodbye."],
    ["signals", "--press", "#@3"] => ["Welcome.", "Key.", "Goodbye."],
    ["full", "--capacity", "2"] => ["The room is full.", "Goodbye."],
    ["two", "--press", "1@1", "--press", "2@3"] => ["Goodbye."],
    ["nested", "--press", "*@1", "--press", "#@3"] => ["Inner #", "After.", "Goodbye."]
  }.each do |(name, *happenings), texts|
    lines, errors, status = script(File.join(Tests::Scripts::CASES_OF_ALL_LANGUAGES, "#{name}.rb"), *happenings)
    equal([texts.map { |text| "say \"#{text}\"" }, "", 0], [lines.grep(/^say/), errors, status])
  end
  failing = { "wrong_option" => [1, "unknown option: terminater"], "throws" => [2, "broken handler"] }
  failing.each do |name, (line, message)|
    lines, errors, status = script(File.join(Tests::Scripts::CASES_OF_ALL_LANGUAGES, "#{name}.rb"), "--press", "*@1")
    holds(errors.match?(/#{name}\.rb:#{line}:.*#{message}/) && !errors.include?("lib/mixminus"), errors)
    equal([1, ["script failed", "call ended"]], [status, lines.last(2)])
  end
end

Tests.test("scripts: options and handlers of every style") do
  typical = ['onChoice: *', 'say "Disconnecting"', 'say "Goodbye"']
  <<~'RUBY'.split("---\n").each { |text| says(typical, text, "--press", "*@1") }
    conference("1337", {terminator: "*", playTones: true, onChoice: ->(event) { say("Disconnecting"); }});
    say("Goodbye");
    ---
    #!/usr/bin/env ruby
    # a comment
    conference '1337', { :terminator => '*', :onChoice => lambda { |event| say 'Disconnecting' } }
    say 'Goodbye'
    ---
    conference '1337', :terminator => '*', :onChoice => lambda { say 'Disconnecting' }
    say 'Goodbye'
    ---
    conference 1337, 'terminator' => '*', 'onChoice' => proc { |e| say 'Disconnecting' },
      'onSignal' => nil
    say :Goodbye
    ---
    def bye(event) say 'Disconnecting' end
    conference('1337', terminator: '*', on_choice: method(:bye),)
    say 'Goodbye'
    ---
    conference '1337', terminator: '*' do |event|
      say 'Disconnecting' if event.name == 'choice'
    end
    say 'Goodbye'
    ---
    class App
      def run
        conference('1337', terminator: '*', onChoice: ->(*) { say 'Disconnecting' })
        say 'Goodbye'
      end
    end
    App.new.run
    ---
    # frozen_string_literal: true
    options = { terminator: '*', onChoice: proc { say 'Disconnecting' } }
    conference '1337', options
    say 'Goodbye', voice: 'x'
    return
    say 'never'
    ---
    handler = lambda { |event| farewell(event) }
    def farewell(event) say event.value == '*' ? 'Disconnecting' : 'no' end
    conference '1337', { "terminator" => '*', onChoice: handler, }
    say 'Goodbye'
    ---
    ending = conference '1337', { 'terminator' => '*', onChoice: nil }
    log 'wrong' unless ending.name == ending.reason && ending.choice.value == ending.value
    Mixminus::Script.call.note('onChoice: *')
    say 'Disconnecting' if ending.choice == '*'
    say 'Goodbye', {}
  RUBY
end

Tests.test("scripts: texts, numbers, time and log") do
  expected = ['say "Grüße"', 'say "42"', 'say "1.5"', 'say "ok"', "log done 3", "onChoice: 5", 'say "key 5"']
  says(expected, <<~'RUBY', "--press", "5@9")
    answer
    say "Grüße"
    say 42
    say 1.5
    wait 1000
    wait(0.4)
    say DATA.read.chomp if __FILE__.end_with?($0.split("/").last)
    log "done #{[1, 2].sum}"
    conference("1", terminator: 5) { |event| say "key " + event.choice }
    __END__
    ok
  RUBY
  [["say nil", "say: null, must be a text"], ["say 'x', 3", "options: 3, must be a hash"],
   ["wait '1'", 'wait: "1", must be a number of milliseconds'], ["wait(-1)", "wait: -1, must be"],
   ["conference", ""], ["Thread.new { Thread.current.report_on_exception = false; say 'x' }.value", "only the thread"],
   ["def", "syntax error"], ["no_such_method", "undefined local variable"], ["exit 1", ""], ["say('a' * 70000)", ""],
   ["say \"\\xff\"", ""], ["raise Exception, 'odd'", "odd"], ["def f() f() end\nf", "stack level too deep"]
  ].each do |text, message|
    lines, errors, status = said(text)
    holds(errors.include?(message), "#{text}: #{errors}")
    equal(["script failed", 1], [lines.last, status])
  end
end

Tests.test("scripts: a refused option is in the transcript") do
  lines, errors, status = said("\n\nconference 1337, terminator: '**'")
  equal([['conference refused: terminator: "**", must be one of 0-9 * # A-D', "script failed"], 1], [lines, status])
  holds(errors.match?(/script\.rb:3:.*terminator: "\*\*", must be/), errors)
  says(['conference refused: unknown option: room', 'say "-1 INVALID_ARGUMENT unknown option: room"'], <<~'RUBY')
    begin
      conference "1", "room" => 1
    rescue MixminusError => error
      say "#{error.status} #{error.name} #{error.message}"
    end
  RUBY
end

Tests.test("scripts: a hang-up ends the script silently, whatever it rescues") do
  text = <<~'RUBY'
    begin
      conference "1337", onChoice: -> { say "no" }, onSignal: -> { say "no" }
      say "never"
    rescue StandardError => error
      log "rescued #{error.message}"
    ensure
      log "ensured"
      wait 20
    end
    log "never"
  RUBY
  says(["log ensured"], text, "--hangup", "@1")
  says(["say \"a\"", "script hangs up", "log ensured"],
       "begin; say 'a'; hangup(); say 'b'; ensure; log 'ensured'; end")
  says(["say \"a\""], "say 'a'\nexit\nsay 'b'")
end

Tests.test("scripts: what Ruby runs as it ends may use the call") do
  says(['say "First."', 'say "Last."'], "at_exit { say 'Last.' }; say 'First.'")
  says(["script hangs up"], "at_exit { say 'never' }; hangup")
  equal([['say "First."', "script failed"], "", 3], said("at_exit { say 'First.' }; exit 3"))
end

Tests.test("scripts: one that rescues the end of the call again and again is ended") do
  says(["script hangs up"], "loop { begin; hangup; rescue Exception; end }")
end

Tests.test("scripts: a fork does not end the call") do
  says(['say "Parent."'], "fork or exit; Process.wait; say 'Parent.'")
end

Tests.test("scripts: __FILE__ is $0, also by a relative path") do
  Dir.mktmpdir do |directory|
    File.write(File.join(directory, "main.rb"), "say 'Main.' if __FILE__ == $0")
    output, = Open3.capture3(Tests::Scripts::RUN, "main.rb", "--voice", "tone", chdir: directory)
    holds(output.include?('say "Main."'), output)
  end
end

Tests.test("scripts: wrong usage") do
  [[], ["/nowhere.rb"], ["--press"]].each do |arguments|
    _, errors, status = Open3.capture3(Tests::Scripts::RUN, *arguments)
    equal([2, false], [status.exitstatus, errors.empty?])
  end
  [["--press", "X@1"], ["--frob"], ["--capacity", "0"]].each do |arguments|
    lines, errors, status = script(File.join(Tests::Scripts::CASES_OF_ALL_LANGUAGES, "two.rb"), *arguments)
    equal([[], false, 2], [lines, errors.empty?, status])
  end
end

Tests.test("scripts: Ctrl-C ends a script at once") do
  Dir.mktmpdir do |directory|
    path = File.join(directory, "script.rb")
    ["loop { conference('1') }", "begin; sleep; rescue Exception; sleep; end", "loop { wait 20 }"].each do |text|
      File.write(path, "puts 'here'\n#{text}")
      Open3.popen3(Tests::Scripts::RUN, path) do |_input, output, _errors, process|
        output.each_line.find { |line| line == "here\n" }
        sleep 0.1
        Process.kill(:INT, process.pid)
        drained = Thread.new { output.read }
        status = Timeout.timeout(5) { process.value }
        drained.join
        holds(status.signaled? ? status.termsig == 2 : text.start_with?("loop { conf"), status.inspect)
      end
    end
  end
end
