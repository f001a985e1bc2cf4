/** Prints the layout of the structs, as this binding has them, in the form of `generate.py --layout`. */
"use strict";

const native = require("./mixminus/native.js");
const { Struct } = require("./mixminus/struct.js");

const layout = {};
for (const [name, type] of Object.entries(native)) {
    if (type.prototype instanceof Struct) {
        layout[name] = type.size;
        for (const [field, { offset }] of Object.entries(type.fields)) {
            layout[`${name}.${field}`] = offset;
        }
    }
}
console.log(JSON.stringify(layout, null, 1));
