<?php

// Options: what is accepted, and the exact words for what is not.

declare(strict_types=1);

use Mixminus\Engine;

test('options of a conference that are refused', function () {
    $engine = new Engine();
    $caller = $engine->participant();
    $list = 'must be a string or a list of strings';
    $seconds = 'must be 0 to 3600 seconds';
    $key = 'must be one of 0-9 * # A-D';
    $prompt = 'must be "none", "beep" or a prompt';
    $cases = [
        [['allowSignals' => 1], "allowSignals: 1, $list"],
        [['allowSignals' => ['a', 1]], "allowSignals: [\"a\",1], $list"],
        [['allowSignals' => ['x' => 'a']], "allowSignals: {\"x\":\"a\"}, $list"],
        [['allowSignals' => true], "allowSignals: true, $list"],
        [['allow_signals' => 1.5], "allow_signals: 1.5, $list"],
        [['interdigitTimeout' => -1], "interdigitTimeout: -1, $seconds"],
        [['interdigitTimeout' => 3601], "interdigitTimeout: 3601, $seconds"],
        [['interdigitTimeout' => '1'], "interdigitTimeout: \"1\", $seconds"],
        [['interdigitTimeout' => true], "interdigitTimeout: true, $seconds"],
        [['interdigitTimeout' => NAN], "interdigitTimeout: NaN, $seconds"],
        [['interdigitTimeout' => INF], "interdigitTimeout: Infinity, $seconds"],
        [['mute' => 'yes'], 'mute: "yes", must be true or false'],
        [['mute' => 2], 'mute: 2, must be true or false'],
        [['mute' => 1.0], 'mute: 1.0, must be true or false'],
        [['Mute' => true], 'unknown option: Mute'],
        [['playTones' => []], 'playTones: [], must be true or false'],
        [['terminator' => '**'], "terminator: \"**\", $key"],
        [['terminator' => 'E'], "terminator: \"E\", $key"],
        [['terminator' => 'a'], "terminator: \"a\", $key"],
        [['terminator' => "*\n"], "terminator: \"*\\n\", $key"],
        [['terminator' => 10], "terminator: 10, $key"],
        [['terminator' => -1], "terminator: -1, $key"],
        [['terminator' => false], "terminator: false, $key"],
        [['terminator' => "\u{2022}"], "terminator: \"\u{2022}\", $key"],
        [['onChoice' => 'no_such_function'], 'onChoice: not a function'],
        [['onSignal' => 5], 'onSignal: not a function'],
        [['joinPrompt' => 'boop'], "joinPrompt: \"boop\", $prompt"],
        [['leavePrompt' => 1], "leavePrompt: 1, $prompt"],
        [['joinPrompt' => false], "joinPrompt: false, $prompt"],
        [['terminater' => '*'], 'unknown option: terminater'],
        [['deaf' => true], 'unknown option: deaf'],
        [['*'], 'unknown option: 0'],
    ];
    foreach ($cases as [$options, $message]) {
        refused('INVALID_ARGUMENT', fn () => $caller->conference('1', $options), $message);
    }
    refused('INVALID_ARGUMENT', fn () => $caller->conference('1', 'x'), 'options: "x", must be an array');
    refused('INVALID_ARGUMENT', fn () => $caller->conference(1.5), 'conferenceId: 1.5, must be a string or an integer');
    refused('INVALID_ARGUMENT', fn () => $caller->join('1', onChoice: 'strlen'), 'unknown option: onChoice');
    refused('INVALID_ARGUMENT', fn () => $caller->join(''), 'conference_id: length 0, must be 1 to 255');
    same(0, $caller->info()->lastEnd->value, 'nothing was joined');
});

