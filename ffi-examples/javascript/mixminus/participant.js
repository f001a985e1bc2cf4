/** A participant: one call. */
"use strict";

const native = require("./native.js");
const { check } = require("./error.js");
const {
    ConferenceEvent, conferenceId, conferenceOptions, handlerOf, joinOptions, readEnd, readOptions,
} = require("./conference.js");
const { Line } = require("./line.js");
const names = require("./names.js");
const { sayOptions, sound } = require("./prompt.js");
const { Room } = require("./room.js");
const { flag, integer, milliDecibels, number, object, optionalText, plain, text } = require("./values.js");

const result = new BigUint64Array(1);
const small = new Uint32Array(new ArrayBuffer(8));

// Events find a participant's object as long as the host keeps it, also after it was freed.
const unreachable = new FinalizationRegistry(({ core, handle }) => core.participants.delete(handle));

class Participant extends Line {
    #rate;
    #readRate = null;

    /** sampleRateHz: of its line; null: it is asked for when it is needed. @private */
    constructor(engine, core, handle, isBorrowed, sampleRateHz = null) {
        super(engine, core, handle, "participant", (c, h) => native.mixminus_participant_free(c.pointer, h), isBorrowed);
        this.#rate = sampleRateHz;
        if (!isBorrowed) {
            core.participants.set(handle, new WeakRef(this));
            unreachable.register(this, { core, handle });
        }
    }

    /** Samples per second of its line. */
    get sampleRateHz() {
        return (this.#rate ??= this.info().sampleRateHz);
    }

    /** Samples in a frame of its line. */
    get frameSamples() {
        return this._core.frameSamples(this.sampleRateHz);
    }

    /** Samples in a frame at the rate at which it is read. @protected */
    get _readSamples() {
        this.#readRate ??= this.#rate ?? this.info().readRateHz;
        return Math.floor(this._core.frameSamples(this.#readRate));
    }

    join(id, options) {
        const read = readOptions(id, options, joinOptions);
        this._core.waiting.settle(this.handle);
        check(native.mixminus_participant_join(this._pointer, this.handle, read.options, result));
        return new Room(this.engine, this._core, result[0]);
    }

    leave() {
        check(native.mixminus_participant_leave(this._pointer, this.handle));
    }

    remove(words = "") {
        const { bytes, length } = text("text", words);
        check(native.mixminus_participant_remove(this._pointer, this.handle, bytes, length));
    }

    move(id) {
        const { bytes, length } = conferenceId(id);
        check(native.mixminus_participant_move(this._pointer, this.handle, bytes, length, result));
        return new Room(this.engine, this._core, result[0]);
    }

    conference(id, options) {
        const read = readOptions(id, options, conferenceOptions);
        const end = native.mixminus_conference_end.init();
        this._core.waiting.settle(this.handle);
        check(native.mixminus_conference(this._pointer, this.handle, read.options, null, null, end));
        const ended = readEnd(end);
        handlerOf(ended, read.handlers)?.(new ConferenceEvent(ended));
        return ended;
    }

    async conferenceAsync(id, options) {
        const read = readOptions(id, options, conferenceOptions);
        this._core.waiting.settle(this.handle);
        const status = native.mixminus_participant_join(this._pointer, this.handle, read.options, null);
        if (status !== native.MIXMINUS_ERR_INTERRUPTED) {
            check(status);
        }
        const ended = await this._core.waiting.wait(this, this.handle);
        await handlerOf(ended, read.handlers)?.(new ConferenceEvent(ended));
        return ended;
    }

    conferenceEnd() {
        const end = native.mixminus_conference_end.init();
        check(native.mixminus_participant_conference_end(this._pointer, this.handle, end));
        return end.reason === native.MIXMINUS_END_NONE ? null : readEnd(end);
    }

    hangUp() {
        check(native.mixminus_participant_hang_up(this._pointer, this.handle));
    }

    signal(name) {
        const { bytes, length } = text("name", name);
        check(native.mixminus_participant_signal(this._pointer, this.handle, bytes, length, small, null));
        return names.signalOutcome.word(small[0]);
    }

    queuedSignals() {
        check(native.mixminus_participant_queued_signals(this._pointer, this.handle, small));
        return small[0];
    }

    setRates(writeHz = 0, readHz = 0) {
        const [write, read] = [integer("writeHz", writeHz), integer("readHz", readHz)];
        check(native.mixminus_participant_set_rates(this._pointer, this.handle, write, read));
        this.#readRate = Number(read) || this.#readRate;
    }

    setMute(mute = true) {
        const on = flag("mute", mute);
        check(native.mixminus_participant_set_mute(this._pointer, this.handle, on));
    }

    setDeaf(deaf = true) {
        const on = flag("deaf", deaf);
        check(native.mixminus_participant_set_deaf(this._pointer, this.handle, on));
    }

    setGainDb(gainDb) {
        const gain = milliDecibels("gainDb", gainDb);
        check(native.mixminus_participant_set_gain(this._pointer, this.handle, gain));
    }

    setHold(hold = true, music = "none") {
        const on = flag("hold", hold);
        const what = sound("music", music);
        check(native.mixminus_participant_set_hold(this._pointer, this.handle, on, what));
    }

    say(what, options) {
        const how = sayOptions(options);
        const played = sound("sound", what);
        check(native.mixminus_participant_say(this._pointer, this.handle, played, how, result));
        return number(result[0]);
    }

    sayText(words, options = null) {
        const { voice, ...others } = object(options);
        const how = sayOptions(others);
        const spoken = text("text", words);
        const by = optionalText("voice", voice);
        this._core.speak(() =>
            native.mixminus_participant_say_text(
                this._pointer, this.handle, spoken.bytes, spoken.length, by.bytes, by.length, how, result,
            ));
        return number(result[0]);
    }

    sayAndWait(what, options) {
        const how = sayOptions(options);
        const played = sound("sound", what);
        check(native.mixminus_say(this._pointer, this.handle, played, how, null, small));
        return names.sayEnd.word(small[0]);
    }

    sayTextAndWait(words, options = null) {
        const { voice, ...others } = object(options);
        const how = sayOptions(others);
        const spoken = text("text", words);
        const by = optionalText("voice", voice);
        this._core.speak(() =>
            native.mixminus_say_text(
                this._pointer, this.handle, spoken.bytes, spoken.length, by.bytes, by.length, how, null, small,
            ));
        return names.sayEnd.word(small[0]);
    }

    stopSaying() {
        check(native.mixminus_participant_say_stop(this._pointer, this.handle));
    }

    info() {
        const info = native.mixminus_participant_info.init();
        check(native.mixminus_participant_get_info(this._pointer, this.handle, info));
        const { mute, deaf, hold, detectDtmf, playTones, generateDtmf, room, lastEnd, ...rest } = plain(info);
        return {
            ...rest,
            mute: mute !== 0,
            deaf: deaf !== 0,
            hold: hold !== 0,
            detectDtmf: detectDtmf !== 0,
            playTones: playTones !== 0,
            generateDtmf: generateDtmf !== 0,
            room: info.room === 0n ? null : new Room(this.engine, this._core, info.room),
            lastEnd: lastEnd === native.MIXMINUS_END_NONE ? null : names.endReason.word(lastEnd),
        };
    }

    stats() {
        const stats = native.mixminus_participant_stats.init();
        check(native.mixminus_participant_get_stats(this._pointer, this.handle, stats));
        return plain(stats);
    }
}

module.exports = { Participant };
