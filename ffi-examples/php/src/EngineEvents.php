<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;

/** The events of an engine, and its ticks. One thread polls events; between polls it may wait for eventStream(). */
trait EngineEvents
{
    private static int $eventsPerPoll = 64;

    private ?CData $eventArray = null;
    private ?CData $eventCount = null;

    /** @var resource|null */
    private $eventStream = null;

    /** @var resource|null */
    private $tickStream = null;

    /**
     * Takes the events that are available. Does not wait.
     *
     *     foreach ($engine->events() as $event) {
     *         if ($event->kind === EventKind::Left) { ... }
     *     }
     *
     * @return \Generator<int, Event>
     */
    public function events(): \Generator
    {
        do {
            $events = $this->poll();
            yield from $events;
        } while (count($events) === self::$eventsPerPoll);
    }

    /**
     * Takes up to 64 events. Does not wait.
     *
     * @return list<Event>
     */
    public function poll(): array
    {
        $this->eventArray ??= Library::make('mixminus_event[' . self::$eventsPerPoll . ']');
        $this->eventCount ??= Library::make('size_t[1]');
        // PHP 8.2 counts a pointer to the first element as the pointer that the call takes.
        $this->call(
            'mixminus_engine_poll',
            FFI::addr($this->eventArray[0]),
            Event::SIZE,
            self::$eventsPerPoll,
            $this->eventCount,
        );
        $count = $this->eventCount[0];
        $events = [];
        if ($count > 0) {
            $bytes = FFI::string($this->eventArray, $count * Event::SIZE);
            for ($i = 0; $i < $count; $i++) {
                $events[] = Event::fromBytes($bytes, $this, $i * Event::SIZE);
            }
        }

        return $events;
    }

    /**
     * Waits until events are available, or a time has passed, and takes them.
     *
     * @return list<Event> Empty if the time has passed.
     */
    public function waitForEvents(float $seconds): array
    {
        $this->waitFor($this->eventStream(), $seconds);

        return $this->poll();
    }

    /** Returns the descriptor that is readable while events wait. It must not be read, written or closed. */
    public function eventFd(): int
    {
        $fd = Library::make('int32_t[1]');
        $this->call('mixminus_engine_event_fd', $fd);

        return $fd[0];
    }

    /**
     * Waits until there was a tick since the last call, or a time has passed.
     *
     * @return int How many ticks there were, more than 1 if the host was late; 0 if the time has passed.
     */
    public function waitForTicks(float $seconds): int
    {
        $fd = $this->tickFd();
        if ($this->tickStream === null) {
            $this->tickStream = fopen("php://fd/$fd", 'r');
            stream_set_read_buffer($this->tickStream, 0);
        }
        $this->waitFor($this->tickStream, $seconds);
        $count = @fread($this->tickStream, 8);

        return $count === false || strlen($count) < 8 ? 0 : unpack('Q', $count)[1];
    }

    /**
     * Returns the descriptor that is readable after each tick. Reading 8 bytes returns how many there were since. It must
     * not be written or closed.
     */
    public function tickFd(): int
    {
        $fd = Library::make('int32_t[1]');
        $this->call('mixminus_engine_tick_fd', $fd);

        return $fd[0];
    }

    /**
     * Returns a stream that is readable while events wait, for stream_select and event loops. It must not be read.
     *
     * @return resource
     */
    public function eventStream()
    {
        $fd = $this->eventFd();

        return $this->eventStream ??= fopen("php://fd/$fd", 'r');
    }

    /**
     * Waits until a stream is readable, or the time is over.
     *
     * @param resource $stream
     */
    private function waitFor($stream, float $seconds): void
    {
        $read = [$stream];
        $none = null;
        $whole = (int) $seconds;
        // A signal of the system ends the wait early, with a warning that says no more than that.
        @stream_select($read, $none, $none, $whole, (int) (($seconds - $whole) * 1_000_000));
    }
}