test('options of a conference that are accepted', function () {
    $engine = new Engine();
    $caller = $engine->participant();
    $prompt = $engine->prompt([1, 2, 3]);
    $accepted = [
        [], ['allowSignals' => 'a'], ['allowSignals' => ['a', '*', '']], ['allowSignals' => []], ['allowSignals' => ''],
        ['allowSignals' => null], ['interdigitTimeout' => 0.0005], ['interdigitTimeout' => 3600], ['mute' => 1],
        ['play_tones' => 0], ['terminator' => ''], ['terminator' => null], ['terminator' => 5], ['terminator' => 'D'],
        ['joinPrompt' => $prompt, 'leave_prompt' => 'beep'], ['join_prompt' => null], ['talkEvents' => true],
        ['detect_dtmf' => false, 'generateDtmf' => 0, 'deaf' => 1], ['gainDb' => -3.5], ['prefillMs' => 0, 'cap_ms' => 100],
        ['adaptive_min_ms' => 10, 'adaptiveMaxMs' => 80],
    ];
    foreach ($accepted as $options) {
        $caller->join(1337, $options);
        $caller->leave();
        $caller->join('1337', ...$options);
        $caller->leave();
        $caller->join('1337', (object) $options);
        $caller->leave();
        $engine->tick();
    }
    $caller->join('1337', null);
    $caller->leave();
    same(-3500, [$caller->join('1', gain_db: -3.5), $caller->info()->gainMdb][1]);
});

test('which signals may interrupt', function () {
    $engine = new Engine();
    foreach ([['*', true], [['a', 'b'], true], ['a', true], [[], false], ['', false], ['b', false], [null, true]] as [$allow, $is]) {
        $caller = $engine->participant();
        $caller->join('1', allowSignals: $allow);
        same($is ? 'Interrupted' : 'Queued', $caller->signal('a')->name);
    }
});

test('freed prompts and prompts of others are refused', function () {
    [$engine, $other] = [new Engine(), new Engine()];
    [$prompt, $foreign] = [$engine->prompt([1]), $other->prompt([1])];
    $prompt->free();
    $caller = $engine->participant();
    refused('STALE_HANDLE', fn () => $caller->join('1', joinPrompt: $prompt));
    refused('FOREIGN_HANDLE', fn () => $caller->join('1', joinPrompt: $foreign));
});

test('settings of engines and their objects', function () {
    same(16000, (new Engine(['sampleRateHz' => 16000]))->sampleRateHz);
    same(160, (new Engine(sample_rate_hz: 16000, frameMs: 10))->frameSamples);
    same(true, Engine::memoryBytes(max_participants: 10) < Engine::memoryBytes());
    same('0.1.0', Engine::version());
    refused('INVALID_ARGUMENT', fn () => new Engine(sampleRate: 8000), 'unknown option: sampleRate');
    refused('INVALID_ARGUMENT', fn () => new Engine(structSize: 8), 'unknown option: structSize');
    refused('INVALID_ARGUMENT', fn () => new Engine(maxRooms: '5'), 'maxRooms: "5", must be an integer');
    refused('INVALID_ARGUMENT', fn () => new Engine(max_rooms: -1), 'max_rooms: -1, must be 0 to 4294967295');
    refused('INVALID_ARGUMENT', fn () => new Engine(maxRooms: 2 ** 32), 'maxRooms: 4294967296, must be 0 to 4294967295');
    refused('INVALID_ARGUMENT', fn () => new Engine(sampleRateHz: 11025));
    $engine = new Engine(simd: Mixminus\Simd::Portable);
    same(Mixminus\Simd::Portable, $engine->simd());
    refused('INVALID_ARGUMENT', fn () => $engine->participant(account: 5), 'account: 5, must be a string');
    refused('INVALID_ARGUMENT', fn () => $engine->participant(account: str_repeat('a', 256)));
    refused('INVALID_ARGUMENT', fn () => $engine->participant(environment: ''));
    refused('INVALID_ARGUMENT', fn () => $engine->start(cpus: 'x'), 'cpus: "x", must be a list of integers');
    refused('INVALID_ARGUMENT', fn () => $engine->start(cpus: ['x']), 'cpus: "x", must be an integer');
    $report = $engine->start(workers: 1, cpus: [0]);
    same([1, 0], [$report->threads, $report->affinityErrno]);
    refused('WRONG_MODE', fn () => $engine->tick());
    $engine->stop();
});
