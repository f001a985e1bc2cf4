<?php

// G.711, floats and 16 bits, as the encoding of a call.

declare(strict_types=1);

use Mixminus\Audio;
use Mixminus\Encoding;
use Mixminus\Engine;

/** Two calls in a room that are past the ramp of their join. */
function settledPair(): array
{
    $engine = new Engine(prefillMs: 0, dtmfLookAheadMs: 0);
    [$talker, $listener] = [$engine->participant(), $engine->participant()];
    foreach ([$talker, $listener] as $call) {
        $call->join('1', detectDtmf: false, playTones: true);
    }
    $talker->write(str_repeat("\0", 320));
    $engine->tick();
    $listener->read();

    return [$engine, $talker, $listener];
}

test('known codes of both laws are decoded and encoded', function () {
    foreach ([
        [Encoding::Ulaw, [0xFF => 0, 0x80 => 32124, 0x00 => -32124, 0xF0 => 120]],
        [Encoding::Alaw, [0xD5 => 8, 0xAA => 32256, 0x2A => -32256, 0x55 => -8]],
    ] as [$law, $known]) {
        [$engine, $talker, $listener] = settledPair();
        $codes = str_repeat(pack('C*', ...array_keys($known)), 40);
        $samples = str_repeat(Audio::pack(...array_values($known)), 40);
        same(160, $talker->writeEncoded($codes, $law));
        $engine->tick();
        same($samples, $listener->read());
        $talker->write($samples);
        $engine->tick();
        [$read, $info] = $listener->readEncoded(160, $law);
        same([$codes, 160, 3], [$read, $info->real, $info->tick]);
    }
});

test('A-law of the smallest amplitude alone is silence', function () {
    [$engine, $talker, $listener] = settledPair();
    $talker->writeEncoded(str_repeat("\xD5\x55", 80), Encoding::Alaw);
    $engine->tick();
    same(str_repeat("\0", 320), $listener->read());
    same(str_repeat("\xFF", 161), $listener->readEncoded(161, Encoding::Ulaw)[0]);
    same(str_repeat("\xD5", 161), $listener->readEncoded(161, Encoding::Alaw)[0]);
});

test('floats are rounded and limited, and no number is silence', function () {
    [$engine, $talker, $listener] = settledPair();
    same(160, $talker->writeEncoded(str_repeat(pack('f*', 0.5, -0.25, 2.0, NAN), 40), Encoding::F32));
    $engine->tick();
    $heard = $listener->readEncoded(160, Encoding::F32)[0];
    same(str_repeat(pack('f*', 0.5, -0.25, 32767 / 32768, 0.0), 40), $heard);
});

test('the encoding may change from call to call, and 16 bits are one', function () {
    [$engine, $talker, $listener] = settledPair();
    $samples = Audio::pack(...range(-8000, 7900, 100));
    same(160, $talker->writeEncoded($samples, Encoding::S16, timestamp: 1000));
    $engine->tick();
    same($samples, $listener->readEncoded(160, Encoding::S16)[0]);
    same(160, $talker->writeEncoded(str_repeat("\x80", 160), Encoding::Ulaw, timestamp: 1160));
    $engine->tick();
    same(str_repeat("\x80", 160), $listener->readEncoded(160, Encoding::Ulaw)[0]);
});

test('what is no encoding, or no audio in it, is refused', function () {
    [$engine, $talker, $listener] = settledPair();
    foreach ([Encoding::S16, Encoding::F32, Encoding::Ulaw, Encoding::Alaw] as $encoding) {
        foreach ([-1, 1 << 40, PHP_INT_MAX, PHP_INT_MIN] as $count) {
            refused('INVALID_ARGUMENT', fn () => $listener->readEncoded($count, $encoding));
        }
        refused('INVALID_ARGUMENT', fn () => $talker->writeEncoded('', $encoding, lost: -1));
        same([0, ''], [$talker->writeEncoded('', $encoding), $listener->readEncoded(0, $encoding)[0]]);
    }
    $message = 'samples: 6 bytes, must be a multiple of 4';
    refused('INVALID_ARGUMENT', fn () => $talker->writeEncoded('abcdef', Encoding::F32), $message);
    refused('INVALID_ARGUMENT', fn () => $talker->writeEncoded('abc', Encoding::S16));
    // A wrong type is PHP's own error, as it is in all calls.
    foreach ([2, 4, 'ulaw', null] as $wrong) {
        foreach ([fn () => $talker->writeEncoded('ab', $wrong), fn () => $listener->readEncoded(1, $wrong)] as $call) {
            try {
                $call();
            } catch (TypeError) {
                continue;
            }
            throw new Exception('no TypeError');
        }
    }
});
