<?php

// Prints the size of each struct and the offset of each field, as JSON, in the form of `generate.py --layout`.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

echo json_encode(Mixminus\Native\Library::layout(), JSON_PRETTY_PRINT), "\n";
