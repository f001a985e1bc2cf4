<?php

// Prints what a call costs, in nanoseconds, the loop included: 100 participants in one room, frames of 20 ms at
// 8000 Hz. Of 300 rounds it prints the best one and the median; on a machine that does other work, only the best says
// what the call costs.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use Mixminus\Audio;
use Mixminus\Engine;
use Mixminus\Native\Library;

const PARTICIPANTS = 100;
const ROUNDS = 300;

$ffi = Library::ffi();
$engine = new Engine();
$participants = [];
for ($i = 0; $i < PARTICIPANTS; $i++) {
    $participants[] = $participant = $engine->participant();
    $participant->join('bench', playTones: true, prefillMs: 0);
}
$handles = array_map(fn ($participant) => $participant->handle(), $participants);
$pointer = $engine->pointer;
$string = Audio::pack(...array_map(fn ($i) => (int) (3000 * sin($i * 0.3)), range(0, 159)));
$array = $engine->buffer(160);
FFI::memcpy($array, $string, 320);
$count = Library::make('size_t[1]');
$tick = Library::make('uint64_t[1]');

$levels = [
    'low level, string' => [
        function () use ($ffi, $pointer, $handles, $string, $count) {
            foreach ($handles as $handle) {
                $ffi->mixminus_participant_write($pointer, $handle, $string, 160, $count);
            }
        },
        fn () => $ffi->mixminus_engine_tick($pointer, $tick),
        function () use ($ffi, $pointer, $handles, $array, $count) {
            foreach ($handles as $handle) {
                $ffi->mixminus_participant_read($pointer, $handle, $array, 160, $count);
                $samples = FFI::string($array, 320);
            }
        },
    ],
    'low level, int16_t array' => [
        function () use ($ffi, $pointer, $handles, $array, $count) {
            foreach ($handles as $handle) {
                $ffi->mixminus_participant_write($pointer, $handle, $array, 160, $count);
            }
        },
        fn () => $ffi->mixminus_engine_tick($pointer, $tick),
        function () use ($ffi, $pointer, $handles, $array, $count) {
            foreach ($handles as $handle) {
                $ffi->mixminus_participant_read($pointer, $handle, $array, 160, $count);
            }
        },
    ],
    'high level, string' => [
        function () use ($participants, $string) {
            foreach ($participants as $participant) {
                $participant->write($string);
            }
        },
        fn () => $engine->tick(),
        function () use ($participants) {
            foreach ($participants as $participant) {
                $samples = $participant->read(160);
            }
        },
    ],
    'high level, int16_t array' => [
        function () use ($participants, $array) {
            foreach ($participants as $participant) {
                $participant->write($array);
            }
        },
        fn () => $engine->tick(),
        function () use ($participants, $array) {
            foreach ($participants as $participant) {
                $participant->read($array);
            }
        },
    ],
];

printf("%-28s %14s %14s %16s\n", 'ns per call: best (median)', 'write', 'read', 'tick of 100');
foreach ($levels as $name => [$write, $run, $read]) {
    $times = [[], [], []];
    for ($round = 0; $round < ROUNDS; $round++) {
        $begin = hrtime(true);
        $write();
        $written = hrtime(true);
        $run();
        $ticked = hrtime(true);
        $read();
        $times[0][] = ($written - $begin) / PARTICIPANTS;
        $times[1][] = (hrtime(true) - $ticked) / PARTICIPANTS;
        $times[2][] = $ticked - $written;
    }
    foreach ($times as &$sorted) {
        sort($sorted);
    }
    unset($sorted);
    $shown = array_map(fn ($sorted) => sprintf('%.0f (%.0f)', $sorted[0], $sorted[ROUNDS / 2]), $times);
    printf("%-28s %14s %14s %16s\n", $name, ...$shown);
}

$engine->close();
$engine = new Engine();
$participant = $engine->participant();
for ($i = 0; $i < 2000; $i++) {
    $participant->join('events');
    $engine->tick();
    $participant->leave();
    $engine->tick();
}
$begin = hrtime(true);
$events = iterator_count($engine->events());
printf("%-28s %14.0f\n", 'an event', (hrtime(true) - $begin) / $events);
