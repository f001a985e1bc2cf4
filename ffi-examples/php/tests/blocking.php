<?php

// Calls that wait while the engine's drivers tick. PHP has one thread, so what ends them is arranged before.

declare(strict_types=1);

use Mixminus\ConferenceEvent;
use Mixminus\Engine;
use Mixminus\SayEnd;

/** A named handler. */
function keepEvent(ConferenceEvent $event): void
{
    $GLOBALS['kept'] = $event;
}

final class Handlers
{
    public array $seen = [];

    public function onSignal(ConferenceEvent $event): void
    {
        $this->seen[] = $event->value;
    }

    public static function fixed(ConferenceEvent $event): void
    {
        $GLOBALS['kept'] = $event;
    }
}

test('a queued signal ends a conference, and every form of handler is called', function () {
    $engine = new Engine();
    $engine->start();
    $handlers = new Handlers();
    $seen = [];
    $forms = [
        function (ConferenceEvent $event) use (&$seen) { $seen[] = $event->value; },
        function () use (&$seen) { $seen[] = 'agent'; },
        fn ($event) => $handlers->onSignal($event),
        $handlers->onSignal(...),
        [$handlers, 'onSignal'],
        'keepEvent',
        'Handlers::fixed',
        ['Handlers', 'fixed'],
        'gc_collect_cycles',
    ];
    foreach ($forms as $form) {
        $GLOBALS['kept'] = null;
        $caller = $engine->participant();
        same('Queued', $caller->signal('agent')->name);
        same(1, $caller->queuedSignals());
        $end = $caller->conference('1337', onSignal: $form, onChoice: fn () => throw new Exception('wrong handler'));
        same(['signal', 'signal', 'agent', null], [$end->reason, $end->name, $end->value, $end->choice]);
        if (is_string($form) && $form !== 'gc_collect_cycles' || is_array($form) && is_string($form[0])) {
            same(['signal', 'agent'], [$GLOBALS['kept']->name, $GLOBALS['kept']->value]);
        }
    }
    same([['agent', 'agent'], ['agent', 'agent', 'agent']], [$seen, $handlers->seen]);
});

test('what a handler throws comes out, and a handler may hold a conference', function () {
    $engine = new Engine();
    $engine->start();
    $caller = $engine->participant();
    $caller->signal('stop');
    try {
        $caller->conference('2', onSignal: fn () => throw new DomainException('broken handler'));
        throw new Exception('nothing thrown');
    } catch (DomainException $error) {
        same('broken handler', $error->getMessage());
    }
    $nested = null;
    $caller = $engine->participant();
    $caller->signal('one');
    $caller->signal('two');
    $caller->conference('2', allowSignals: 'one', onSignal: function () use ($caller, &$nested) {
        $nested = $caller->conference('3', allowSignals: 'two')->value;
    });
    same('two', $nested);
});

test('time limits, a hang-up, a key and a removal end a conference', function () {
    $engine = new Engine(sessionLimitS: 1);
    $engine->setTemplate('short', limitS: 1);
    $engine->start();
    $caller = $engine->participant();
    same('time limit', $caller->conference('short')->reason);
    refused('SESSION_EXPIRED', fn () => $caller->conference('1'));
    $caller = $engine->participant();
    $caller->hangUp();
    refused('HUNG_UP', fn () => $caller->conference('1'));
    $engine->stop();
    $caller = $engine->participant();
    $caller->join('1', terminator: '*');
    $caller->injectDtmf('*');
    $engine->tick();
    $end = $caller->conferenceEnd();
    same(['choice', '*', '*'], [$end->reason, $end->value, (string) $end->choice]);
    $caller->join('1');
    $caller->remove("no\0more");
    same(['removed', "no\0more"], [$caller->conferenceEnd()->reason, $caller->conferenceEnd()->value]);
});

test('a sound is played to its end', function () {
    $engine = new Engine();
    $engine->start();
    $caller = $engine->participant();
    same(SayEnd::Completed, $caller->sayAndWait($engine->prompt(array_fill(0, 800, 1000))));
    $engine->setSynthesizer(fn ($text) => str_repeat("\1\0", 400));
    same(SayEnd::Completed, $caller->sayTextAndWait('Welcome.'));
    $caller->say('beep', times: 0);
    $caller->stopSaying();
    refused('INVALID_ARGUMENT', fn () => $caller->say('none'));
});
