/** The audio and the DTMF of a participant's line. */
"use strict";

const native = require("./native.js");
const { check, checkAudio } = require("./error.js");
const names = require("./names.js");
const { Owned } = require("./owned.js");
const {
    digit, encodedSamples, encodedSpace, fill, flag, integer, milliDecibels, named, number, samples, text,
} = require("./values.js");

// Results of calls. JavaScript runs one call at a time on a thread, and each thread has its own copy of this module.
const count = new Uint32Array(new ArrayBuffer(8));
const writeInfo = native.mixminus_write_info.init();
const readInfo = native.mixminus_read_info.init();

/** The buffer that is read into: the caller's, or a new one of so many samples. */
function target(space) {
    if (typeof space === "number") {
        return new Int16Array(integer("count", space));
    }
    return samples(space);
}

/** The same in an encoding. */
function encodedTarget(space, encoding) {
    if (typeof space === "number") {
        return encodedSpace(integer("count", space), encoding);
    }
    return encodedSamples(space, encoding);
}

/** What the host knows about the audio that it writes. */
function written(options) {
    const { lost, timestamp, startsTalkspurt } = named(options, { lost: 0, timestamp: null, startsTalkspurt: false });
    writeInfo.lost = integer("lost", lost);
    writeInfo.timestamp = timestamp === null ? 0n : BigInt(integer("timestamp", timestamp, "uint64_t"));
    writeInfo.has_timestamp = timestamp === null ? 0 : 1;
    writeInfo.starts_talkspurt = flag("startsTalkspurt", startsTalkspurt);
    return writeInfo;
}

/** What was read, with what the engine has said about it. */
function whatWasRead(audio) {
    const flags = readInfo.flags;
    return {
        samples: audio,
        real: number(readInfo.real),
        tick: number(readInfo.tick),
        mixId: readInfo.mix_id,
        offset: readInfo.offset,
        notInRoom: (flags & native.MIXMINUS_READ_NOT_IN_ROOM) !== 0,
        skipped: (flags & native.MIXMINUS_READ_SKIPPED) !== 0,
        underrun: (flags & native.MIXMINUS_READ_UNDERRUN) !== 0,
        overload: (flags & native.MIXMINUS_READ_OVERLOAD) !== 0,
        sessionExpired: (flags & native.MIXMINUS_READ_SESSION_EXPIRED) !== 0,
    };
}

class Line extends Owned {
    write(audio) {
        samples(audio);
        checkAudio(native.mixminus_participant_write(this._pointer, this.handle, audio, audio.length, count));
        return count[0];
    }

    read(space = this._readSamples) {
        const audio = target(space);
        checkAudio(native.mixminus_participant_read(this._pointer, this.handle, audio, audio.length, null));
        return audio;
    }

    writeEx(audio, options = null) {
        const info = written(options);
        samples(audio);
        checkAudio(native.mixminus_participant_write_ex(this._pointer, this.handle, audio, audio.length, info, count));
        return count[0];
    }

    readEx(space = this._readSamples) {
        const audio = target(space);
        checkAudio(native.mixminus_participant_read_ex(this._pointer, this.handle, audio, audio.length, readInfo));
        return whatWasRead(audio);
    }

    writeEncoded(audio, encoding, options = null) {
        const code = names.encoding.number("encoding", encoding);
        const info = written(options);
        encodedSamples(audio, encoding);
        checkAudio(
            native.mixminus_participant_write_encoded(
                this._pointer, this.handle, audio, audio.length, code, info, count,
            ),
        );
        return count[0];
    }

    readEncoded(space, encoding) {
        const code = names.encoding.number("encoding", encoding);
        const audio = encodedTarget(space, encoding);
        checkAudio(
            native.mixminus_participant_read_encoded(this._pointer, this.handle, audio, audio.length, code, readInfo),
        );
        return whatWasRead(audio);
    }

    flush() {
        checkAudio(native.mixminus_participant_flush(this._pointer, this.handle));
    }

    mark(value) {
        checkAudio(native.mixminus_participant_mark(this._pointer, this.handle, integer("value", value, "int64_t")));
    }

    telephoneEvent(packet) {
        const event = fill(native.mixminus_telephone_event.init(), packet, {
            end: (value, struct) => { struct.end = flag("end", value); },
        });
        check(native.mixminus_participant_telephone_event(this._pointer, this.handle, event));
    }

    injectDtmfPress(key, options = null) {
        const { durationMs, levelDbm0 } = named(options, { durationMs: 100, levelDbm0: -10 });
        const level = milliDecibels("levelDbm0", levelDbm0);
        const duration = integer("durationMs", durationMs);
        check(
            native.mixminus_participant_inject_dtmf_press(
                this._pointer, this.handle, digit("digit", key), level, duration,
            ),
        );
    }

    injectDtmfBegin(key, options = null) {
        const { limitMs, levelDbm0 } = named(options, { limitMs: 0, levelDbm0: -10 });
        const level = milliDecibels("levelDbm0", levelDbm0);
        const limit = integer("limitMs", limitMs);
        check(
            native.mixminus_participant_inject_dtmf_begin(this._pointer, this.handle, digit("digit", key), level, limit),
        );
    }

    injectDtmfEnd(key) {
        check(native.mixminus_participant_inject_dtmf_end(this._pointer, this.handle, digit("digit", key)));
    }

    sendDtmf(digits, options = null) {
        const { levelDbm0, onMs, offMs } = named(options, { levelDbm0: -10, onMs: 100, offMs: 100 });
        const { bytes, length } = text("digits", digits);
        const level = milliDecibels("levelDbm0", levelDbm0);
        const on = integer("onMs", onMs);
        const off = integer("offMs", offMs);
        check(native.mixminus_participant_send_dtmf(this._pointer, this.handle, bytes, length, level, on, off));
    }

    setDetectDtmf(detect) {
        const on = flag("detectDtmf", detect);
        check(native.mixminus_participant_set_detect_dtmf(this._pointer, this.handle, on));
    }

    setPlayTones(play) {
        const on = flag("playTones", play);
        check(native.mixminus_participant_set_play_tones(this._pointer, this.handle, on));
    }

    setGenerateDtmf(generate) {
        const on = flag("generateDtmf", generate);
        check(native.mixminus_participant_set_generate_dtmf(this._pointer, this.handle, on));
    }
}

module.exports = { Line };
