<?php

declare(strict_types=1);

namespace Mixminus;

use Mixminus\Native\Settings;

/** The DTMF of a participant: keys that arrive out of band, keys that are sent to it, and what becomes of its tones. */
trait ParticipantDtmf
{
    /** Reports DTMF digits in its audio as events, or no longer. */
    public function setDetectDtmf(bool $detect): void
    {
        $this->engine->call('mixminus_participant_set_detect_dtmf', $this->handle(), (int) $detect);
    }

    /** Lets the others hear its DTMF tones, or suppresses them. */
    public function setPlayTones(bool $play): void
    {
        $this->engine->call('mixminus_participant_set_play_tones', $this->handle(), (int) $play);
    }

    /** Generates tones for digits that are injected for it, or no longer. */
    public function setGenerateDtmf(bool $generate): void
    {
        $this->engine->call('mixminus_participant_set_generate_dtmf', $this->handle(), (int) $generate);
    }

    /**
     * Passes on a packet of RFC 4733 as it arrived.
     *
     * @param mixed ...$packet TelephoneEvent of stubs/shapes.php: event, end, volume, duration, timestamp, ssrc,
     *     clockRate.
     */
    public function telephoneEvent(mixed ...$packet): void
    {
        $settings = new Settings('mixminus_telephone_event', $packet);
        $this->engine->call('mixminus_participant_telephone_event', $this->handle(), $settings->pointer());
    }

    /** Reports a whole press of known duration, as of a SIP INFO. */
    public function injectDtmf(string $digit, int $durationMs = 100, float $levelDbm0 = -10): void
    {
        $level = Decibels::thousandths('levelDbm0', $levelDbm0);
        $arguments = [$this->handle(), self::digit($digit), $level, self::duration($durationMs)];
        $this->engine->call('mixminus_participant_inject_dtmf_press', ...$arguments);
    }

    /** Reports the beginning of a press. It ends by itself after a time. */
    public function beginDtmf(string $digit, float $levelDbm0 = -10, int $limitMs = 5000): void
    {
        $level = Decibels::thousandths('levelDbm0', $levelDbm0);
        $arguments = [$this->handle(), self::digit($digit), $level, self::duration($limitMs)];
        $this->engine->call('mixminus_participant_inject_dtmf_begin', ...$arguments);
    }

    /** Reports the end of a press that beginDtmf began. */
    public function endDtmf(string $digit): void
    {
        $this->engine->call('mixminus_participant_inject_dtmf_end', $this->handle(), self::digit($digit));
    }

    /** Sends up to 32 digits to it, as tones in its output. */
    public function sendDtmf(string $digits, float $levelDbm0 = -10, int $onMs = 100, int $offMs = 100): void
    {
        $level = Decibels::thousandths('levelDbm0', $levelDbm0);
        $arguments = [$this->handle(), $digits, strlen($digits), $level, self::duration($onMs), self::duration($offMs)];
        $this->engine->call('mixminus_participant_send_dtmf', ...$arguments);
    }

    private static function digit(string $digit): string
    {
        return strlen($digit) === 1 ? $digit : throw MixminusException::value('digit', $digit, 'must be one digit');
    }

    /** The library checks the range; this keeps a number from being cut to 32 bits before it does. */
    private static function duration(int $ms): int
    {
        if ($ms < 0 || $ms > 0xFFFFFFFF) {
            throw MixminusException::value('ms', $ms, 'must be 0 to 4294967295');
        }

        return $ms;
    }
}
