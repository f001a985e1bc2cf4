<?php

declare(strict_types=1);

namespace Mixminus\Runner;

use FFI;
use FFI\CData;
use Mixminus\ConferenceEnd;
use Mixminus\JoinOptions;
use Mixminus\MixminusException;
use Mixminus\Native\Library;
use Mixminus\Native\Settings;
use Mixminus\Status;

/** The call that a script acts on. */
final class Call
{
    private const DECLARATIONS = <<<'C'
        int32_t mixminus_call_answer(const char **arguments, size_t count, void **call);
        const char *mixminus_call_error(void);
        int32_t mixminus_call_say(void *call, const char *text, size_t text_len, uint32_t *end);
        int32_t mixminus_call_conference(void *call, const void *options, void *end);
        int32_t mixminus_call_wait(void *call, uint32_t ms);
        void mixminus_call_note(void *call, const char *text, size_t text_len);
        void mixminus_call_hang_up(void *call);
        void mixminus_call_free(void *call, int32_t failed);
        C;

    /** How often a script may swallow a HangUp before it is ended by force, in case it does so in an endless loop. */
    private const MOST_HANG_UPS = 100;

    private const OVER = [Status::HungUp->value, Status::SessionExpired->value];

    private FFI $ffi;
    private ?CData $call = null;
    private int $hangUps = 0;
    private int $process;

    /** @var list<CData> The arguments in C's memory, kept as a program keeps its own as long as it runs. */
    private array $arguments = [];

    /**
     * Answers a call.
     *
     * @param list<string> $arguments What happens in the call, as mixminus_call.h has it.
     */
    public function __construct(array $arguments)
    {
        // The library of the call finds the one of the conferences among those that are loaded.
        Library::ffi();
        $this->ffi = FFI::cdef(self::DECLARATIONS, dirname(Library::path()) . '/libmixminus_call.so');
        $array = $this->ffi->new('char *[' . max(count($arguments), 1) . ']');
        foreach ($arguments as $i => $argument) {
            $this->arguments[] = $bytes = $this->ffi->new('char[' . (strlen($argument) + 1) . ']');
            FFI::memcpy($bytes, $argument, strlen($argument));
            $array[$i] = $this->ffi->cast('char *', FFI::addr($bytes));
        }
        $call = $this->ffi->new('void *');
        $first = $this->ffi->cast('const char **', FFI::addr($array));
        $status = $this->ffi->mixminus_call_answer($first, count($arguments), FFI::addr($call));
        if ($status !== 0) {
            throw new MixminusException($status, $this->ffi->mixminus_call_error());
        }
        $this->call = $call;
        $this->process = (int) getmypid();
    }

    /** Speaks a text, and returns when it was spoken. */
    public function say(mixed $text): void
    {
        if (!is_string($text) && !is_int($text) && !is_float($text) && !$text instanceof \Stringable) {
            throw MixminusException::value('say', $text, 'must be a text');
        }
        $text = (string) $text;
        $end = $this->ffi->new('uint32_t[1]');
        $this->check($this->ffi->mixminus_call_say($this->open(), $text, strlen($text), $end));
    }

    /**
     * Joins a room, and returns when the conference is over, after its handler.
     *
     * @param array<int|string, mixed> $options
     */
    public function conference(mixed $id, array $options): ConferenceEnd
    {
        $call = $this->open();
        try {
            $join = new JoinOptions($id, $options, true);
        } catch (MixminusException $error) {
            $this->note('conference refused: ' . $error->getMessage());
            throw $error;
        }
        $struct = ConferenceEnd::struct();
        $this->check($this->ffi->mixminus_call_conference($call, $join->pointer(), FFI::addr($struct)));
        $end = ConferenceEnd::fromStruct($struct);
        $event = $end->event();
        $handler = $event === null ? null : $join->handler($event);
        if ($handler !== null) {
            $this->note(($event->name === 'choice' ? 'onChoice: ' : 'onSignal: ') . $event->value);
            JoinOptions::handle($handler, $event);
        }

        return $end;
    }

    /** Lets time pass. */
    public function wait(mixed $ms): void
    {
        if (!(is_int($ms) || is_float($ms)) || !($ms >= 0 && $ms <= 0xFFFFFFFF)) {
            throw MixminusException::value('wait', $ms, 'must be a number of milliseconds');
        }
        $this->check($this->ffi->mixminus_call_wait($this->open(), (int) round($ms)));
    }

    /** Hangs up, and ends the script. */
    public function hangUp(): never
    {
        $this->ffi->mixminus_call_hang_up($this->open());
        throw $this->over();
    }

    /** Adds a line to the transcript. */
    public function note(string $text): void
    {
        $this->ffi->mixminus_call_note($this->open(), $text, strlen($text));
    }

    /** Ends the call. A second time is a no-op, and so is a fork of the process. */
    public function free(bool $failed): void
    {
        $call = $this->call;
        $this->call = null;
        if ($call !== null && getmypid() === $this->process) {
            $this->ffi->mixminus_call_free($call, (int) $failed);
        }
    }

    private function open(): CData
    {
        return $this->call ?? throw $this->over();
    }

    private function check(int $status): void
    {
        if (in_array($status, self::OVER, true)) {
            throw $this->over();
        }
        MixminusException::check($status);
    }

    private function over(): HangUp
    {
        $this->hangUps++;
        if ($this->hangUps > self::MOST_HANG_UPS || Runner::hasOtherHandler()) {
            $this->free(false);
            exit;  // With the status that it has.
        }

        return new HangUp('the call is over');
    }
}
