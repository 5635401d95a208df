package io.skein.internal.pool;

import io.aeron.AeronCounters;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The driver's position counters, without a driver.
 */
public final class FakeSubscribers
{
    /**
     * Of the publications.
     */
    public static final int STREAM_ID = 1001;

    private static final int CAPACITY = 64;

    private final CountersManager manager = new CountersManager(
        buffer(CountersReader.METADATA_LENGTH),
        buffer(CountersReader.COUNTER_LENGTH));

    /**
     * @return as a publisher sees them.
     */
    public CountersReader counters()
    {
        return manager;
    }

    /**
     * @param sessionId of the publication.
     * @param position  where the subscriber is.
     * @return a subscriber.
     */
    public int join(final int sessionId, final long position)
    {
        return join(AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID, sessionId, STREAM_ID, position);
    }

    int join(final int typeId, final int sessionId, final int streamId, final long position)
    {
        final int id = manager.allocate("position", typeId, (key) ->
        {
            key.putLong(0, 77);
            key.putInt(8, sessionId);
            key.putInt(12, streamId);
        });
        manager.setCounterValue(id, position);
        return id;
    }

    /**
     * @param subscriber that moves.
     * @param position   to which.
     */
    public void moveTo(final int subscriber, final long position)
    {
        manager.setCounterValue(subscriber, position);
    }

    /**
     * @param subscriber that goes, or dies: the driver takes its counter back.
     */
    public void leave(final int subscriber)
    {
        manager.free(subscriber);
    }

    private static UnsafeBuffer buffer(final int recordLength)
    {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(CAPACITY * recordLength, 64));
    }
}
