<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;

/** A copy of a room's mix, or of a participant's audio, frame by frame. */
final class Tap
{
    use Owned {
        __construct as private own;
    }

    private const FRAMES_PER_READ = 50;

    /** The rate of its frames: that of the room, or of the participant's line. */
    public readonly int $sampleRateHz;
    /** Samples of each of its frames. */
    public readonly int $frameSamples;

    private ?CData $samples = null;
    private ?CData $frames = null;
    private ?CData $count = null;

    /** @internal Engine makes taps. */
    public function __construct(Engine $engine, int $handle)
    {
        $this->own($engine, $handle);
        $this->sampleRateHz = $this->info()->sampleRateHz;
        $this->frameSamples = $engine->frameAt($this->sampleRateHz);
    }

    /**
     * Takes up to 50 frames, oldest first. Does not wait.
     *
     * @return list<array{TapFrame, string}>|null Each frame and its samples; null once what is tapped has ended and
     *     all of it has been read.
     */
    public function read(): ?array
    {
        $frame = $this->frameSamples;
        $this->samples ??= $this->engine->buffer($frame * self::FRAMES_PER_READ);
        $this->frames ??= Library::make('mixminus_tap_frame[' . self::FRAMES_PER_READ . ']');
        $this->count ??= Library::make('size_t[1]');
        $status = $this->engine->ffi->mixminus_tap_read(
            $this->engine->pointer,
            $this->owned,
            $this->samples,
            FFI::addr($this->frames[0]),
            TapFrame::SIZE,
            self::FRAMES_PER_READ,
            $this->count,
        );
        if ($status === Status::Ended->value) {
            return null;
        }
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }
        $count = $this->count[0];
        if ($count === 0) {
            return [];
        }
        $samples = str_split(FFI::string($this->samples, $count * $frame * 2), $frame * 2);
        $bytes = FFI::string($this->frames, $count * TapFrame::SIZE);
        $read = [];
        foreach ($samples as $i => $part) {
            $read[] = [TapFrame::fromBytes($bytes, $this->engine, $i * TapFrame::SIZE), $part];
        }

        return $read;
    }

    /** Returns what the tap takes, since when, and how many frames it got and dropped. */
    public function info(): TapInfo
    {
        $bytes = $this->engine->filled('mixminus_tap_info', 'mixminus_tap_get_info', $this->handle());

        return TapInfo::fromBytes($bytes, $this->engine);
    }

    private function release(int $handle): void
    {
        $this->engine->call('mixminus_tap_free', $handle);
    }
}
