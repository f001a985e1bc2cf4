<?php

// The runner: the common cases, wrong usage, and how scripts end.

declare(strict_types=1);

$cases = dirname(__DIR__, 3) . '/tests/languages/cases';

test('the common cases', function () use ($cases) {
    $expected = [
        ['terminator', ['--press', '5@3', '--press', '*@3.5', '--press', '*@6'], 'Welcome. Disconnecting. Goodbye.', 0],
        ['terminator', ['--signal', 'b@3'], 'Welcome. Signal. Goodbye.', 0],
        ['terminator', ['--hangup', '@3'], 'Welcome.', 0],
        ['signals', ['--signal', 'agent@3'], 'Welcome. An agent calls: agent Goodbye.', 0],
        ['signals', ['--signal', 'agent@0.1'], 'Welcome. An agent calls: agent Goodbye.', 0],
        ['signals', ['--press', '#@3'], 'Welcome. Key. Goodbye.', 0],
        ['signals', ['--signal', 'other@3', '--hangup', '@5'], 'Welcome.', 0],
        ['full', ['--capacity', '2'], 'The room is full. Goodbye.', 0],
        ['full', ['--hangup', '@2'], '', 0],
        ['wrong_option', [], '', 1],
        ['two', ['--press', '1@2', '--press', '2@4'], 'Goodbye.', 0],
        ['nested', ['--press', '*@2', '--press', '#@4'], 'Inner # After. Goodbye.', 0],
        ['nested', ['--press', '*@2', '--hangup', '@4'], '', 0],
        ['throws', ['--press', '*@2'], '', 1],
    ];
    foreach ($expected as [$case, $arguments, $said, $status]) {
        [$lines, $errors, $ended] = runs("$cases/$case.php", '--voice', 'tone', ...$arguments);
        $what = "$case " . implode(' ', $arguments) . ": $errors";
        same($said, said($lines), $what);
        same($status, $ended, $what);
        same($status === 0, $errors === '', $what);
        same('call ended', end($lines), $what);
        same($status === 1, in_array('script failed', $lines, true), $what);
    }
});

test('a script that fails shows its file and line', function () use ($cases) {
    [$lines, $errors] = runs("$cases/throws.php", '--press', '*@2');
    same(true, in_array('onChoice: *', $lines, true));
    same(1, preg_match("~Uncaught Exception: broken handler in $cases/throws.php:5\nStack trace:~", $errors), $errors);
    [$lines, $errors] = runs("$cases/wrong_option.php");
    same(true, in_array('conference refused: unknown option: terminater', $lines, true));
    same(1, preg_match("~unknown option: terminater in $cases/wrong_option.php:2\n~", $errors), $errors);
});

test('an engine that refuses is a refusal in the transcript once', function () {
    [$lines, , $status] = script('<?php conference("");');
    same(1, count(preg_grep('/^conference refused: /', $lines)), implode("\n", $lines));
    same(1, $status);
});

test('wrong usage', function () use ($cases) {
    foreach ([[], ['/no/such/script.php'], ["$cases/two.php", '--bogus', '1'], ["$cases/two.php", '--press']] as $words) {
        [$lines, $errors, $status] = runs(...$words);
        same([[], 2, true], [$lines, $status, $errors !== ''], implode(' ', $words));
    }
});

test('a script is ended by SIGINT at once', function () {
    $file = tempnam(sys_get_temp_dir(), 'mixminus-script');
    file_put_contents($file, '<?php while (true) { wait(1000); usleep(100000); }');
    $process = proc_open([dirname(__DIR__) . '/run', $file], [1 => ['file', '/dev/null', 'w']], $pipes);
    usleep(500_000);
    $before = microtime(true);
    proc_terminate($process, SIGINT);
    while (($state = proc_get_status($process))['running'] && microtime(true) - $before < 5) {
        usleep(10_000);
    }
    unlink($file);
    same([true, SIGINT], [$state['signaled'], $state['termsig']]);
    same(true, microtime(true) - $before < 1);
});
