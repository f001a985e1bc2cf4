/** A room, from its first join to its last leave. The host neither makes nor frees it. */
"use strict";

const native = require("./native.js");
const { check } = require("./error.js");
const { conferenceId } = require("./conference.js");
const { Member } = require("./owned.js");
const { sayOptions, sound } = require("./prompt.js");
const { flag, number, plain, string } = require("./values.js");

const result = new BigUint64Array(1);
const sequence = new BigUint64Array(1);
const tick = new BigUint64Array(1);

/** The MIXMINUS_STATE_ flags of a participant, by name. */
function readState(state) {
    return {
        muted: (state & native.MIXMINUS_STATE_MUTED) !== 0,
        deaf: (state & native.MIXMINUS_STATE_DEAF) !== 0,
        talking: (state & native.MIXMINUS_STATE_TALKING) !== 0,
        dtmfDetected: (state & native.MIXMINUS_STATE_DTMF_DETECTED) !== 0,
        dtmfSuppressed: (state & native.MIXMINUS_STATE_DTMF_SUPPRESSED) !== 0,
        dtmfGenerated: (state & native.MIXMINUS_STATE_DTMF_GENERATED) !== 0,
        held: (state & native.MIXMINUS_STATE_HELD) !== 0,
    };
}

class Room extends Member {
    info() {
        const info = native.mixminus_room_info.init();
        check(native.mixminus_room_get_info(this._pointer, this.handle, info));
        return {
            participants: info.participants,
            sampleRateHz: info.sample_rate_hz,
            capacity: info.capacity,
            locked: info.locked !== 0,
            account: string(info.account, info.account_len),
            environment: string(info.environment, info.environment_len),
            conferenceId: string(info.conference_id, info.conference_id_len),
        };
    }

    /** Calls list(capacity) until all members fit, and returns how many there are. */
    #all(list) {
        for (let capacity = 64; ; capacity = Number(result[0])) {
            list(capacity);
            if (result[0] <= capacity) {
                return Number(result[0]);
            }
        }
    }

    participants() {
        let handles;
        const count = this.#all((capacity) => {
            handles = new BigUint64Array(capacity);
            check(native.mixminus_room_participants(this._pointer, this.handle, handles, capacity, result));
        });
        return Array.from(handles.subarray(0, count), (handle) => this._core.participant(handle));
    }

    snapshot() {
        const Element = native.mixminus_room_member;
        let members;
        const count = this.#all((capacity) => {
            members = Element.array(capacity);
            const memory = members[0];
            check(
                native.mixminus_room_snapshot(
                    this._pointer, this.handle, memory, Element.size, capacity, result, sequence, tick,
                ),
            );
        });
        return {
            sequence: number(sequence[0]),
            tick: number(tick[0]),
            members: members.slice(0, count).map((member) => ({
                ...plain(member),
                participant: this._core.participant(member.participant),
                state: readState(member.state),
            })),
        };
    }

    close() {
        check(native.mixminus_room_close(this._pointer, this.handle));
    }

    lock(locked = true) {
        const on = flag("locked", locked);
        check(native.mixminus_room_set_locked(this._pointer, this.handle, on));
    }

    unlock() {
        this.lock(false);
    }

    merge(id) {
        const { bytes, length } = conferenceId(id);
        check(native.mixminus_room_merge(this._pointer, this.handle, bytes, length, result));
        return new Room(this.engine, this._core, result[0]);
    }

    say(what, options) {
        return this.engine.say([this], what, options)[0];
    }

    stopSaying() {
        check(native.mixminus_room_say_stop(this._pointer, this.handle));
    }

    setAloneLoop(what) {
        const played = sound("sound", what);
        check(native.mixminus_room_set_alone_loop(this._pointer, this.handle, played));
    }
}

module.exports = { Room, readState };
