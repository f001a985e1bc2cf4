<?php

// Lives of objects: freed twice, used after that, engine first, and a collector of garbage at any time.

declare(strict_types=1);

use Mixminus\Audio;
use Mixminus\Encoding;
use Mixminus\Engine;
use Mixminus\EventKind;
use Mixminus\SignalOutcome;
use Mixminus\TapPoint;

/** An engine with one of each object in it, and every call on each of them. */
function everything(): array
{
    $engine = new Engine();
    $caller = $engine->participant();
    $room = $caller->join('1337');
    $prompt = $engine->prompt([1, 2, 3]);
    $tap = $room->tap();
    $path = tempnam(sys_get_temp_dir(), 'mixminus');
    unlink($path);
    $recording = $engine->record([['target' => $room, 'path' => $path]]);
    $calls = [
        'participant' => [
            fn () => $caller->write("\0\0"), fn () => $caller->read(), fn () => $caller->read($engine->buffer(2)),
            fn () => $caller->writeEx("\0\0", 1), fn () => $caller->readEx(), fn () => $caller->join('1'),
            fn () => $caller->writeEncoded('', Encoding::Ulaw), fn () => $caller->readEncoded(1, Encoding::Alaw),
            fn () => $caller->flush(), fn () => $caller->mark(1),
            fn () => $caller->conference('1'), fn () => $caller->leave(), fn () => $caller->move('2'),
            fn () => $caller->setMute(true), fn () => $caller->setDeaf(true), fn () => $caller->setGainDb(1),
            fn () => $caller->setHold(true), fn () => $caller->say('beep'), fn () => $caller->sayText('a'),
            fn () => $caller->hangUp(), fn () => $caller->signal('a'), fn () => $caller->info(), fn () => $caller->stats(),
            fn () => $caller->injectDtmf('1'), fn () => $caller->beginDtmf('1'), fn () => $caller->endDtmf('1'),
            fn () => $caller->sendDtmf('1'), fn () => $caller->telephoneEvent(event: 1), fn () => $caller->tap(),
            fn () => $caller->conferenceEnd(), fn () => $caller->sayAndWait('beep'), fn () => $caller->queuedSignals(),
        ],
        'room' => [
            fn () => $room->info(), fn () => $room->participants(), fn () => $room->snapshot(), fn () => $room->lock(),
            fn () => $room->say('beep'), fn () => $room->merge('3'), fn () => $room->tap(), fn () => $room->close(),
        ],
        'prompt' => [fn () => $prompt->info(), fn () => $room->say($prompt)],
        'tap' => [fn () => $tap->read(), fn () => $tap->info()],
        'recording' => [fn () => $recording->info(), fn () => $recording->pause(), fn () => $recording->stop()],
        'engine' => [
            fn () => $engine->tick(), fn () => $engine->start(), fn () => $engine->stop(), fn () => $engine->stats(),
            fn () => $engine->participant(), fn () => $engine->prompt([1]), fn () => iterator_to_array($engine->events()),
            fn () => $engine->eventFd(), fn () => $engine->tickFd(), fn () => $engine->waitForTicks(0), fn () => $engine->findRoom('1'), fn () => $engine->rooms(), fn () => $engine->simd(),
            fn () => $engine->setTemplate('1', capacity: 2), fn () => $engine->setQuota('a', rooms: 1),
            fn () => $engine->setSynthesizer(fn () => ''), fn () => $engine->stopPlay(1), fn () => $engine->service(),
        ],
    ];

    return [$engine, ['participant' => $caller, 'prompt' => $prompt, 'tap' => $tap, 'recording' => $recording], $calls, $path];
}

test('a freed object refuses every call, and is freed once', function () {
    [$engine, $objects, $calls, $path] = everything();
    foreach ($objects as $name => $object) {
        same(false, $object->isFreed());
        $object->free();
        $object->free();
        same(true, $object->isFreed());
        foreach ($calls[$name] as $call) {
            refused('STALE_HANDLE', $call);
        }
    }
    $engine->tick();
    $engine->tick();
    foreach ($calls['room'] as $call) {
        refused('STALE_HANDLE', $call);
    }
    unlink($path);
});

