package io.skein.internal.pool;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Holder records and words of a control file. Only who holds the lock of a holder number may change what is of that
 * number, but for setting bits, which is the holder's alone.
 */
final class Holders
{
    private Holders()
    {
    }

    /**
     * @param control   of the pool.
     * @param slotCount of the pool.
     * @param holder    that retains nothing from here on, and is nobody's.
     */
    static void clear(final UnsafeBuffer control, final int slotCount, final int holder)
    {
        final long bit = 1L << holder;
        for (int slot = 0; slot < slotCount; slot++)
        {
            final int offset = PoolDescriptor.holderWordOffset(slot);
            long word = control.getLongVolatile(offset);
            while (0 != (word & bit) && !control.compareAndSetLong(offset, word, word & ~bit))
            {
                word = control.getLongVolatile(offset);
            }
        }
        record(control, holder, 0);
    }

    static void record(final UnsafeBuffer control, final int holder, final long pid)
    {
        control.putLongVolatile(PoolDescriptor.holderPidOffset(holder), pid);
    }
}
