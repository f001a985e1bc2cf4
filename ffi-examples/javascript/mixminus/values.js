/** Converts values of JavaScript to those of the library and back. A value of the wrong type is an error. */
"use strict";

// These also know arrays of another realm, such as a test runner's.
const { isFloat32Array, isInt16Array, isUint8Array } = require("node:util/types");
const { invalid } = require("./error.js");

const ranges = {
    int32_t: [-(2 ** 31), 2 ** 31 - 1],
    uint32_t: [0, 2 ** 32 - 1],
    size_t: [0, Number.MAX_SAFE_INTEGER],
    uint64_t: [0, Number.MAX_SAFE_INTEGER],
    int64_t: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** How a BigInt is brought into the range of a type of 64 bits. */
const wrapped = { uint64_t: BigInt.asUintN, int64_t: BigInt.asIntN };

/** A value as an error message shows it: as JSON where there is such a form. */
function shown(value) {
    if (typeof value === "bigint" || typeof value === "symbol" || (typeof value === "number" && !isFinite(value))) {
        return String(value);
    }
    try {
        return JSON.stringify(value) ?? String(value);
    } catch {
        return String(value);
    }
}

/** A string as bytes. They are never NULL, which would stand for a default. */
function text(name, value) {
    if (typeof value !== "string") {
        throw invalid(`${name}: ${shown(value)}, must be a string`);
    }
    const bytes = Buffer.from(value);
    return { bytes: bytes.length > 0 ? bytes : Buffer.alloc(1), length: bytes.length };
}

/** A string, or the default of the library if there is none. */
const optionalText = (name, value) => (value ?? null) === null ? { bytes: null, length: 0 } : text(name, value);

/** Text that the library has filled in: its first length bytes. */
const string = (bytes, length) => Buffer.from(bytes.buffer, bytes.byteOffset, length).toString();

/** A whole number in the range of a type of C. A BigInt is one of 64 bits. */
function integer(name, value, type = "uint32_t") {
    if (typeof value === "bigint" && value === wrapped[type]?.(64, value)) {
        return value;
    }
    const [least, most] = ranges[type];
    if (!Number.isInteger(value) || value < least || value > most) {
        throw invalid(`${name}: ${shown(value)}, must be a whole number, ${least} to ${most}`);
    }
    return value;
}

/** A switch: true, false, 1 or 0. */
function flag(name, value) {
    if (value !== true && value !== false && value !== 1 && value !== 0) {
        throw invalid(`${name}: ${shown(value)}, must be true or false`);
    }
    return Number(value);
}

/** Decibels, as thousandths of one. */
function milliDecibels(name, value) {
    if (typeof value !== "number" || !(Math.abs(value) <= 1e6)) {
        throw invalid(`${name}: ${shown(value)}, must be a number of decibels`);
    }
    return Math.round(value * 1000);
}

/** A DTMF digit, as its character. */
function digit(name, value) {
    const character = Number.isInteger(value) && value >= 0 && value <= 9 ? String(value) : value;
    if (typeof character !== "string" || character.length !== 1) {
        throw invalid(`${name}: ${shown(value)}, must be one of 0-9 * # A-D`);
    }
    return character.charCodeAt(0) & 0xff;
}

/** Samples of JavaScript, which the library uses where they are. */
function samples(value) {
    if (!isInt16Array(value)) {
        throw invalid("samples: must be an Int16Array");
    }
    return value;
}

/** The array of an encoding's samples: its name, how to tell it, and how to make one of so many samples. */
const arrays = {
    s16: { name: "an Int16Array", is: isInt16Array, make: (count) => new Int16Array(count) },
    f32: { name: "a Float32Array", is: isFloat32Array, make: (count) => new Float32Array(count) },
    ulaw: { name: "a Uint8Array", is: isUint8Array, make: (count) => new Uint8Array(count) },
    alaw: { name: "a Uint8Array", is: isUint8Array, make: (count) => new Uint8Array(count) },
};

/** The same in one of the encodings. Another type is an error even where the bytes would do: it is another encoding. */
function encodedSamples(value, encoding) {
    const { name, is } = arrays[encoding];
    if (!is(value)) {
        throw invalid(`samples: must be ${name} for "${encoding}"`);
    }
    return value;
}

/** A new array of so many samples in one of the encodings. */
const encodedSpace = (count, encoding) => arrays[encoding].make(count);

/** A number of 64 bits: as a number if it is exact, else as a BigInt. */
const number = (value) => (value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value);

/** lines16000 is lines_16000. */
const snake = (name) => name.replace(/[A-Z]|(?<=[a-z])[0-9]+/g, (part) => `_${part.toLowerCase()}`);
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

/** The options of a call as an object. A Map is one too. */
function object(options) {
    if ((options ?? null) === null) {
        return {};
    }
    if (options instanceof Map) {
        return Object.fromEntries(options);
    }
    if (typeof options !== "object" || Array.isArray(options)) {
        throw invalid(`options: ${shown(options)}, must be an object`);
    }
    return options;
}

/** The options of a call that has these, with these defaults. null and undefined are the default. */
function named(options, defaults) {
    const made = { ...defaults };
    for (const [name, value] of Object.entries(object(options))) {
        if (!Object.hasOwn(defaults, name)) {
            throw invalid(`unknown option: ${name}`);
        }
        made[name] = value ?? defaults[name];
    }
    return made;
}

/**
 * Sets fields of a struct from options, whose names are those of the fields in camelCase. special: functions for
 * options that are more than a number. An option that is neither is an error; null and undefined are the default.
 */
function fill(struct, options, special = {}) {
    for (const [name, value] of Object.entries(object(options))) {
        const field = Object.hasOwn(special, name) ? null : struct.constructor.fields[snake(name)];
        if (field === undefined || (field && (!(field.type in ranges) || /^(structSize|reserved.*|.*Len)$/.test(name)))) {
            throw invalid(`unknown option: ${name}`);
        }
        if (value === null || value === undefined) {
            continue;
        }
        if (field === null) {
            special[name](value, struct);
        } else {
            const checked = integer(name, value, field.type);
            struct[snake(name)] = field.type === "uint64_t" ? BigInt(checked) : checked;
        }
    }
    return struct;
}

/** The scalar fields of a struct as an object with names in camelCase. Of a level in mdB it has the decibels. */
function plain(struct) {
    const made = {};
    for (const [name, { type }] of Object.entries(struct.constructor.fields)) {
        if (name === "struct_size" || name.startsWith("reserved") || name.endsWith("_len")) {
            continue;
        }
        const value = struct[name];
        if (name.endsWith("_mdb")) {
            made[camel(name.replace(/_mdb$/, "_db"))] = value / 1000;
        } else if (typeof value === "bigint" && type !== "pointer") {
            made[camel(name)] = number(value);
        } else if (typeof value === "number") {
            made[camel(name)] = value;
        } else if (value instanceof BigUint64Array) {
            made[camel(name)] = Array.from(value, number);
        }
    }
    return made;
}

module.exports = {
    digit, encodedSamples, encodedSpace, fill, flag, integer, milliDecibels, named, number, object, optionalText, plain,
    samples, shown, string, text,
};
