package org.mixminus.c;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A piece of native memory: the base of the structs. Its address is valid while the block is reachable, and for a block
 * of a frame until the frame is closed.
 */
public class Block {
    /** The address, to be passed to the functions of {@link Mixminus}. */
    public final long address;

    private final ByteBuffer memory;
    private final int at;

    /** Makes a block of zeros in memory of its own, which the garbage collector frees. */
    public Block(int size) {
        this(allocate(size), 0);
    }

    /** Makes a block of zeros in a frame. */
    public Block(Frame frame, int size) {
        this(frame.block(size), 0);
        for (int k = 0; k < size; k++) {
            memory.put(at + k, (byte) 0);
        }
    }

    /** The part of a block that begins at a place. */
    public Block(Block block, int place) {
        memory = block.memory;
        at = block.at + place;
        address = block.address + place;
    }

    /** The part of a direct buffer that begins at a place. */
    Block(ByteBuffer memory, int at, long address) {
        this.memory = memory;
        this.at = at;
        this.address = address;
    }

    static Block allocate(int size) {
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.max(size, 1)).order(ByteOrder.nativeOrder());
        return new Block(memory, 0, Pointer.nativeValue(Native.getDirectBufferPointer(memory)));
    }

    protected static void check(int status) {
        if (status != Mixminus.MIXMINUS_OK) {
            throw new IllegalStateException("this library is older than the binding: "
                + Mixminus.mixminus_status_str(status));
        }
    }

    public final byte getByte(int place) {
        return memory.get(at + place);
    }

    public final int getInt(int place) {
        return memory.getInt(at + place);
    }

    public final long getLong(int place) {
        return memory.getLong(at + place);
    }

    public final byte[] getBytes(int place, int length) {
        byte[] bytes = new byte[length];
        memory.get(at + place, bytes);
        return bytes;
    }

    /** The bytes from a place on as a buffer in the machine's byte order. The block must stay reachable meanwhile. */
    public final ByteBuffer buffer(int place, int length) {
        return memory.slice(at + place, length).order(ByteOrder.nativeOrder());
    }

    public final void putByte(int place, byte value) {
        memory.put(at + place, value);
    }

    public final void putInt(int place, int value) {
        memory.putInt(at + place, value);
    }

    public final void putLong(int place, long value) {
        memory.putLong(at + place, value);
    }

    public final void putBytes(int place, byte[] bytes) {
        memory.put(at + place, bytes);
    }
}
