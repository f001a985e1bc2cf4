<?php

// For web servers. The server loads the library once, before it takes requests, and the scripts of requests use the
// classes of this package without the right to use FFI themselves. In php.ini, for a server that starts as a user:
//
//     ffi.enable=preload
//     opcache.preload=/path/of/this/preload.php
//
// For a server that starts as root, opcache.preload_user names the user, and PHP wants the declarations in a file of
// their own. `php preload.php --declarations > mixminus-ffi.h` writes it:
//
//     ffi.preload=/path/of/mixminus-ffi.h
//     opcache.preload_user=www-data

declare(strict_types=1);

use Mixminus\Native\Library;

require_once __DIR__ . '/src/Native/Library.php';

(static function (array $arguments): void {
    // FFI takes the library's path from the declarations, so these are written for the machine that they are used on.
    $declarations = '#define FFI_SCOPE "mixminus"' . "\n" . '#define FFI_LIB "' . Library::path() . "\"\n"
        . file_get_contents(__DIR__ . '/src/Native/mixminus.h');
    if (in_array('--declarations', $arguments, true)) {
        echo $declarations;

        return;
    }
    try {
        FFI::scope('mixminus');
    } catch (FFI\Exception) {
        $file = (string) tempnam(sys_get_temp_dir(), 'mixminus');
        file_put_contents($file, $declarations);
        try {
            FFI::load($file);
        } finally {
            unlink($file);
        }
    }
    // Traits come before the classes that use them.
    foreach (['Owned', 'Participant*', 'Engine*', '*', 'Native/*'] as $pattern) {
        foreach (glob(__DIR__ . "/src/$pattern.php") ?: [] as $path) {
            if (!in_array(basename($path, '.php'), ['Engine', 'Participant'], true) || $pattern === '*') {
                require_once $path;
            }
        }
    }
})($_SERVER['argv'] ?? []);
