<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;
use Mixminus\Native\Settings;

/** WAV files of a room or of participants. It stops when nothing refers to it any more: keep it while it shall record. */
final class Recording
{
    use Owned;

    private int $stopped = 0;
    private int $tracks = 0;

    /**
     * Starts a recording. @internal Engine::record documents it.
     *
     * @param list<array{target: Room|Participant, path: string, point?: TapPoint}> $tracks
     * @param array<int|string, mixed> $config
     */
    public static function start(Engine $engine, array $tracks, array $config): self
    {
        $settings = new Settings('mixminus_record_config', $config);
        $count = count($tracks);
        $array = $engine->ffi->new('mixminus_record_track[' . max($count, 1) . ']');
        $kept = [];
        foreach (array_values($tracks) as $i => $track) {
            $kept[] = self::setTrack($array[$i], $track);
        }
        $size = FFI::sizeof($array[0]);
        $first = FFI::addr($array[0]);
        $handle = $engine->create('mixminus_recording_start', $settings->pointer(), $first, $size, $count);
        $recording = new self($engine, $handle);
        $recording->tracks = $count;

        return $recording;
    }

    /** Leaves out the audio after the last tick, of all tracks alike. */
    public function pause(): void
    {
        $this->engine->call('mixminus_recording_pause', $this->handle());
    }

    /** Records again from the next tick on. */
    public function resume(): void
    {
        $this->engine->call('mixminus_recording_resume', $this->handle());
    }

    /** Completes the files, and returns the final state. Waits for the disk, at most 5 seconds. */
    public function stop(): RecordingInfo
    {
        $bytes = $this->engine->filled('mixminus_recording_info', 'mixminus_recording_stop', $this->handle());
        $this->stopped = $this->owned;
        $this->owned = 0;

        return RecordingInfo::fromBytes($bytes, $this->engine);
    }

    /** Returns the state of the recording. */
    public function info(): RecordingInfo
    {
        $bytes = $this->engine->filled('mixminus_recording_info', 'mixminus_recording_get_info', $this->handle());

        return RecordingInfo::fromBytes($bytes, $this->engine);
    }

    /**
     * Returns the paths of the files of each track. It works after stop() too.
     *
     * @return list<list<string>>
     */
    public function files(): array
    {
        $files = [];
        for ($track = 0; $track < $this->tracks; $track++) {
            $files[$track] = [];
            while (($path = $this->file($track, count($files[$track]))) !== null) {
                $files[$track][] = $path;
            }
        }

        return $files;
    }

    /** The path of one file; null if the track has no such file. */
    private function file(int $track, int $file): ?string
    {
        $size = 4096;
        $path = Library::make("char[$size]");
        $length = Library::make('size_t[1]');
        $handle = $this->stopped !== 0 ? $this->stopped : $this->handle();
        try {
            $this->engine->call('mixminus_recording_get_file', $handle, $track, $file, $path, $size, $length);
        } catch (MixminusException $error) {
            if ($error->status === Status::InvalidArgument->value) {
                return null;
            }
            throw $error;
        }

        return FFI::string($path, min($length[0], $size));
    }

    /** @param array<string, mixed> $track */
    private static function setTrack(CData $struct, array $track): CData
    {
        foreach (array_keys($track) as $name) {
            if (!in_array($name, ['target', 'path', 'point'], true)) {
                throw MixminusException::refused("unknown option: $name");
            }
        }
        $target = $track['target'] ?? null;
        $path = $track['path'] ?? null;
        if (!$target instanceof Room && !$target instanceof Participant) {
            throw MixminusException::refused('target: must be a room or a participant');
        }
        if (!is_string($path)) {
            throw MixminusException::value('path', $path, 'must be a string');
        }
        $point = $track['point'] ?? ($target instanceof Room ? TapPoint::Mix : TapPoint::AfterMute);
        $bytes = Library::bytes($path);
        $struct->target = $target->handle();
        $struct->point = $point->value;
        $struct->path = Library::pointer('char *', $bytes);
        $struct->path_len = strlen($path);

        return $bytes;
    }

    private function release(int $handle): void
    {
        $this->stopped = $handle;
        $this->engine->call('mixminus_recording_stop', $handle, null);
    }
}