test('a closed engine and all that was made in it refuse every call', function () {
    [$engine, $objects, $calls, $path] = everything();
    $engine->close();
    $engine->close();
    foreach (array_merge(...array_values($calls)) as $call) {
        refused('STALE_HANDLE', $call);
    }
    foreach ($objects as $object) {
        $object->free();
    }
    unlink($path);
});

test('objects keep their engine, and may go in any order', function () {
    for ($round = 0; $round < 20; $round++) {
        [$engine, $objects, $calls, $path] = everything();
        $caller = $objects['participant'];
        unset($engine, $calls);
        same(160, $caller->write(str_repeat("\0", 320)));
        $caller->engine()->tick();
        $keys = array_keys($objects);
        shuffle($keys);
        foreach ($keys as $key) {
            unset($objects[$key]);
            gc_collect_cycles();
        }
        unset($caller);
        unlink($path);
    }
});

test('cycles of garbage are collected, engine and objects in one', function () {
    for ($round = 0; $round < 50; $round++) {
        $engine = new Engine(maxParticipants: 16, maxRooms: 16);
        $holder = new stdClass();
        $holder->self = $holder;
        $holder->objects = [$engine->participant(), $engine, $engine->prompt([1]), $engine->participant()];
        $holder->objects[0]->join('1');
        if ($round % 2) {
            $engine->close();
        }
        unset($engine, $holder);
        gc_collect_cycles();
    }
});

test('a script that ends, or fails, with threads running does so quietly', function () {
    foreach (['', 'exit(0);', 'trigger_error("fatal", E_USER_ERROR);', 'throw new Exception("x");'] as $end) {
        $code = 'require "' . dirname(__DIR__) . '/autoload.php"; $e = new Mixminus\Engine(); $p = $e->participant();'
            . '$p->join("1"); $e->start(workers: 2); usleep(30000);' . $end;
        [, , $status] = command([PHP_BINARY, '-d', 'display_errors=0', '-d', 'log_errors=0', '-r', $code]);
        same(true, in_array($status, [0, 255], true), "status $status after '$end'");
    }
});

test('an engine survives a fork of its process', function () {
    $engine = new Engine();
    $caller = $engine->participant();
    $child = pcntl_fork();
    if ($child === 0) {
        try {
            $caller->join('1');
        } catch (Mixminus\MixminusException $error) {
            unset($caller, $engine);
            exec_exit($error->name === 'FORKED' ? 0 : 1);
        }
        exec_exit(1);
    }
    pcntl_waitpid($child, $status);
    same(0, pcntl_wexitstatus($status));
    $caller->join('1');
});

/** Ends a fork without what PHP does at the end of a script. */
function exec_exit(int $status): never
{
    pcntl_exec('/bin/sh', ['-c', "exit $status"]);
}

test('events name the objects they are about', function () {
    $engine = new Engine();
    $caller = $engine->participant(user: 42);
    $room = $caller->join('1337', talkEvents: true);
    $engine->tick();
    $events = iterator_to_array($engine->events(), false);
    same([EventKind::RoomOpened, EventKind::Joined], array_column($events, 'kind'));
    same($caller, $events[1]->participant);
    same(true, $room->is($events[1]->room));
    same(42, $events[1]->user);
    same(SignalOutcome::Interrupted, $caller->signal('agent'));
    $engine->tick();
    same([EventKind::Signal, EventKind::Left], array_slice(array_column($engine->poll(), 'kind'), 0, 2));
    same('signal', $caller->conferenceEnd()->reason);
    same('agent', $caller->conferenceEnd()->value);
});

test('the event stream wakes a loop', function () {
    $engine = new Engine();
    same([], $engine->waitForEvents(0.01));
    $caller = $engine->participant();
    $caller->join('1337');
    $engine->tick();
    $read = [$engine->eventStream()];
    $none = null;
    same(1, stream_select($read, $none, $none, 1));
    same(2, count($engine->waitForEvents(1)));
});

test('ticks wake a loop', function () {
    $engine = new Engine();
    same(0, $engine->waitForTicks(0.01));
    $engine->tick();
    same(1, $engine->waitForTicks(1));
    $engine->tick();
    $engine->tick();
    same([2, 0], [$engine->waitForTicks(1), $engine->waitForTicks(0)]);
    $engine->start();
    same(true, $engine->waitForTicks(10) > 0);
    same(true, $engine->tickFd() > 2 && $engine->tickFd() !== $engine->eventFd());
});

