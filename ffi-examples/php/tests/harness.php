<?php

// What the tests share: test() runs one, and the functions below it judge.

declare(strict_types=1);

require_once __DIR__ . '/../autoload.php';

use Mixminus\MixminusException;

error_reporting(E_ALL);
set_error_handler(function (int $kind, string $text, string $file, int $line): bool {
    if ((error_reporting() & $kind) === 0) {
        return false;
    }
    throw new ErrorException($text, 0, $kind, $file, $line);
});

$GLOBALS['failed'] = 0;
$GLOBALS['passed'] = 0;

function test(string $name, callable $function): void
{
    try {
        $function();
        $GLOBALS['passed']++;
    } catch (Throwable $thrown) {
        $GLOBALS['failed']++;
        echo "FAILED $name: $thrown\n";
    }
}

function same(mixed $expected, mixed $actual, string $what = ''): void
{
    if ($expected !== $actual) {
        [$expected, $actual] = [var_export($expected, true), var_export($actual, true)];
        throw new Exception("$what: expected " . substr($expected, 0, 2000) . ', got ' . substr($actual, 0, 2000));
    }
}

/** Expects an exception of the library: its status by name, and its message if one is given. */
function refused(string $name, callable $function, ?string $message = null): void
{
    try {
        $function();
    } catch (MixminusException $error) {
        same($name, $error->name, $error->getMessage());
        $message === null ? null : same($message, $error->getMessage());

        return;
    }
    throw new Exception("no exception, expected $name " . ($message ?? ''));
}

/** Runs a command: its standard output, standard error and status. */
function command(array $words, array $environment = []): array
{
    $pipes = [];
    $files = [1 => tmpfile(), 2 => tmpfile()];
    $process = proc_open($words, [['file', '/dev/null', 'r'], ...$files], $pipes, null, $environment + getenv());
    $status = proc_close($process);
    $texts = [];
    foreach ($files as $file) {
        rewind($file);
        $texts[] = stream_get_contents($file);
    }

    return [...$texts, $status];
}

/** Runs a script of a given text: transcript without times, standard error, status. */
function script(string $text, string ...$arguments): array
{
    $file = tempnam(sys_get_temp_dir(), 'mixminus-script');
    file_put_contents($file, $text);
    $result = runs($file, '--voice', 'tone', ...$arguments);
    unlink($file);

    return $result;
}

/** Runs a script file. */
function runs(string ...$words): array
{
    [$transcript, $errors, $status] = command([dirname(__DIR__) . '/run', ...$words]);
    preg_match_all('/^ *[0-9.]+  (.*)$/m', $transcript, $lines);

    return [$lines[1], $errors, $status];
}

/** Only what is said, and how the script ended. */
function said(array $lines): string
{
    return implode(' ', array_map(fn ($line) => sscanf($line, 'say "%[^"]"')[0] ?? '', preg_grep('/^say /', $lines)));
}
