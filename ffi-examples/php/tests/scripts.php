<?php

// Scripts in the styles of strangers.

declare(strict_types=1);

/** Runs a script, and expects what it says and its status. Returns its standard error. */
function expects(string $said, int $status, string $text, string ...$arguments): string
{
    [$lines, $errors, $ended] = script($text, ...$arguments);
    same([$said, $status], [said($lines), $ended], $text . "\n" . implode("\n", $lines) . "\n$errors");
    same('call ended', end($lines) ?: '');

    return $errors;
}

test('forms of options and handlers', function () {
    $star = ['--press', '*@3'];
    $forms = [
        'array("terminator" => "*", "playTones" => true, "onChoice" => function($event) { say("ok"); })',
        '[\'terminator\' => \'*\', \'onChoice\' => function ($event) { say(\'ok\'); },]',
        'terminator: "*", onChoice: fn($event) => say("ok")',
        'onChoice: fn() => say("ok"), terminator: "*", mute: false,',
        '["terminator" => "*", "on_choice" => "handler"]',
        '["terminator" => "*", "onChoice" => "HANDLER"]',
        '["terminator" => "*", "onChoice" => handler(...)]',
        '["terminator" => "*", "onChoice" => [new Handlers(), "choice"]]',
        '["terminator" => "*", "onChoice" => ["Handlers", "fixed"]]',
        '["terminator" => "*", "onChoice" => "Handlers::fixed"]',
        '["terminator" => "*", "onChoice" => (new Handlers())->choice(...)]',
        '["terminator" => "*", "onChoice" => new Handlers()]',
        '["terminator" => "*", "onChoice" => static fn($e) => say("ok"), "onSignal" => null]',
        '(object) ["terminator" => "*", "onChoice" => "handler"]',
        '["terminator" => "*"], onChoice: "handler"',
        '$options',
        '...$options',
    ];
    foreach ($forms as $form) {
        $text = '<?php
            $options = ["terminator" => "*", "onChoice" => "handler"];
            conference("1337", ' . $form . ');
            say("bye");
            function handler($event) { say("ok"); }
            class Handlers {
                public function choice($event) { say("ok"); }
                public static function fixed() { say("ok"); }
                public function __invoke($event) { say("ok"); }
            }';
        same('', expects('ok bye', 0, $text, ...$star));
    }
});

test('the event of a handler', function () {
    $text = '<?php $end = conference(1337, ["terminator" => 5, "onChoice" => function ($event) {
        say($event->name . $event->value . $event->choice->value . $event->choice); say($event->choice); }]);
        say($end->reason . $end->name . $end->value . $end->choice);';
    expects('choice555 5 choicechoice55', 0, $text, '--press', '5@2');
    $text = '<?php $end = conference("1", onSignal: function ($event) { say($event->name . $event->value . ($event->choice ?? "none")); });
        say($end->reason . $end->value);';
    expects('signalagentnone signalagent', 0, $text, '--signal', 'agent@1');
});

test('files of every make', function () {
    expects('a', 0, "#!/usr/bin/env php\n<?php\ndeclare(strict_types=1);\nsay('a');\n");
    expects('a', 0, "#!/usr/bin/env php\n<?php\nnamespace App;\nfunction f() { say('a'); }\nf();\n?>\n");
    expects('a', 0, "<?php say('a') ?>");
    expects('a', 0, "<? say('a'); ?>\n");
    expects('a', 0, "<?php\r\n// Gr\u{fc}\u{df}e\r\nsay('a');\r\n");
    expects("Gr\u{fc}\u{df}e \u{1f600}", 0, "<?php say(\"Gr\u{fc}\u{df}e \\u{1F600}\");");
    expects('a b', 0, "<?php say('a'); ?>\nsome text\n<?php say('b');");
    expects('a', 0, "<?php # one comment\n/* another */ say('a'); // and one\n");
    expects('', 0, '<?php');
    expects('', 0, '');
    expects('1 1.5 7', 0, '<?php say(1); say(1.5); say("7");');
    expects('a b c', 0, '<?php say("a", ["voice" => "en"]); say("b", voice: "en"); say("c", null);');
    expects('a', 0, '<?php answer(); answer(30); say("a"); wait(20); wait(1.5);');
});

