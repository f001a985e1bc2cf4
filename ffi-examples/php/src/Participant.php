<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use Mixminus\Native\Library;
use Mixminus\Native\Settings;

/**
 * One call of the telephony host. It hangs up when it is freed: by free(), or when nothing refers to it any more.
 *
 * Options of join and conference are named arguments or an array, in camelCase or snake_case; null means the default:
 *
 *     allowSignals       string or list of strings: the signals that may interrupt; "*" any (default), "" or [] none
 *     interdigitTimeout  seconds, 0 to 3600: how long no key counts after one that is not the terminator
 *     mute, playTones    bool
 *     terminator         one of 0-9 * # A-D: the key that leaves the room
 *     joinPrompt, leavePrompt   "none", "beep" or a Prompt: what all hear as it joins or leaves
 */
final class Participant
{
    use Owned {
        __construct as private own;
    }
    use ParticipantAudio;
    use ParticipantDtmf;

    /** Samples of a frame of its line. */
    public readonly int $frameSamples;
    /** Samples of a frame at the rate at which it is read. */
    private int $readSamples;

    /**
     * @param int $sampleRateHz The rate of its line, in both directions.
     * @internal Engine makes participants.
     */
    public function __construct(Engine $engine, int $handle, public readonly int $sampleRateHz)
    {
        $this->own($engine, $handle);
        $this->frameSamples = $this->readSamples = $engine->frameAt($sampleRateHz);
    }

    /**
     * Joins a room, and makes it if there is none. Does not wait.
     *
     * @param string|int $conferenceId
     * @param mixed ...$options Those above, and deaf, talkEvents, detectDtmf, generateDtmf (bool), gainDb (decibels),
     *     prefillMs, capMs, adaptiveMinMs, adaptiveMaxMs.
     */
    public function join(mixed $conferenceId, mixed ...$options): Room
    {
        $join = new JoinOptions($conferenceId, $options, false);
        $handle = $this->engine->create('mixminus_participant_join', $this->handle(), $join->pointer());

        return new Room($this->engine, $handle);
    }

    /**
     * Joins a room and returns when the conference is over. PHP runs nothing else meanwhile, so the engine's drivers
     * must tick (Engine::start). A handler is called after the participant has left, and before this returns.
     *
     * @param string|int $conferenceId
     * @param mixed ...$options Those above, and onChoice, onSignal: callables, which may take a ConferenceEvent.
     */
    public function conference(mixed $conferenceId, mixed ...$options): ConferenceEnd
    {
        $join = new JoinOptions($conferenceId, $options, true);
        $struct = ConferenceEnd::struct();
        $this->engine->call('mixminus_conference', $this->handle(), $join->pointer(), null, null, FFI::addr($struct));
        $end = ConferenceEnd::fromStruct($struct);
        $event = $end?->event();
        $handler = $event === null ? null : $join->handler($event);
        if ($handler !== null) {
            JoinOptions::handle($handler, $event);
        }

        return $end;
    }

    /** Returns how the last conference ended; null if it is in one, or never was. */
    public function conferenceEnd(): ?ConferenceEnd
    {
        $struct = ConferenceEnd::struct();
        $this->engine->call('mixminus_participant_conference_end', $this->handle(), FFI::addr($struct));

        return ConferenceEnd::fromStruct($struct);
    }

    /** Leaves the room. The session continues. */
    public function leave(): void
    {
        $this->engine->call('mixminus_participant_leave', $this->handle());
    }

    /** Removes it from its room, with a text of up to 255 bytes for its application. */
    public function remove(string $text = ''): void
    {
        $this->engine->call('mixminus_participant_remove', $this->handle(), $text, strlen($text));
    }

    /** Moves it to another room of the same account and environment, without a pause. */
    public function move(string|int $conferenceId): Room
    {
        $id = (string) $conferenceId;
        $handle = $this->engine->create('mixminus_participant_move', $this->handle(), $id, strlen($id));

        return new Room($this->engine, $handle);
    }

    /** Ends its conference as a hang-up, without freeing it. */
    public function hangUp(): void
    {
        $this->engine->call('mixminus_participant_hang_up', $this->handle());
    }

    /**
     * Sets the sample rates at which its audio is written and read, 8000 to 48000 Hz; 0 leaves one as it is. At first both
     * are the rate of its line. A call that goes from G.711 to G.722 goes from 8000 to 16000.
     */
    public function setRates(int $writeHz = 0, int $readHz = 0): void
    {
        $this->engine->call('mixminus_participant_set_rates', $this->handle(), $writeHz, $readHz);
        if ($readHz !== 0) {
            $this->readSamples = $this->engine->frameAt($readHz);
        }
    }

    /** Mutes or unmutes it. It still hears the room. */
    public function setMute(bool $mute): void
    {
        $this->engine->call('mixminus_participant_set_mute', $this->handle(), (int) $mute);
    }

