<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;
use Mixminus\Native\Settings;

/**
 * An engine: rooms, participants and one clock.
 *
 *     $engine = new Engine(sampleRateHz: 16000, maxParticipants: 200);
 *     $engine->start();                                  // or call tick() for each frame
 *     $caller = $engine->participant(account: 'acme');
 *     $caller->join('1337');
 *
 * lines48000: 20, for example, adds 20 participants whose lines have 48 kHz.
 * Options have the names of the library's fields, in camelCase or snake_case, as named arguments or as an array. An
 * engine is closed by close(), or when nothing refers to it any more; participants, prompts, taps and recordings do.
 */
final class Engine
{
    use EngineEvents;
    use EngineAccounts;
    use EngineMedia;

    /**
     * The C pointer; null once the engine is closed. Audio calls pass it on as it is: the library refuses NULL.
     *
     * @internal
     */
    public ?CData $pointer;

    /** @internal */
    public readonly FFI $ffi;

    /** The rate of participants and rooms that name none. */
    public readonly int $sampleRateHz;
    /** Samples of a frame at that rate. */
    public readonly int $frameSamples;

    private readonly int $frameMs;

    /** @var array<int, \WeakReference<Participant>> */
    private array $participants = [];

    private CData $number;

    /**
     * Makes an engine.
     *
     * @param mixed ...$config EngineConfig of stubs/shapes.php.
     */
    public function __construct(mixed ...$config)
    {
        $this->pointer = null;
        $this->ffi = Library::ffi();
        $settings = new Settings('mixminus_engine_config', $config);
        $pointer = Library::make('mixminus_engine *');
        MixminusException::check($this->ffi->mixminus_engine_new($settings->pointer(), FFI::addr($pointer)));
        $this->pointer = $pointer;
        $this->number = Library::make('uint64_t[1]');
        $this->sampleRateHz = $settings->struct->sample_rate_hz;
        $this->frameMs = $settings->struct->frame_ms;
        $this->frameSamples = $this->frameAt($this->sampleRateHz);
    }

    public function __destruct()
    {
        if ($this->pointer !== null) {
            $this->ffi->mixminus_engine_free($this->pointer);
            $this->pointer = null;
        }
    }

    private function __clone()
    {
    }

    /** Returns the version of the library. */
    public static function version(): string
    {
        return Library::ffi()->mixminus_version();
    }

    /**
     * Returns the most memory that an engine of this configuration can take, in bytes.
     *
     * @param mixed ...$config EngineConfig of stubs/shapes.php.
     */
    public static function memoryBytes(mixed ...$config): int
    {
        $settings = new Settings('mixminus_engine_config', $config);
        $bytes = Library::make('uint64_t[1]');
        MixminusException::check(Library::ffi()->mixminus_engine_memory_bytes($settings->pointer(), $bytes));

        return $bytes[0];
    }

    /** Ends every session, stops all threads, and frees everything. A second call is a no-op. */
    public function close(): void
    {
        if ($this->pointer !== null) {
            MixminusException::check($this->ffi->mixminus_engine_free($this->pointer));
            $this->pointer = null;
            $this->participants = [];
            $this->eventStream = null;
        }
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['sampleRateHz' => $this->sampleRateHz, 'isClosed' => $this->isClosed()];
    }

    public function isClosed(): bool
    {
        return $this->pointer === null;
    }

    /** Samples of a frame at a rate. @internal */
    public function frameAt(int $sampleRateHz): int
    {
        return intdiv($sampleRateHz * $this->frameMs, 1000);
    }

    /** Runs one tick of the host's clock, and returns its number. */
    public function tick(): int
    {
        $status = $this->ffi->mixminus_engine_tick($this->pointer, $this->number);
        if ($status !== 0) {
            throw $this->audioError($status);
        }

        return $this->number[0];
    }

    /** Collects what ticks have finished with. No host needs this call. */
    public function service(): void
    {
        $this->call('mixminus_engine_service');
    }

    /** Returns the SIMD level that the engine uses. */
    public function simd(): Simd
    {
        $level = Library::make('uint32_t[1]');
        $this->call('mixminus_engine_simd_level', $level);

        return Simd::from($level[0]);
    }

    /**
     * Starts the engine's own threads, which tick it.
     *
     * @param mixed ...$driver DriverConfig of stubs/shapes.php.
     */
    public function start(mixed ...$driver): DriverReport
    {
        $settings = new Settings('mixminus_driver_config', $driver);
        $report = Library::struct('mixminus_driver_report');
        $this->call('mixminus_engine_start', $settings->pointer(), FFI::addr($report));

        return DriverReport::fromBytes(Library::contents($report), $this);
    }

    /** Stops the engine's threads. Rooms and participants stay. */
    public function stop(): void
    {
        $this->call('mixminus_engine_stop');
    }

    /** Returns the engine's counters. */
    public function stats(): EngineStats
    {
        return EngineStats::fromBytes($this->filled('mixminus_engine_stats', 'mixminus_engine_get_stats'), $this);
    }

    /**
     * Makes a participant: a call comes in.
     *
     * @param mixed ...$config account, environment: strings; user: an integer that each event of it carries;
     *     sampleRateHz: the rate of its line: that of the engine, which is the default, or one of which the engine has
     *     lines.
     */
    public function participant(mixed ...$config): Participant
    {
        $settings = new Settings('mixminus_participant_config', $config);
        $handle = $this->create('mixminus_participant_new', $settings->pointer());
        $participant = new Participant($this, $handle, $settings->struct->sample_rate_hz ?: $this->sampleRateHz);
        $this->participants[$handle] = \WeakReference::create($participant);

        return $participant;
    }

    /** Makes a control call; it throws what the call returns, and what a synthesizer threw in it. @internal */
    public function call(string $function, mixed ...$arguments): void
    {
        if ($this->pointer === null) {
            throw self::closed();
        }
        $status = $this->ffi->$function($this->pointer, ...$arguments);
        if ($status !== 0) {
            $this->synthesizer?->rethrow();
            MixminusException::check($status);
        }
    }

    /** Makes a control call whose last argument receives a number, and returns that. @internal */
    public function create(string $function, mixed ...$arguments): int
    {
        $number = Library::make('uint64_t[1]');
        $this->call($function, ...[...$arguments, $number]);

        return $number[0];
    }

    /** Makes a control call that fills in a struct, and returns the bytes of that. @internal */
    public function filled(string $struct, string $function, mixed ...$arguments): string
    {
        $info = Library::struct($struct);
        $this->call($function, ...[...$arguments, FFI::addr($info)]);

        return Library::contents($info);
    }

    /** The error of an audio call that failed. @internal */
    public function audioError(int $status, bool $isFreed = false): MixminusException
    {
        return match (true) {
            $this->pointer === null => self::closed(),
            $isFreed => self::freed(),
            default => MixminusException::ofAudio($status),
        };
    }

    /** The error for an object that was freed. @internal */
    public static function freed(): MixminusException
    {
        return new MixminusException(Status::StaleHandle->value, 'this object has been freed');
    }

    /** @internal */
    public function forget(int $participant): void
    {
        unset($this->participants[$participant]);
    }

    /** @internal */
    public function participantOfHandle(int $handle): ?Participant
    {
        return ($this->participants[$handle] ?? null)?->get();
    }

    /** @internal */
    public function roomOfHandle(int $handle): ?Room
    {
        return $handle === 0 ? null : new Room($this, $handle);
    }

    private static function closed(): MixminusException
    {
        return new MixminusException(Status::StaleHandle->value, 'the engine has been closed');
    }
}
