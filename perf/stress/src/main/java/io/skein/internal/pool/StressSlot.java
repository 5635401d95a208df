package io.skein.internal.pool;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A slot and its record, off-heap as shipped, without files: millions of them are needed. Holds two words, on lines of
 * their own.
 */
final class StressSlot
{
    /**
     * Generation of a new one.
     */
    static final long GENERATION = 2;
    /**
     * Words of a new one.
     */
    static final long OLD = 1;

    private static final int FIRST = SlotDescriptor.MESSAGE_OFFSET;
    private static final int SECOND = FIRST + 64;
    private static final int SLOT_LENGTH = 128;
    private static final int LENGTH = SLOT_LENGTH + PoolDescriptor.SLOT_RECORD_LENGTH;
    // More than jcstress has in flight: one stride of 256, forty times.
    private static final int COUNT = 1 << 17;
    private static final ByteBuffer MEMORY = BufferUtil.allocateDirectAligned(COUNT * LENGTH, 128);
    private static final long ADDRESS = BufferUtil.address(MEMORY);
    private static final AtomicInteger NEXT = new AtomicInteger();

    final SlotGuard guard;
    final UnsafeBuffer memory;
    final UnsafeBuffer control;

    StressSlot()
    {
        final long address = ADDRESS + (long)(NEXT.getAndIncrement() & COUNT - 1) * LENGTH;
        memory = new UnsafeBuffer(address, SLOT_LENGTH);
        // The record of slot 0 is all that is touched of a control file.
        control = new UnsafeBuffer(
            address + SLOT_LENGTH - PoolDescriptor.SLOT_RECORDS_OFFSET, PoolDescriptor.controlLength(1));
        memory.setMemory(0, SLOT_LENGTH, (byte)0);
        control.setMemory(PoolDescriptor.SLOT_RECORDS_OFFSET, PoolDescriptor.SLOT_RECORD_LENGTH, (byte)0);
        guard = new SlotGuard(memory, control, 0);
        memory.putLong(SlotDescriptor.GENERATION_OFFSET, GENERATION);
        write(OLD);
    }

    void write(final long word)
    {
        memory.putLong(FIRST, word);
        memory.putLong(SECOND, word);
    }

    int first()
    {
        return (int)memory.getLong(FIRST);
    }

    int second()
    {
        return (int)memory.getLong(SECOND);
    }
}
