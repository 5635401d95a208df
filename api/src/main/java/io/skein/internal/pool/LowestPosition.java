package io.skein.internal.pool;

import org.agrona.concurrent.status.CountersReader;

/**
 * How far the subscribers of a publisher's sessions have read, looked up once for each run of slots of one session.
 * Nearly always there is one; after a reconnection some slots are still of the session before.
 */
public final class LowestPosition
{
    private CountersReader counters;
    private int streamId;
    private int sessionId;
    private long position;
    private boolean isKnown;

    /**
     * Look again from now on.
     *
     * @param newCounters of the driver; mapped while {@link #of(int)} is asked.
     * @param newStreamId of the publications.
     */
    public void begin(final CountersReader newCounters, final int newStreamId)
    {
        counters = newCounters;
        streamId = newStreamId;
        isKnown = false;
    }

    /**
     * @param ofSessionId of a publication that was or is.
     * @return {@link SubscriberPositions#lowest} of it.
     */
    public long of(final int ofSessionId)
    {
        if (!isKnown || ofSessionId != sessionId)
        {
            position = SubscriberPositions.lowest(counters, ofSessionId, streamId);
            sessionId = ofSessionId;
            isKnown = true;
        }
        return position;
    }
}
