package io.skein.internal.lane;

import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SubscriberPositions;
import org.agrona.concurrent.status.CountersReader;

/**
 * Slots that were forwarded and are held until every subscriber of the forwarding publisher has passed them. Looked
 * after by the publishing thread with each forward, and by the client's thread in between, so that a publisher that
 * falls silent keeps nothing.
 */
final class ForwardHolds
{
    private static final int INITIAL_CAPACITY = 16;

    private PoolReader[] pools = new PoolReader[INITIAL_CAPACITY];
    private int[] slots = new int[INITIAL_CAPACITY];
    private long[] positions = new long[INITIAL_CAPACITY];
    private int head;
    private int size;
    private int sessionId;
    private int streamId;

    /**
     * @param pool     with the slot, held.
     * @param slot     index.
     * @param position behind the pooled message.
     * @param session  of the publication.
     * @param stream   of the publication.
     */
    synchronized void add(
        final PoolReader pool, final int slot, final long position, final int session, final int stream)
    {
        if (session != sessionId)
        {
            // Nobody will read what went before.
            releaseUpTo(Long.MAX_VALUE);
            sessionId = session;
            streamId = stream;
        }
        if (size == slots.length)
        {
            grow();
        }
        final int tail = head + size & slots.length - 1;
        pools[tail] = pool;
        slots[tail] = slot;
        positions[tail] = position;
        size++;
    }

    /**
     * Let go of what every subscriber has passed.
     *
     * @param counters of the driver; mapped.
     */
    synchronized void releasePassed(final CountersReader counters)
    {
        if (0 != size)
        {
            releaseUpTo(SubscriberPositions.lowest(counters, sessionId, streamId));
        }
    }

    /**
     * Let go of everything.
     */
    synchronized void releaseAll()
    {
        releaseUpTo(Long.MAX_VALUE);
    }

    private void releaseUpTo(final long passed)
    {
        while (0 != size && positions[head] <= passed)
        {
            pools[head].unhold(slots[head]);
            pools[head] = null;
            head = head + 1 & slots.length - 1;
            size--;
        }
    }

    private void grow()
    {
        final int capacity = slots.length;
        final PoolReader[] newPools = new PoolReader[2 * capacity];
        final int[] newSlots = new int[2 * capacity];
        final long[] newPositions = new long[2 * capacity];
        for (int i = 0; i < size; i++)
        {
            final int from = head + i & capacity - 1;
            newPools[i] = pools[from];
            newSlots[i] = slots[from];
            newPositions[i] = positions[from];
        }
        pools = newPools;
        slots = newSlots;
        positions = newPositions;
        head = 0;
    }
}
