<?php

// The generated files: structs as the C compiler lays them out, and the numbers of the header.

declare(strict_types=1);

use Mixminus\Constants;
use Mixminus\MixminusException;
use Mixminus\Native\Library;
use Mixminus\Status;

test('structs have the layout of the C compiler', function () {
    $generator = dirname(__DIR__, 2) . '/bindings/generate.py';
    [$json, $errors, $status] = command(['python3', $generator, '--layout']);
    same(0, $status, $errors);
    same(json_decode($json, true), Library::layout());
});

test('the size of each class is that of its struct', function () {
    foreach (glob(dirname(__DIR__) . '/src/*.php') as $file) {
        $class = 'Mixminus\\' . basename($file, '.php');
        if (class_exists($class) && defined("$class::SIZE")) {
            $struct = 'mixminus' . preg_replace_callback('/[A-Z]/', fn ($m) => '_' . strtolower($m[0]), basename($file, '.php'));
            same(Library::type($struct)->getSize(), constant("$class::SIZE"), $class);
        }
    }
});

test('statuses have the names of the header', function () {
    preg_match_all('/MIXMINUS_(?:ERR_)?(\w+) = (-?\d+),/', file_get_contents(dirname(__DIR__, 3) . '/include/mixminus.h'), $m);
    $known = array_column(Status::cases(), 'value');
    foreach (array_combine($m[2], $m[1]) as $number => $name) {
        if ((int) $number < 0) {
            same(true, in_array((int) $number, $known, true), $name);
            same($name, (new MixminusException((int) $number, ''))->name);
        }
    }
    same(4294967295, Constants::DEFAULT_MS);
    same('UNKNOWN', (new MixminusException(-999, ''))->name);
});
