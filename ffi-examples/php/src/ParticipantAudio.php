<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;

/**
 * The audio of a participant: samples as binary strings, or as FFI arrays int16_t[] (Engine::buffer).
 *
 * A string is written without a copy. A read into a string copies once; a read into an array does not.
 */
trait ParticipantAudio
{
    /** The most samples of a readEncoded: more would exhaust the memory of PHP, which ends the script. */
    private const MOST_ENCODED = 1 << 22;

    private ?CData $moved = null;
    private ?FFI $ffi = null;

    /** The array of the last call, and its length: to ask FFI for the length costs more than the call. */
    private ?CData $array = null;
    private int $arraySamples = 0;

    private ?CData $scratch = null;
    private int $scratchSamples = 0;
    private ?CData $writeInfo = null;
    private ?CData $readInfo = null;

    /** Writes what the line has received. Returns how many samples were accepted. */
    public function write(string|CData $samples): int
    {
        $count = \is_string($samples) && !(\strlen($samples) & 1) ? \strlen($samples) >> 1 : $this->samplesIn($samples);
        $status = ($this->ffi ?? $this->prepare())->mixminus_participant_write(
            $this->engine->pointer,
            $this->owned,
            $samples,
            $count,
            $this->moved,
        );
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }

        return $this->moved[0];
    }

    /**
     * Writes what the line has received, with what is known about it.
     *
     * @param int $lost Samples that the network lost just before the first one.
     * @param int|null $timestamp Media timestamp of the first sample. Packets may come in any order, and twice.
     * @param bool $startsTalkspurt The sender has paused before these samples (the marker bit of RTP).
     */
    public function writeEx(
        string|CData $samples,
        int $lost = 0,
        ?int $timestamp = null,
        bool $startsTalkspurt = false,
    ): int {
        $ffi = $this->ffi ?? $this->prepare();
        $info = $this->written($lost, $timestamp, $startsTalkspurt);
        $count = Audio::count($samples);
        $status = $ffi->mixminus_participant_write_ex(
            ...[$this->engine->pointer, $this->owned, $samples, $count, $info, $this->moved],
        );
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }

        return $this->moved[0];
    }

    /**
     * Writes what the line has received in its own encoding, which the engine converts.
     *
     * @param string $samples A binary string of samples in that encoding.
     * @param int $lost Samples that the network lost just before the first one.
     * @param int|null $timestamp Media timestamp of the first sample. Packets may come in any order, and twice.
     * @param bool $startsTalkspurt The sender has paused before these samples (the marker bit of RTP).
     * @return int How many samples were accepted.
     */
    public function writeEncoded(
        string $samples,
        Encoding $encoding,
        int $lost = 0,
        ?int $timestamp = null,
        bool $startsTalkspurt = false,
    ): int {
        $ffi = $this->ffi ?? $this->prepare();
        $info = $this->written($lost, $timestamp, $startsTalkspurt);
        $status = $ffi->mixminus_participant_write_encoded(
            $this->engine->pointer,
            $this->owned,
            $samples,
            Audio::encodedCount($samples, $encoding),
            $encoding->value,
            $info,
            $this->moved,
        );
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }

        return $this->moved[0];
    }

    /** Drops all that was written and has not been heard yet: what an agent still had to say when it was interrupted. */
    public function flush(): void
    {
        $status = $this->engine->ffi->mixminus_participant_flush($this->engine->pointer, $this->owned);
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }
    }

    /**
     * Marks the place after what was written last. The event MarkHeard with this value tells when all before it was
     * heard, MarkFlushed that it will not be.
     */
    public function mark(int $value): void
    {
        $status = $this->engine->ffi->mixminus_participant_mark($this->engine->pointer, $this->owned, $value);
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }
    }

    /**
     * Reads what the line is to send. For a number of samples it returns a string of them, by default a frame of the
     * line. It fills an array, and returns how many of its samples come from the room; the rest is made up, or silence.
     *
     * @return ($samples is CData ? int : string)
     */
    public function read(int|CData|null $samples = null): string|int
    {
        if ($samples instanceof CData) {
            $count = $this->samplesIn($samples);
            $buffer = $samples;
        } else {
            $count = $samples ?? $this->readSamples;
            $buffer = $count > 0 && $count <= $this->scratchSamples ? $this->scratch : $this->space($count);
        }
        $status = ($this->ffi ?? $this->prepare())->mixminus_participant_read(
            $this->engine->pointer,
            $this->owned,
            $buffer,
            $count,
            $this->moved,
        );
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }

        return $samples instanceof CData ? $this->moved[0] : FFI::string($buffer, $count << 1);
    }

    /**
     * Reads what the line is to send, with what the engine knows about it.
     *
     * @return array{string|CData, ReadInfo} The samples, or the array that was filled.
     */
    public function readEx(int|CData|null $samples = null): array
    {
        $isArray = $samples instanceof CData;
        $count = $isArray ? Audio::count($samples) : $samples ?? $this->readSamples;
        $buffer = $isArray ? $samples : $this->space($count);
        $this->readInfo ??= Library::struct('mixminus_read_info');
        $status = $this->engine->ffi->mixminus_participant_read_ex(
            ...[$this->engine->pointer, $this->owned, $buffer, $count, FFI::addr($this->readInfo)],
        );
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }
        $info = ReadInfo::fromBytes(Library::contents($this->readInfo), $this->engine);

        return [$isArray ? $samples : FFI::string($buffer, $count << 1), $info];
    }

    /**
     * Reads what the line is to send in its own encoding, with what the engine knows about it.
     *
     * @param int $samples How many samples.
     * @return array{string, ReadInfo} A binary string of samples in that encoding.
     */
    public function readEncoded(int $samples, Encoding $encoding): array
    {
        if ($samples < 0 || $samples > self::MOST_ENCODED) {
            throw MixminusException::value('samples', $samples, 'must be 0 to ' . self::MOST_ENCODED);
        }
        $bytes = $samples * Audio::width($encoding);
        // The space is counted in 16-bit samples.
        $buffer = $this->space(($bytes + 1) >> 1);
        $this->readInfo ??= Library::struct('mixminus_read_info');
        $status = $this->engine->ffi->mixminus_participant_read_encoded(
            $this->engine->pointer,
            $this->owned,
            $buffer,
            $samples,
            $encoding->value,
            FFI::addr($this->readInfo),
        );
        if ($status !== 0) {
            throw $this->engine->audioError($status, $this->owned === 0);
        }

        return [FFI::string($buffer, $bytes), ReadInfo::fromBytes(Library::contents($this->readInfo), $this->engine)];
    }

    /** What is known about the samples of a write, for the library. */
    private function written(int $lost, ?int $timestamp, bool $startsTalkspurt): CData
    {
        $this->writeInfo ??= Library::struct('mixminus_write_info');
        if ($lost < 0 || $lost > 0xFFFFFFFF) {
            throw MixminusException::value('lost', $lost, 'must be 0 to 4294967295');
        }
        $this->writeInfo->lost = $lost;
        $this->writeInfo->timestamp = $timestamp ?? 0;
        $this->writeInfo->has_timestamp = $timestamp === null ? 0 : 1;
        $this->writeInfo->starts_talkspurt = (int) $startsTalkspurt;

        return FFI::addr($this->writeInfo);
    }

    /** Keeps what each call needs: looking it up costs as much as the call. */
    private function prepare(): FFI
    {
        $this->moved = Library::make('size_t[1]');

        return $this->ffi = $this->engine->ffi;
    }

    private function samplesIn(string|CData $samples): int
    {
        if ($samples === $this->array) {
            return $this->arraySamples;
        }
        $count = Audio::count($samples);
        if ($samples instanceof CData) {
            $this->array = $samples;
            $this->arraySamples = $count;
        }

        return $count;
    }

    /** Space for a number of samples, kept for the next read. */
    private function space(int $count): CData
    {
        if ($count < 0) {
            throw MixminusException::value('samples', $count, 'must not be negative');
        }
        if ($this->scratch === null || $count > $this->scratchSamples) {
            $this->scratchSamples = max($count, $this->readSamples);
            $this->scratch = $this->engine->buffer($this->scratchSamples);
        }

        return $this->scratch;
    }
}