test('globals of a script are globals', function () {
    expects('7', 0, '<?php $number = 7; function tell() { global $number; say($number); }
        conference("1", terminator: "1", onChoice: "tell");', '--press', '1@1');
    expects('--press 5', 0, '<?php say($argv[3]); say($argc);', '--press', '1@1');
});

test('what a script prints goes to the standard error', function () {
    $errors = expects('a', 0, "before\n<?php echo 'printed'; print('too'); printf('%d', 5); say('a'); ?>after");
    same("before\nprintedtoo5after", $errors);
    same('left', expects('', 0, '<?php die("left");'));
    $errors = expects('a', 0, '<?php ob_start(); echo "x"; ob_end_flush(); @ob_end_clean(); echo "y"; flush(); say("a");');
    same('xy', $errors);
    same(true, str_contains(expects('a', 0, '<?php echo $undefined; say("a");'), 'Undefined variable $undefined'));
});

test('a call that is over ends a script without a word', function () {
    $hung = ['--hangup', '@2'];
    same('', expects('', 0, '<?php conference("1"); say("no");', ...$hung));
    same('', expects('', 0, '<?php conference("1"); wait(1); say("no");', ...$hung));
    same('', expects('', 0, '<?php wait(5000); say("no");', ...$hung));
    same('', expects('', 0, '<?php conference("1"); conference("2"); say("no");', ...$hung));
    same('', expects('', 0, '<?php try { conference("1"); say("no"); } catch (Exception $e) { say("never"); }', ...$hung));
    same('', expects('', 0, '<?php while (true) { try { conference("1"); } catch (Throwable $e) { } }', ...$hung));
    same('', expects('a', 0, '<?php say("a"); hangup(); say("no");'));
    same('', expects('', 0, '<?php conference("1", onChoice: fn() => hangup(), terminator: "*"); say("no");', '--press', '*@1'));
    same('', expects('', 0, '<?php set_exception_handler(function ($e) { say("oops"); }); conference("1"); say("no");', ...$hung));
    same('finally', expects('', 0, '<?php try { hangup(); } finally { echo "finally"; }'));
    same('', expects('a', 0, '<?php say("a"); exit; say("no");'));
    same('', expects('a', 3, '<?php say("a"); exit(3);'));
});

test('what PHP runs as it ends may use the call', function () {
    same('', expects('a b', 0, '<?php register_shutdown_function(fn() => say("b")); say("a");'));
    same('', expects('a', 0, '<?php register_shutdown_function("hangup"); register_shutdown_function(fn() => say("no")); say("a");'));
    same('', expects('a', 3, '<?php register_shutdown_function(fn() => hangup()); say("a"); exit(3);'));
    $late = '<?php class Late { function __destruct() { say("no"); } } $late = new Late; ';
    same('', expects('a', 0, $late . 'say("a");'));
    expects('', 1, $late . 'register_shutdown_function(fn() => say("no")); nothing();');
});

test('a fork does not end the call', function () {
    if (function_exists('pcntl_fork')) {
        expects('a', 0, '<?php if (pcntl_fork() === 0) { exit; } pcntl_wait($status); say("a");');
    }
});

test('a private method as a handler', function () {
    $text = '<?php class Caller {
        function run() { conference("1", ["terminator" => "*", "onChoice" => [$this, "choice"]]); }
        private function choice($event) { say("private $event->value"); } }
        (new Caller())->run();';
    same('', expects('private *', 0, $text, '--press', '*@1'));
});

test('a script that fails', function () {
    $failing = [
        '<?php say("a"); throw new Exception("x");' => 'Uncaught Exception: x',
        '<?php say("a"); nothing();' => 'Call to undefined function nothing()',
        '<?php say("a"); say();' => 'Too few arguments to function say()',
        '<?php say("a"); say(["x"]);' => 'say: ["x"], must be a text',
        '<?php say("a"); say("b", "c");' => 'options: "c", must be an array',
        '<?php say("a"); wait(-1);' => 'wait: -1, must be a number of milliseconds',
        '<?php say("a"); conference("1", ["onChoice" => "later"]); if (true) { function later() {} }' => 'onChoice: not a function',
        '<?php say("a"); conference("1", terminator: "**");' => 'terminator: "**", must be one of 0-9 * # A-D',
        '<?php say("a"); log("text");' => 'log(): Argument #1 ($num) must be of type float',
        '<?php say("a"); trigger_error("fatal", E_USER_ERROR);' => 'Fatal error: fatal',
    ];
    foreach ($failing as $text => $message) {
        $errors = expects('a', 1, $text);
        same(true, str_contains($errors, $message), $errors);
    }
    same(true, str_contains(expects('', 1, '<?php say("a"'), 'Parse error'));
    same(true, str_contains(expects('', 1, '<?php say("a"); function say() {}'), 'Cannot redeclare say()'));
    expects('a 0', 0, '<?php say("a"); say(log(1));');
});
