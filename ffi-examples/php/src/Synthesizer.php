<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;

/**
 * Turns a PHP function into the library's synthesizer. @internal Engine::setSynthesizer documents it.
 *
 * The library calls it inside sayText, on the thread of that call. PHP lets nothing be thrown out of a callback, so what
 * the function throws is kept, and thrown when sayText returns.
 */
final class Synthesizer
{
    private ?\Throwable $thrown = null;
    private \Closure $function;

    public function __construct(callable $function, private readonly int $rate)
    {
        $this->function = \Closure::fromCallable($function);
    }

    /** The function that the library calls. */
    public function callback(): \Closure
    {
        return function (?CData $user, ?CData $text, int $length, ?CData $voice, int $voiceLength, CData $speech): int {
            try {
                $spoken = ($this->function)(
                    $length > 0 ? FFI::string($text, $length) : '',
                    $voiceLength > 0 ? FFI::string($voice, $voiceLength) : '',
                );

                return $this->add($speech, $spoken);
            } catch (\Throwable $thrown) {
                $this->thrown = $thrown;

                return Status::System->value;
            }
        };
    }

    /** Throws what the function has thrown. */
    public function rethrow(): void
    {
        $thrown = $this->thrown;
        $this->thrown = null;
        if ($thrown !== null) {
            throw $thrown;
        }
    }

    private function add(CData $speech, mixed $spoken): int
    {
        [$bytes, $rate] = is_array($spoken) ? $spoken : [$spoken, $this->rate];
        if (!is_string($bytes)) {
            throw MixminusException::refused('a synthesizer must return a string of samples, or [samples, rate]');
        }
        $ffi = Library::ffi();
        if (!is_array($spoken) && preg_match('/\A(RIFF|RF64|BW64|riff)/', $bytes)) {
            return $ffi->mixminus_speech_add_wav($speech, $bytes, strlen($bytes));
        }

        return $ffi->mixminus_speech_add($speech, $bytes, Audio::count($bytes), $rate);
    }
}