test('rooms, templates and quotas', function () {
    $engine = new Engine();
    $engine->setTemplate('board', 'acme', capacity: 1);
    $engine->setQuota('acme', rooms: 1);
    [$first, $second] = [$engine->participant(account: 'acme'), $engine->participant(account: 'acme')];
    $room = $first->join('board');
    same(1, $room->info()->capacity);
    same(['acme', 'production', 'board'], [$room->info()->account, $room->info()->environment, $room->info()->conferenceId]);
    refused('ROOM_FULL', fn () => $second->join('board'));
    refused('QUOTA_EXCEEDED', fn () => $second->join('other'));
    same(true, $engine->findRoom('board', 'acme')->is($room));
    same(null, $engine->findRoom('board'));
    same(1, count($engine->rooms('acme')));
    $room->lock();
    same(true, $room->info()->locked);
    $room->unlock();
    $engine->tick();
    same([$first], array_column($room->snapshot()->members, 'participant'));
    same([$first], $room->participants());
    same(2, count($engine->sayToRooms([$room], 'beep') + [1 => 0]));
    $other = $room->merge('hall');
    same([$first], $other->participants());
    same('hall', $first->info()->room->info()->conferenceId);
});

test('prompts, taps and recordings', function () {
    $engine = new Engine();
    same(8000, $engine->prompt(str_repeat("\1\0", 8000))->info()->samples);
    same(1000, $engine->prompt(array_fill(0, 16000, 5), 16000)->info()->durationMs);
    $demo = dirname(__DIR__, 3) . '/demo/ada.wav';
    same(55157, $engine->promptFile($demo)->info()->samples);
    same(55157, $engine->promptWav(file_get_contents($demo), 'acme')->info()->samples);
    refused('INVALID_ARGUMENT', fn () => $engine->promptWav('no wav'));
    refused('INVALID_ARGUMENT', fn () => $engine->prompt('abc'), 'samples: 3 bytes, must be an even number');
    refused('SYSTEM', fn () => $engine->promptFile('/no/such/file.wav'));
    $caller = $engine->participant();
    $room = $caller->join('1337', joinPrompt: $engine->prompt([1, 2]), leavePrompt: 'beep');
    $tap = $caller->tap(TapPoint::Output);
    $path = sys_get_temp_dir() . '/mixminus-' . getmypid() . '.wav';
    $recording = $engine->record([['target' => $room, 'path' => $path]], bufferMs: 1000);
    for ($i = 0; $i < 50; $i++) {
        $caller->write(Audio::pack(...array_fill(0, 160, 1000)));
        $engine->tick();
        $caller->read();
    }
    $frames = $tap->read();
    same(50, count($frames));
    same([1, 320], [$frames[0][0]->tick, strlen($frames[0][1])]);
    same([], $tap->read());
    $info = $recording->stop();
    same([8000, '', 1], [$info->samples, $info->message, $info->files]);
    same([[$path]], $recording->files());
    same(8000, $engine->promptFile($path)->info()->samples);
    unlink($path);
    $caller->free();
    $engine->tick();
    same(null, $tap->read());
});

test('a synthesizer is called on the thread of sayText, and what it throws comes out of that', function () {
    $engine = new Engine();
    $caller = $engine->participant();
    refused('UNSUPPORTED', fn () => $caller->sayText('a'));
    $asked = [];
    $engine->setSynthesizer(function (string $text, string $voice) use (&$asked) {
        $asked[] = [$text, $voice];

        return [str_repeat("\1\0", 1000), 16000];
    });
    $caller->sayText("Gr\u{fc}\u{df}e\0.", 'ada');
    same([["Gr\u{fc}\u{df}e\0.", 'ada']], $asked);
    $engine->setSynthesizer(fn ($text) => throw new DomainException('no voice'));
    try {
        $caller->sayText('a');
        throw new Exception('nothing thrown');
    } catch (DomainException $error) {
        same('no voice', $error->getMessage());
    }
    $engine->setSynthesizer(fn ($text) => file_get_contents(dirname(__DIR__, 3) . '/demo/ada.wav'));
    $caller->sayText('a');
    $engine->setSynthesizer(null);
    refused('UNSUPPORTED', fn () => $caller->sayText('a'));
});
