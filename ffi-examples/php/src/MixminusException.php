<?php

declare(strict_types=1);

namespace Mixminus;

use Mixminus\Native\Library;

/** A call of the library failed, or one of its arguments was refused. */
final class MixminusException extends \RuntimeException
{
    /** The name of the status, such as "ROOM_FULL". */
    public readonly string $name;

    /** @param int $status A status of mixminus.h, such as -11. */
    public function __construct(public readonly int $status, string $message)
    {
        $this->name = self::nameOf($status);
        parent::__construct($message, $status);
        $this->locate();
    }

    /** Takes the file and line of the caller, not those of this package. */
    private function locate(): void
    {
        foreach ($this->getTrace() as $frame) {
            if (isset($frame['file']) && !str_starts_with($frame['file'], __DIR__ . '/')) {
                $this->file = $frame['file'];
                $this->line = $frame['line'];

                return;
            }
        }
    }

    /** Returns the status as an enum; null if this version does not know it. */
    public function status(): ?Status
    {
        return Status::tryFrom($this->status);
    }

    /** Raises the error of a control call, with the library's message. */
    public static function check(int $status): void
    {
        if ($status !== 0) {
            $message = Library::ffi()->mixminus_last_error();
            throw new self($status, $message !== '' ? $message : Library::ffi()->mixminus_status_str($status));
        }
    }

    /** The error of an audio call, which stores no message of its own. */
    public static function ofAudio(int $status): self
    {
        return new self($status, Library::ffi()->mixminus_status_str($status));
    }

    /** The error for an argument that was refused before a call. */
    public static function refused(string $message): self
    {
        return new self(Status::InvalidArgument->value, $message);
    }

    /** The error for a value: `mute: "x", must be true or false`. */
    public static function value(string $name, mixed $value, string $must): self
    {
        return self::refused("$name: " . self::json($value) . ", $must");
    }

    private static function json(mixed $value): string
    {
        if (is_float($value) && !is_finite($value)) {
            return is_nan($value) ? 'NaN' : ($value > 0 ? 'Infinity' : '-Infinity');
        }
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE
            | JSON_PRESERVE_ZERO_FRACTION;
        $json = is_resource($value) ? false : json_encode($value, $flags);

        return $json === false ? get_debug_type($value) : $json;
    }

    private static function nameOf(int $status): string
    {
        $case = Status::tryFrom($status)?->name ?? 'Unknown';

        return strtoupper((string) preg_replace('/(?<=[a-z])(?=[A-Z])/', '_', $case));
    }
}
