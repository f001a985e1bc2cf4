<?php

// PHP runs this file before a script: auto_prepend_file. It leaves no variable of its own.

declare(strict_types=1);

require dirname(__DIR__, 2) . '/autoload.php';
require __DIR__ . '/functions.php';

Mixminus\Runner\Runner::begin(array_slice($argv, 1));
