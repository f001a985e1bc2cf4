<?php

declare(strict_types=1);

namespace Mixminus;

use FFI\CData;
use Mixminus\Native\Library;
use Mixminus\Native\Settings;

/** What an engine plays and what it records. */
trait EngineMedia
{
    private ?Synthesizer $synthesizer = null;

    /**
     * Makes a prompt from samples: a binary string of 16-bit samples, an FFI array int16_t[], or a list of integers.
     */
    public function prompt(string|CData|array $samples, int $rate = 8000, ?string $account = null): Prompt
    {
        $settings = new Settings('mixminus_prompt_config', ['sample_rate_hz' => $rate, 'account' => $account]);
        $bytes = Audio::bytes($samples);
        $kept = Library::bytes($bytes);
        $settings->struct->samples = Library::pointer('int16_t *', $kept);
        $settings->struct->count = Audio::count($bytes);

        return new Prompt($this, $this->create('mixminus_prompt_new', $settings->pointer()));
    }

    /** Makes a prompt from the contents of a WAV file. */
    public function promptWav(string $wav, ?string $account = null): Prompt
    {
        $length = strlen((string) $account);

        return new Prompt($this, $this->create('mixminus_prompt_new_wav', $account, $length, $wav, strlen($wav)));
    }

    /** Makes a prompt from a WAV file. */
    public function promptFile(string $path, ?string $account = null): Prompt
    {
        $length = strlen((string) $account);

        return new Prompt($this, $this->create('mixminus_prompt_new_file', $account, $length, $path, strlen($path)));
    }

    /** Makes a tap of a room or a participant: space for buffer_ms of audio. */
    public function tap(Room|Participant $target, ?TapPoint $point = null, int $bufferMs = 1000): Tap
    {
        $point ??= $target instanceof Room ? TapPoint::Mix : TapPoint::AfterMute;

        return new Tap($this, $this->create('mixminus_tap_new', $target->handle(), $point->value, $bufferMs));
    }

    /**
     * Starts a recording: each track is ['target' => Room|Participant, 'path' => string, 'point' => TapPoint].
     *
     * @param list<array{target: Room|Participant, path: string, point?: TapPoint}> $tracks
     * @param mixed ...$config RecordConfig of stubs/shapes.php.
     */
    public function record(array $tracks, mixed ...$config): Recording
    {
        return Recording::start($this, $tracks, $config);
    }

    /**
     * Sets or removes the function that turns text into speech.
     *
     * It is called on the thread of sayText, with the text and the name of the voice. It returns samples at the
     * engine's rate, the contents of a WAV file, or [samples, rate]. What it throws comes out of sayText.
     *
     * @param (callable(string, string): (string|array{string, int}))|null $function
     */
    public function setSynthesizer(?callable $function): void
    {
        $synthesizer = $function === null ? null : new Synthesizer($function, $this->sampleRateHz);
        $this->call('mixminus_engine_set_synthesizer', $synthesizer?->callback(), null);
        $this->synthesizer = $synthesizer;
    }

    /** Stops one play, by the number that say returned. */
    public function stopPlay(int $play): void
    {
        $this->call('mixminus_play_stop', $play);
    }

    /** Returns an FFI array int16_t[], for write and read without a string: by default a frame at the engine's rate. */
    public function buffer(?int $samples = null): CData
    {
        return $this->ffi->new('int16_t[' . max(1, $samples ?? $this->frameSamples) . ']');
    }
}
