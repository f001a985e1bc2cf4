/** The templates of rooms and the quotas of accounts: a part of the engine. */
"use strict";

const native = require("./native.js");
const { check } = require("./error.js");
const { conferenceId } = require("./conference.js");
const { sound } = require("./prompt.js");
const { fill, named, object, optionalText } = require("./values.js");

class Limits {
    #core;

    /** @private */
    constructor(core) {
        this.#core = core;
    }

    setTemplate(options) {
        const { account, environment, conferenceId: id, ...settings } = object(options);
        const a = optionalText("account", account);
        const e = optionalText("environment", environment);
        const c = (id ?? null) === null ? { bytes: null, length: 0 } : conferenceId(id);
        const template = fill(native.mixminus_room_template.init(), settings, {
            aloneLoop: (value, struct) => { struct.alone_loop = sound("aloneLoop", value); },
        });
        const { pointer } = this.#core;
        check(
            native.mixminus_room_template_set(
                pointer, a.bytes, a.length, e.bytes, e.length, c.bytes, c.length, template,
            ),
        );
    }

    removeTemplate(options = null) {
        const { account, environment, conferenceId: id } = named(options, {
            account: null, environment: null, conferenceId: null,
        });
        const a = optionalText("account", account);
        const e = optionalText("environment", environment);
        const c = (id ?? null) === null ? { bytes: null, length: 0 } : conferenceId(id);
        const { pointer } = this.#core;
        check(
            native.mixminus_room_template_remove(pointer, a.bytes, a.length, e.bytes, e.length, c.bytes, c.length),
        );
    }

    setQuota(options) {
        const { account, ...limits } = object(options);
        const { bytes, length } = optionalText("account", account);
        const quota = fill(native.mixminus_account_quota.init(), limits);
        check(native.mixminus_account_quota_set(this.#core.pointer, bytes, length, quota));
    }

    resetQuota(options = null) {
        const { account } = named(options, { account: null });
        const { bytes, length } = optionalText("account", account);
        check(native.mixminus_account_quota_reset(this.#core.pointer, bytes, length));
    }
}

module.exports = { Limits };
