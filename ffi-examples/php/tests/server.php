<?php

// A web server that has preloaded the library: requests use the classes, and may not use FFI themselves.

declare(strict_types=1);

/** A port on which nobody listens. */
function freePort(): int
{
    $socket = stream_socket_server('tcp://127.0.0.1:0');

    return (int) substr(strrchr(stream_socket_get_name($socket, false), ':'), 1);
}

/** The settings of PHP for a server: as root they name a user, and the declarations are in a file. */
function serverSettings(string $folder): array
{
    $package = dirname(__DIR__);
    $settings = ['opcache.enable_cli=1', 'ffi.enable=preload', "opcache.preload=$package/preload.php"];
    if (posix_getuid() === 0) {
        [$declarations] = command([PHP_BINARY, "$package/preload.php", '--declarations']);
        file_put_contents("$folder/mixminus-ffi.h", $declarations);
        chmod($folder, 0755);
        array_push($settings, "ffi.preload=$folder/mixminus-ffi.h", 'opcache.preload_user=nobody');
    }

    return array_merge(...array_map(fn ($setting) => ['-d', $setting], $settings));
}

test('requests use what the server has preloaded', function () {
    if (!extension_loaded('Zend OPcache')) {
        echo "opcache is not installed: the server is not tested\n";

        return;
    }
    $folder = sys_get_temp_dir() . '/mixminus-server-' . getmypid();
    mkdir($folder);
    file_put_contents("$folder/index.php", '<?php
        try {
            FFI::cdef("int getpid(void);");
            echo "FFI is allowed. ";
        } catch (FFI\Exception) {
            echo "FFI is refused. ";
        }
        $engine = new Mixminus\Engine();
        $caller = $engine->participant();
        $caller->join("1337", terminator: "*", allowSignals: ["a"]);
        $engine->setSynthesizer(fn ($text) => str_repeat("\1\0", 80));
        $caller->sayText("a");
        $engine->tick();
        $events = iterator_to_array($engine->events());
        echo strlen($caller->read()), " ", $events[1]->kind->name, " ", $engine->stats()->activeParticipants;');
    $address = '127.0.0.1:' . freePort();
    $words = [PHP_BINARY, ...serverSettings($folder), '-S', $address, '-t', $folder];
    $log = ['file', "$folder/log", 'w'];
    $server = proc_open($words, [1 => $log, 2 => $log], $pipes);
    for ($i = 0; $i < 100 && ($answer = @file_get_contents("http://$address/")) === false; $i++) {
        usleep(50_000);
    }
    $again = @file_get_contents("http://$address/");
    proc_terminate($server);
    proc_close($server);
    $log = file_get_contents("$folder/log");
    array_map(unlink(...), glob("$folder/*"));
    rmdir($folder);
    same('FFI is refused. 320 Joined 1', $answer, $log);
    same($answer, $again, $log);
});
