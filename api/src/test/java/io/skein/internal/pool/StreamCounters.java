package io.skein.internal.pool;

import io.aeron.AeronCounters;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Counters as a driver has them.
 */
public final class StreamCounters
{
    private static final int VALUES = 64 * 1024;

    private final CountersManager manager = new CountersManager(
        new UnsafeBuffer(ByteBuffer.allocateDirect(4 * VALUES)), new UnsafeBuffer(ByteBuffer.allocateDirect(VALUES)),
        StandardCharsets.US_ASCII);

    /**
     * @return what a client sees.
     */
    public CountersReader reader()
    {
        return manager;
    }

    /**
     * A subscriber comes.
     *
     * @param sessionId of the publication.
     * @param streamId  of the publication.
     * @param position  of the subscriber.
     * @return its position; closing it lets the subscriber go.
     */
    public AtomicCounter subscriber(final int sessionId, final int streamId, final long position)
    {
        final AtomicCounter counter = manager.newCounter("sub-pos",
            AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID, (key) ->
            {
                key.putLong(0, 77);
                key.putInt(8, sessionId);
                key.putInt(12, streamId);
            });
        counter.set(position);
        return counter;
    }
}
