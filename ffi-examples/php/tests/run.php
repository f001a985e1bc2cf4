<?php

// Runs all tests: php tests/run.php [NAME]...

declare(strict_types=1);

require __DIR__ . '/harness.php';

$names = array_slice($argv, 1);
foreach ($names ?: ['header', 'objects', 'audio', 'encodings', 'rates', 'options', 'blocking', 'memory', 'runner', 'scripts', 'server', 'package'] as $name) {
    $before = $GLOBALS['passed'];
    require __DIR__ . "/$name.php";
    printf("%-10s %d passed\n", $name, $GLOBALS['passed'] - $before);
}
echo "{$GLOBALS['passed']} passed, {$GLOBALS['failed']} failed\n";
exit($GLOBALS['failed'] === 0 ? 0 : 1);
