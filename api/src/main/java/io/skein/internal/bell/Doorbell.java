package io.skein.internal.bell;

import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

import java.nio.ByteBuffer;

/**
 * What a publisher does after each commit: look whether somebody sleeps on its stream, and ring if so. Immutable, safe
 * for any thread.
 */
public final class Doorbell
{
    private static final ByteBuffer NOBODY = BufferUtil.allocateDirectAligned(Long.BYTES, Long.BYTES);

    /**
     * At which nobody ever sleeps.
     */
    public static final Doorbell NONE = new Doorbell(BufferUtil.address(NOBODY), 0, null);

    private final long address;
    private final int bucket;
    /**
     * Keeps the memory behind the address mapped.
     */
    private final Ringer ringer;

    Doorbell(final long address, final int bucket, final Ringer ringer)
    {
        this.address = address;
        this.bucket = bucket;
        this.ringer = ringer;
    }

    /**
     * After a commit. Costs one load, in the own cache until somebody falls asleep or wakes up.
     *
     * @return whether somebody sleeps.
     */
    public boolean isAwaited()
    {
        // sync: bell, after the commit in program order. The processor may still load first: see ADR 11.
        return 0 != UnsafeApi.getLongOpaque(null, address);
    }

    /**
     * Wake who sleeps. Takes microseconds, throws nothing, leaves an interrupt as it is.
     */
    public void ring()
    {
        if (null != ringer)
        {
            ringer.ring(bucket);
        }
    }
}
