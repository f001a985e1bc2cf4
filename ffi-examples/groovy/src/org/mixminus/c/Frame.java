package org.mixminus.c;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The native memory of one call: what it passes and what it receives. Each thread has a stack of it, so that a call
 * costs no allocation; what does not fit there is allocated. Frames of a thread are closed in reverse order, which
 * try-with-resources does.
 */
public final class Frame implements AutoCloseable {
    private static final int BYTES = 1 << 14;
    private static final ThreadLocal<Stack> STACKS = ThreadLocal.withInitial(Stack::new);

    private final Stack stack;
    private final int begin;
    private List<Object> large; // keeps them reachable until the frame is closed

    private Frame(Stack stack) {
        this.stack = stack;
        begin = stack.top;
    }

    public static Frame open() {
        return new Frame(STACKS.get());
    }

    @Override
    public void close() {
        stack.top = begin;
        Reference.reachabilityFence(large);
    }

    /** Space of size bytes, aligned to 8, with whatever is there. */
    public Block block(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size);
        }
        int place = stack.top;
        if (size <= BYTES - place) {
            stack.top = place + (size + 7 & ~7);
            return new Block(stack.memory, place, stack.address + place);
        }
        Block block = Block.allocate(size);
        keep(block);
        return block;
    }

    private void keep(Object memory) {
        if (large == null) {
            large = new ArrayList<>();
        }
        large.add(memory);
    }

    /** The bytes, copied; 0 (NULL) for null. */
    public long bytes(byte[] bytes) {
        if (bytes == null) {
            return 0;
        }
        Block block = block(bytes.length);
        block.putBytes(0, bytes);
        return block.address;
    }

    /** A text as UTF-8; null for null. */
    public static byte[] utf8(CharSequence text) {
        return text == null ? null : text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Space for samples. */
    public Audio samples(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count: " + count);
        }
        int place = stack.top;
        if (count <= (BYTES - place) / 2) {
            stack.top = place + (2 * count + 7 & ~7);
            return new Audio(stack.samples, place / 2, stack.address + place);
        }
        int bytes = 2 * Math.max(count, 1);
        ShortBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asShortBuffer();
        keep(memory);
        return new Audio(memory, 0, Pointer.nativeValue(Native.getDirectBufferPointer(memory)));
    }

    /** Samples in native memory. */
    public static final class Audio {
        public final long address;
        private final ShortBuffer memory;
        private final int at;

        Audio(ShortBuffer memory, int at, long address) {
            this.memory = memory;
            this.at = at;
            this.address = address;
        }

        public Audio put(short[] samples, int from, int count) {
            memory.put(at, samples, from, count);
            return this;
        }

        public void get(short[] samples, int from, int count) {
            memory.get(at, samples, from, count);
        }
    }

    private static final class Stack {
        final ByteBuffer memory = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
        final ShortBuffer samples = memory.asShortBuffer();
        final long address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
        int top;
    }
}
