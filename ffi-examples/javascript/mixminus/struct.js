/** The base of all structs of the low level: a view of memory, with a property for each field. */
"use strict";

const koffi = require("koffi");

class Struct extends DataView {
    // What pointers of this struct point to, by offset, so that it lives as long as the struct.
    #kept = null;

    constructor(buffer, offset = 0) {
        super(buffer ?? new ArrayBuffer(new.target.size), offset, new.target.size);
    }

    /** Makes a struct with the defaults of the library, by its _init function. */
    static init() {
        const made = new this();
        this.initializer(made, this.size);
        return made;
    }

    /** Makes count structs that lie one after the other. The first one stands for the array in a call. */
    static array(count) {
        const buffer = new ArrayBuffer(this.size * count);
        return Array.from({ length: count }, (_, i) => new this(buffer, i * this.size));
    }

    /** Sets the pointer at an offset: to an address, to nothing, or to the memory of a buffer, which it keeps alive. */
    setPointer(offset, target) {
        const isAddress = target === null || target === undefined || typeof target === "bigint";
        this.setBigUint64(offset, isAddress ? (target ?? 0n) : koffi.address(target), true);
        if (!isAddress || this.#kept) {
            (this.#kept ??= new Map()).set(offset, target);
        }
    }
}

exports.Struct = Struct;
