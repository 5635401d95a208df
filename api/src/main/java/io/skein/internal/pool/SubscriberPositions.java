package io.skein.internal.pool;

import io.aeron.AeronCounters;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * How far the subscribers of a publication have read, by the driver's position counters. A subscriber that died has
 * none any more. Allocates nothing.
 */
public final class SubscriberPositions
{
    /**
     * There is no subscriber: nobody is behind.
     */
    public static final long NOBODY = Long.MAX_VALUE;

    // Key of the driver's stream counters: registration id (8), session id (4), stream id (4), channel.
    private static final int SESSION_ID_OFFSET = CountersReader.KEY_OFFSET + 8;
    private static final int STREAM_ID_OFFSET = CountersReader.KEY_OFFSET + 12;

    private SubscriberPositions()
    {
    }

    /**
     * @param counters  of the driver; mapped.
     * @param sessionId of the publication.
     * @param streamId  of the publication.
     * @return the position that every subscriber has passed, or {@link #NOBODY}.
     */
    public static long lowest(final CountersReader counters, final int sessionId, final int streamId)
    {
        long lowest = NOBODY;
        for (int id = next(counters, 0, sessionId, streamId); id >= 0; id = next(counters, id + 1, sessionId, streamId))
        {
            lowest = Math.min(lowest, counters.getCounterValue(id)); // sync: position
        }
        return lowest;
    }

    /**
     * @param counters  of the driver; mapped.
     * @param sessionId of the publication.
     * @param streamId  of the publication.
     * @return how many subscribers this driver knows.
     */
    public static int count(final CountersReader counters, final int sessionId, final int streamId)
    {
        int count = 0;
        for (int id = next(counters, 0, sessionId, streamId); id >= 0; id = next(counters, id + 1, sessionId, streamId))
        {
            ++count;
        }
        return count;
    }

    /**
     * @return the first counter from one on that is such a position, or -1.
     */
    private static int next(
        final CountersReader counters, final int first, final int sessionId, final int streamId)
    {
        final DirectBuffer metaData = counters.metaDataBuffer();
        final int maxCounterId = counters.maxCounterId();
        for (int id = first; id <= maxCounterId; id++)
        {
            final int state = counters.getCounterState(id);
            if (CountersReader.RECORD_UNUSED == state)
            {
                break;
            }
            if (CountersReader.RECORD_ALLOCATED == state &&
                AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID == counters.getCounterTypeId(id))
            {
                final int offset = CountersReader.metaDataOffset(id);
                if (metaData.getInt(offset + SESSION_ID_OFFSET) == sessionId &&
                    metaData.getInt(offset + STREAM_ID_OFFSET) == streamId)
                {
                    return id;
                }
            }
        }
        return -1;
    }
}
