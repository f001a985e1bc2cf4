<?php

// Ten thousand participants made, joined and freed: memory stays flat.

declare(strict_types=1);

use Mixminus\Engine;

/** Memory of the process, KiB. */
function resident(): int
{
    preg_match('/VmRSS:\s+(\d+)/', file_get_contents('/proc/self/status'), $found);

    return (int) $found[1];
}

test('ten thousand participants leave no memory behind', function () {
    $engine = new Engine(maxParticipants: 64);
    $run = function (int $count) use ($engine) {
        for ($i = 0; $i < $count; $i++) {
            $caller = $engine->participant(user: $i, account: 'acme');
            $caller->join("room $i", allowSignals: ['a', 'b'], joinPrompt: 'beep', talkEvents: true);
            $caller->write(str_repeat("\0", 320));
            $engine->tick();
            $caller->read();
            $caller->info();
            iterator_count($engine->events());
            $i % 2 ? $caller->free() : $caller = null;
            $engine->tick();
        }
    };
    $run(2000);
    gc_collect_cycles();
    $before = resident();
    $run(10_000);
    gc_collect_cycles();
    $grown = resident() - $before;
    same(true, $grown < 1024, "grown by $grown KiB");
});
