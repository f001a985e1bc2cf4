<?php

declare(strict_types=1);

namespace Mixminus;

use Mixminus\Native\Library;
use Mixminus\Native\Settings;

/** The rooms of an engine's accounts, and what limits these. A name that is left out is the library's default. */
trait EngineAccounts
{
    /** Returns the room of an id; null if there is none. */
    public function findRoom(string|int $conferenceId, ?string $account = null, ?string $environment = null): ?Room
    {
        try {
            $names = [...self::name($account), ...self::name($environment), ...self::name((string) $conferenceId)];

            return $this->roomOfHandle($this->create('mixminus_room_find', ...$names));
        } catch (MixminusException $error) {
            if ($error->status === Status::NotFound->value) {
                return null;
            }
            throw $error;
        }
    }

    /**
     * Lists the rooms of an account.
     *
     * @return list<Room>
     */
    public function rooms(?string $account = null): array
    {
        $page = 256;
        $handles = Library::make("uint64_t[$page]");
        $cursor = Library::make('uint64_t[1]');
        $count = Library::make('size_t[1]');
        $rooms = [];
        do {
            $this->call('mixminus_room_list', ...[...self::name($account), $cursor, $handles, $page, $count]);
            for ($i = 0; $i < $count[0]; $i++) {
                $rooms[] = new Room($this, $handles[$i]);
            }
        } while ($cursor[0] !== 0);

        return $rooms;
    }

    /**
     * Plays a sound to several rooms, in all of them from the same tick on. Returns the number of the play in each.
     *
     * @param list<Room> $rooms
     * @param mixed ...$options SayOptions of stubs/shapes.php.
     * @return list<int>
     */
    public function sayToRooms(array $rooms, Prompt|string $sound, mixed ...$options): array
    {
        $count = count($rooms);
        $settings = new Settings('mixminus_say_options', $options);
        $handles = $this->ffi->new('uint64_t[' . max($count, 1) . ']');
        $plays = $this->ffi->new('uint64_t[' . max($count, 1) . ']');
        foreach (array_values($rooms) as $i => $room) {
            $handles[$i] = $room->handle();
        }
        $number = Sound::of('sound', $sound);
        $this->call('mixminus_rooms_say', $handles, $count, $number, $settings->pointer(), $plays);
        $numbers = [];
        for ($i = 0; $i < $count; $i++) {
            $numbers[] = $plays[$i];
        }

        return $numbers;
    }

    /**
     * Sets what a new room gets: the room of one id, or without an id all rooms of the environment.
     *
     * @param mixed ...$settings RoomTemplate of stubs/shapes.php: capacity, limitS, aloneLoop, and sampleRateHz, at
     *     which the room is mixed; lines of other rates are converted.
     */
    public function setTemplate(
        string|int|null $conferenceId = null,
        ?string $account = null,
        ?string $environment = null,
        mixed ...$settings,
    ): void {
        $template = new Settings('mixminus_room_template', $settings);
        $names = self::templateNames($conferenceId, $account, $environment);
        $this->call('mixminus_room_template_set', ...[...$names, $template->pointer()]);
    }

    /** Removes a template, if there is one. */
    public function removeTemplate(
        string|int|null $conferenceId = null,
        ?string $account = null,
        ?string $environment = null,
    ): void {
        $names = self::templateNames($conferenceId, $account, $environment);
        $this->call('mixminus_room_template_remove', ...$names);
    }

    /**
     * Sets what one account may use.
     *
     * @param mixed ...$settings AccountQuota of stubs/shapes.php: rooms, participants, queuedSignals, promptBytes.
     */
    public function setQuota(?string $account = null, mixed ...$settings): void
    {
        $quota = new Settings('mixminus_account_quota', $settings);
        $this->call('mixminus_account_quota_set', ...[...self::name($account), $quota->pointer()]);
    }

    /** Removes the quota of an account, if it has one. */
    public function resetQuota(?string $account = null): void
    {
        $this->call('mixminus_account_quota_reset', ...self::name($account));
    }

    /** @return array{?string, int} A name as the library takes it: NULL and 0 for the default. */
    private static function name(?string $name): array
    {
        return [$name, strlen((string) $name)];
    }

    /** @return list<string|int|null> */
    private static function templateNames(string|int|null $id, ?string $account, ?string $environment): array
    {
        $id = $id === null ? null : (string) $id;

        return [...self::name($account), ...self::name($environment), ...self::name($id)];
    }
}
