<?php

// Audio, sample for sample.

declare(strict_types=1);

use Mixminus\Audio;
use Mixminus\Constants;
use Mixminus\Engine;
use Mixminus\EventKind;

/** An engine with two participants in a room, without any delay. */
function pair(): array
{
    $engine = new Engine(prefillMs: 0, dtmfLookAheadMs: 0);
    [$left, $right] = [$engine->participant(), $engine->participant()];
    foreach ([$left, $right] as $participant) {
        $participant->join('1337', prefillMs: 0, playTones: true);
    }

    return [$engine, $left, $right];
}

/** A frame of noise, the same for the same seed. */
function noise(int $seed, int $count = 160): string
{
    mt_srand($seed);

    return Audio::pack(...array_map(fn () => mt_rand(-8000, 8000), range(1, $count)));
}

test('what one writes, the other reads, as strings', function () {
    [$engine, $left, $right] = pair();
    for ($i = 0; $i < 50; $i++) {
        [$said, $answered] = [noise($i), noise($i + 1000)];
        same(160, $left->write($said));
        same(160, $right->write($answered));
        $engine->tick();
        [$ramp, $heard] = [$i === 0 ? 80 : 0, $right->read()];
        same(320, strlen($heard));
        same(substr($said, $ramp), substr($heard, $ramp), "frame $i");
        same(substr($answered, $ramp), substr($left->read(160), $ramp), "frame $i");
    }
});

test('what one writes, the other reads, as arrays', function () {
    [$engine, $left, $right] = pair();
    [$said, $heard, $silence] = [$engine->buffer(), $engine->buffer(160), $engine->buffer(160)];
    for ($i = 0; $i < 20; $i++) {
        FFI::memcpy($said, noise($i), 320);
        same(160, $left->write($said));
        $right->write($silence);
        $engine->tick();
        same(160, $right->read($heard));
        if ($i > 0) {
            same(noise($i), FFI::string($heard, 320));
        }
    }
    same(0, $right->read($heard));
});

test('lengths', function () {
    [$engine, $left] = pair();
    same(0, $left->write(''));
    same('', $left->read(0));
    same(2, strlen($left->read(1)));
    same(2000, strlen($left->read(1000)));
    refused('INVALID_ARGUMENT', fn () => $left->write('abc'), 'samples: 3 bytes, must be an even number');
    refused('INVALID_ARGUMENT', fn () => $left->read(-1));
    same(0, $left->write(FFI::addr($engine->buffer()[0])), 'a pointer has no known length');
    same(str_repeat("\0", 320), $left->read());
});

test('writes and reads with their facts', function () {
    [$engine, $left, $right] = pair();
    same(160, $left->writeEx(noise(1), timestamp: 1000));
    $engine->tick();
    [$samples, $info] = $right->readEx(160);
    same([320, 160, 1, 0], [strlen($samples), $info->real, $info->tick, $info->offset]);
    same(160, $left->writeEx(noise(2), lost: 3, timestamp: 1320));
    $array = $engine->buffer();
    [$filled, $info] = $right->readEx($array);
    same($array, $filled);
    same(Constants::READ_UNDERRUN, $info->flags & Constants::READ_UNDERRUN);
    same(320, $left->stats()->written);
    refused('INVALID_ARGUMENT', fn () => $left->writeEx('', lost: -1));
});

test('packets that come in another order are heard in order', function () {
    [$engine, $left, $right] = pair();
    $left->write(noise(0));
    $engine->tick();
    $right->read();
    $left->writeEx(noise(1), timestamp: 0, startsTalkspurt: true);
    $left->writeEx(noise(3), timestamp: 320);
    $left->writeEx(noise(2), timestamp: 160);
    foreach ([1, 2, 3] as $seed) {
        $engine->tick();
        same(noise($seed), $right->read(), "packet $seed");
    }
    same([160, 0], [$left->stats()->reordered, $left->stats()->concealed]);
});

test('a flush silences what waits, and marks tell what was heard', function () {
    [$engine, $agent, $caller] = pair();
    $agent->write(noise(1));
    $agent->mark(7);
    $agent->write(noise(2, 480));
    $agent->mark(PHP_INT_MIN);
    $engine->tick();
    $caller->read();
    $agent->flush();
    $engine->tick();
    $heard = $caller->read();
    same(true, trim(substr($heard, 0, 80), "\0") !== '');
    same(str_repeat("\0", 240), substr($heard, 80), 'it fades out within 5 ms');
    $engine->tick();
    same(str_repeat("\0", 320), $caller->read());
    $marks = array_filter(
        $engine->poll(),
        fn ($event) => in_array($event->kind, [EventKind::MarkHeard, EventKind::MarkFlushed], true),
    );
    same(
        [[EventKind::MarkHeard, 7], [EventKind::MarkFlushed, PHP_INT_MIN]],
        array_map(fn ($event) => [$event->kind, $event->value], array_values($marks)),
    );
    $agent->leave();
    refused('NOT_IN_ROOM', fn () => $agent->mark(1));
    $agent->flush();
});

test('settings of a participant', function () {
    [$engine, $left, $right] = pair();
    $run = function () use ($engine, $left, $right): array {
        for ($i = 0; $i < 3; $i++) {
            $left->write(Audio::pack(...array_fill(0, 160, 1000)));
            $right->write(str_repeat("\0", 320));
            $engine->tick();
            $heard = Audio::unpack($right->read());
            $left->read();
        }

        return array_values(array_unique($heard));
    };
    same([1000], $run());
    $left->setMute(true);
    same([0], $run());
    $left->setMute(false);
    $left->setGainDb(6.0206);
    same(true, abs($run()[0] - 2000) <= 2);
    $right->setDeaf(true);
    same([0], $run());
    $right->setDeaf(false);
    $left->setGainDb(0);
    $left->setHold(true);
    same([0], $run());
    same(true, $left->info()->hold);
    refused('INVALID_ARGUMENT', fn () => $left->setGainDb(25));
    refused('INVALID_ARGUMENT', fn () => $left->setGainDb(NAN));
});

test('keys that arrive out of band, and digits that are sent', function () {
    [$engine, $left] = pair();
    $left->injectDtmf('5', durationMs: 40);
    $left->telephoneEvent(event: 7, timestamp: 100, duration: 160);
    $left->telephoneEvent(['event' => 7, 'timestamp' => 100, 'duration' => 320, 'end' => 1]);
    $left->sendDtmf('12', onMs: 40, offMs: 40);
    $heard = '';
    for ($i = 0; $i < 10; $i++) {
        $engine->tick();
        $heard .= $left->read();
    }
    $began = array_filter($engine->poll(), fn ($event) => $event->kind === EventKind::DtmfBegan);
    same(['5', '7'], array_values(array_column($began, 'digit')));
    same(true, trim($heard, "\0") !== '');
    refused('INVALID_ARGUMENT', fn () => $left->injectDtmf('12'));
    refused('INVALID_ARGUMENT', fn () => $left->injectDtmf('1', -1));
    refused('INVALID_ARGUMENT', fn () => $left->telephoneEvent(code: 1), 'unknown option: code');
});

test('the example bridges two calls sample for sample', function () {
    [$output] = command([PHP_BINARY, dirname(__DIR__) . '/examples/bridge.php']);
    same("3360 ms bridged, sample for sample\n", $output);
});
