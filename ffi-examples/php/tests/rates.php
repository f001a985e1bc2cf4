<?php

// Lines and rooms at rates of their own.

declare(strict_types=1);

use Mixminus\Audio;
use Mixminus\Engine;
use Mixminus\MixminusException;
use Mixminus\TapPoint;

const TONE_HZ = 1000;
const AMPLITUDE = 8000;
/** Frames until the ramps of the joins and the delay of the filters have passed. */
const SETTLED = 10;

/** Samples of the tone from a sample on. */
function toneAt(int $rate, int $start, int $count): string
{
    $sample = fn (int $n): int => (int) round(AMPLITUDE * sin(2 * M_PI * TONE_HZ * $n / $rate));

    return Audio::pack(...array_map($sample, range($start, $start + $count - 1)));
}

/** The samples have the frequency of the tone, by their crossings of zero, and its level. */
function isTone(string $bytes, int $rate): void
{
    $samples = Audio::unpack($bytes);
    $seconds = count($samples) / $rate;
    [$crossings, $power] = [0, 0];
    foreach ($samples as $n => $sample) {
        $crossings += $n > 0 && ($sample < 0) !== ($samples[$n - 1] < 0) ? 1 : 0;
        $power += $sample * $sample;
    }
    same(true, abs($crossings - 2 * TONE_HZ * $seconds) <= 2, "$crossings crossings in $seconds s");
    $level = sqrt(2 * $power / count($samples));
    same(true, abs($level - AMPLITUDE) < 0.02 * AMPLITUDE, "an amplitude of $level");
}

/** A call of 16 kHz talks to one of 8 kHz, in a room of that rate. */
function heardAcrossRates(Engine $engine, string $id, int $roomHz): void
{
    [$wide, $narrow] = [$engine->participant(sampleRateHz: 16000), $engine->participant()];
    same([16000, 320], [$wide->sampleRateHz, $wide->frameSamples]);
    same([8000, 160], [$narrow->sampleRateHz, $narrow->frameSamples]);
    same([16000, 8000], [$wide->info()->sampleRateHz, $narrow->info()->sampleRateHz]);
    $room = $wide->join($id, detectDtmf: false);
    $narrow->join($id, detectDtmf: false);
    same($roomHz, $room->info()->sampleRateHz);
    $taps = [
        [$roomHz, $engine->tap($room)],
        [16000, $engine->tap($wide, TapPoint::BeforeMute)],
        [8000, $narrow->tap(TapPoint::Output)],
    ];
    $heard = '';
    for ($tick = 0; $tick < 40; $tick++) {
        same(320, $wide->write(toneAt(16000, 320 * $tick, 320)));
        $engine->tick();
        same(str_repeat("\0", 640), $wide->read());
        $frame = $tick % 2 === 0 ? $narrow->read() : $narrow->readEx()[0];
        same(320, strlen($frame));
        $heard .= $frame;
    }
    isTone(substr($heard, SETTLED * 320), 8000);
    foreach ($taps as [$rate, $tap]) {
        same([$rate, intdiv($rate, 50), $rate], [$tap->sampleRateHz, $tap->frameSamples, $tap->info()->sampleRateHz]);
        $frames = array_column($tap->read(), 1);
        same(array_fill(0, 40, 2 * intdiv($rate, 50)), array_map(strlen(...), $frames));
        isTone(implode('', array_slice($frames, SETTLED)), $rate);
    }
}

test('a call of 16 kHz and one of 8 kHz hear each other', function () {
    heardAcrossRates(new Engine(lines16000: 2, prefillMs: 0), 'narrow', 8000);
});

test('a template gives a room its rate', function () {
    $engine = new Engine(lines_16000: 2, prefillMs: 0);
    $engine->setTemplate('wide', sampleRateHz: 16000);
    heardAcrossRates($engine, 'wide', 16000);
});

test('a call changes its rates and stays in its room', function () {
    $engine = new Engine(prefillMs: 0);
    [$caller, $other] = [$engine->participant(), $engine->participant()];
    foreach ([$caller, $other] as $call) {
        $call->join('re-INVITE', detectDtmf: false);
    }
    $caller->setRates(16000, 16000);
    $info = $caller->info();
    same([8000, 16000, 16000], [$info->sampleRateHz, $info->writeRateHz, $info->readRateHz]);
    for ($tick = 0; $tick < 5; $tick++) {
        same(320, $caller->write(str_repeat(pack('s', 1000), 320)));
        $other->write(str_repeat(pack('s', -500), 160));
        $engine->tick();
        $last = [substr($other->read(), -2), substr($caller->read(), -2)];
    }
    same([pack('s', 1000), pack('s', -500)], $last);
    same([160, 640, 640], [$caller->frameSamples, strlen($caller->read()), strlen($caller->readEx()[0])]);
    $caller->setRates(readHz: 8000);
    same([320, 16000], [strlen($caller->read()), $caller->info()->writeRateHz]);
    refused('INVALID_ARGUMENT', fn () => $caller->setRates(11025));
});

test('frames are exact at rates that are no multiple of 1 kHz', function () {
    $engine = new Engine(sampleRateHz: 22050, lines44100: 1);
    [$narrow, $wide] = [$engine->participant(), $engine->participant(sampleRateHz: 44100)];
    same([441, 441, 882], [$engine->frameSamples, $narrow->frameSamples, $wide->frameSamples]);
    same([882, 1764], [strlen($narrow->read()), strlen($wide->read())]);
});

test('a rate without lines is refused, with the rates that there are', function () {
    $engine = new Engine(lines16000: 2);
    foreach ([
        fn () => $engine->participant(sampleRateHz: 48000),
        fn () => $engine->setTemplate(sampleRateHz: 48000),
    ] as $call) {
        try {
            $call();
            throw new Exception('it was not refused');
        } catch (MixminusException $error) {
            same('INVALID_ARGUMENT', $error->name);
            same(true, str_contains($error->getMessage(), '48000, the rates of this engine are 8000, 16000'));
        }
    }
    refused('INVALID_ARGUMENT', fn () => new Engine(lines16001: 1), 'unknown option: lines16001');
});
