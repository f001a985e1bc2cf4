/** What stands for a pointer: an address, nothing, or memory of JavaScript. */
export type Pointer = bigint | null | undefined | ArrayBuffer | ArrayBufferView;

/** A struct of the library: a DataView with a property for each field. It is passed to functions as it is. */
export class Struct implements ArrayBufferView {
    readonly buffer: ArrayBuffer;
    readonly byteOffset: number;
    readonly byteLength: number;
    /** Size in bytes. */
    static readonly size: number;
    /** Of each field: its offset in bytes, and what it is. */
    static readonly fields: Readonly<Record<string, { offset: number; type: string }>>;
    /** Makes a struct with the defaults of the library, by its _init function. */
    static init<T extends Struct>(this: new () => T): T;
    /** Makes structs that lie one after the other. The first one stands for the array in a call. */
    static array<T extends Struct>(this: new () => T, count: number): T[];
    /** Makes a struct of zeros, or one that views memory at an offset. */
    constructor(buffer?: ArrayBuffer, offset?: number);
    /** Sets the pointer at an offset, and keeps the memory alive that it points to. */
    setPointer(offset: number, target: Pointer): void;
}
