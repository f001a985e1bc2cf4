<?php

declare(strict_types=1);

namespace Mixminus;

/** The members of a room as of one event. Later events change it. */
final class Snapshot
{
    /**
     * @param list<RoomMember> $members
     * @internal
     */
    public function __construct(
        public readonly array $members,
        /** The sequence number of the last event that is included. */
        public readonly int $sequence,
        /** The tick of this state. */
        public readonly int $tick,
    ) {
    }
}