    /** Lets it not hear the room, or hear it again. */
    public function setDeaf(bool $deaf): void
    {
        $this->engine->call('mixminus_participant_set_deaf', $this->handle(), (int) $deaf);
    }

    /** Sets the gain on its contribution: -60 to 24 dB. */
    public function setGainDb(float $gainDb): void
    {
        $gain = Decibels::thousandths('gainDb', $gainDb);
        $this->engine->call('mixminus_participant_set_gain', $this->handle(), $gain);
    }

    /** Puts it on hold, with music or without, or takes it off hold. */
    public function setHold(bool $hold, Prompt|string|null $music = null): void
    {
        $sound = Sound::of('music', $music);
        $this->engine->call('mixminus_participant_set_hold', $this->handle(), (int) $hold, $sound);
    }

    /**
     * Plays a sound to it, and returns the number of the play. Does not wait.
     *
     * @param mixed ...$options SayOptions of stubs/shapes.php: times, gainMdb, interrupt.
     */
    public function say(Prompt|string $sound, mixed ...$options): int
    {
        $settings = new Settings('mixminus_say_options', $options);
        $number = Sound::of('sound', $sound);

        return $this->engine->create('mixminus_participant_say', $this->handle(), $number, $settings->pointer());
    }

    /**
     * Speaks a text to it by the engine's synthesizer, and returns the number of the play.
     *
     * @param mixed ...$options SayOptions of stubs/shapes.php.
     */
    public function sayText(string $text, string $voice = '', mixed ...$options): int
    {
        $settings = new Settings('mixminus_say_options', $options);
        $texts = [$text, strlen($text), $voice, strlen($voice)];

        return $this->engine->create(
            'mixminus_participant_say_text',
            ...[$this->handle(), ...$texts, $settings->pointer()],
        );
    }

    /**
     * Plays a sound and returns when it was played. The engine's drivers must tick.
     *
     * @param mixed ...$options SayOptions of stubs/shapes.php.
     */
    public function sayAndWait(Prompt|string $sound, mixed ...$options): SayEnd
    {
        $settings = new Settings('mixminus_say_options', $options);
        $end = Library::make('uint32_t[1]');
        $number = Sound::of('sound', $sound);
        $this->engine->call('mixminus_say', $this->handle(), $number, $settings->pointer(), null, $end);

        return SayEnd::from($end[0]);
    }

    /**
     * Speaks a text and returns when it was spoken. The engine's drivers must tick.
     *
     * @param mixed ...$options SayOptions of stubs/shapes.php.
     */
    public function sayTextAndWait(string $text, string $voice = '', mixed ...$options): SayEnd
    {
        $settings = new Settings('mixminus_say_options', $options);
        $end = Library::make('uint32_t[1]');
        $texts = [$text, strlen($text), $voice, strlen($voice)];
        $this->engine->call('mixminus_say_text', ...[$this->handle(), ...$texts, $settings->pointer(), null, $end]);

        return SayEnd::from($end[0]);
    }

    /** Stops what plays to it, and what is queued. */
    public function stopSaying(): void
    {
        $this->engine->call('mixminus_participant_say_stop', $this->handle());
    }

    /** Sends a signal to the session, and returns the outcome. */
    public function signal(string $name): SignalOutcome
    {
        $outcome = Library::make('uint32_t[1]');
        $arguments = [$this->handle(), $name, strlen($name), $outcome, null];
        $this->engine->call('mixminus_participant_signal', ...$arguments);

        return SignalOutcome::from($outcome[0]);
    }

    /** Returns how many signals are queued. */
    public function queuedSignals(): int
    {
        $count = Library::make('uint32_t[1]');
        $this->engine->call('mixminus_participant_queued_signals', $this->handle(), $count);

        return $count[0];
    }

    /** Returns its state as control calls have set it. */
    public function info(): ParticipantInfo
    {
        $handle = $this->handle();
        $bytes = $this->engine->filled('mixminus_participant_info', 'mixminus_participant_get_info', $handle);

        return ParticipantInfo::fromBytes($bytes, $this->engine);
    }

    /** Returns its counters. */
    public function stats(): ParticipantStats
    {
        $handle = $this->handle();
        $bytes = $this->engine->filled('mixminus_participant_stats', 'mixminus_participant_get_stats', $handle);

        return ParticipantStats::fromBytes($bytes, $this->engine);
    }

    /** Makes a tap of its audio. */
    public function tap(TapPoint $point = TapPoint::AfterMute, int $bufferMs = 1000): Tap
    {
        return $this->engine->tap($this, $point, $bufferMs);
    }

    private function release(int $handle): void
    {
        $this->engine->forget($handle);
        $this->engine->call('mixminus_participant_free', $handle);
    }
}
