/** Finds and loads libmixminus.so, and libmixminus_call.so beside it. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const koffi = require("koffi");

/** Where the library is looked for if MIXMINUS_LIBRARY does not say: the package's copy, then a checkout's build. */
const places = [
    path.join(__dirname, "..", "lib", "libmixminus.so"),
    path.join(__dirname, "..", "..", "..", "target", "release", "libmixminus.so"),
];

function find() {
    const named = process.env.MIXMINUS_LIBRARY;
    if (named) {
        return path.resolve(named);
    }
    const found = places.find((place) => fs.existsSync(place));
    if (found === undefined) {
        throw new Error(`libmixminus.so is in none of: ${places.join(", ")}; MIXMINUS_LIBRARY may name its path`);
    }
    return found;
}

const file = find();

exports.library = koffi.load(file);

/** Loads the library of scripts. It finds the loaded libmixminus.so by its soname, so both share one copy. */
exports.loadCall = () => koffi.load(path.join(path.dirname(file), "libmixminus_call.so"));
