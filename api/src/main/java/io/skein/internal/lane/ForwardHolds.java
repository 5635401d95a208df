package io.skein.internal.lane;

import io.skein.internal.pool.LowestPosition;
import io.skein.internal.pool.PoolReader;
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
    private int[] sessionIds = new int[INITIAL_CAPACITY];
    private final int streamId;
    private final LowestPosition lowest = new LowestPosition();
    private int head;
    private int size;

    /**
     * @param streamId of the publications.
     */
    ForwardHolds(final int streamId)
    {
        this.streamId = streamId;
    }

    /**
     * @param pool      with the slot, held.
     * @param slot      index.
     * @param position  behind the pooled message.
     * @param sessionId of the publication that carries it.
     */
    synchronized void add(final PoolReader pool, final int slot, final long position, final int sessionId)
    {
        if (size == slots.length)
        {
            grow();
        }
        final int tail = head + size & slots.length - 1;
        pools[tail] = pool;
        slots[tail] = slot;
        positions[tail] = position;
        sessionIds[tail] = sessionId;
        size++;
    }

    /**
     * Let go of what every subscriber has passed.
     *
     * @param counters of the driver; mapped.
     */
    synchronized void releasePassed(final CountersReader counters)
    {
        lowest.begin(counters, streamId);
        while (0 != size && positions[head] <= lowest.of(sessionIds[head]))
        {
            releaseFirst();
        }
    }

    /**
     * Let go of everything.
     */
    synchronized void releaseAll()
    {
        while (0 != size)
        {
            releaseFirst();
        }
    }

    private void releaseFirst()
    {
        pools[head].unhold(slots[head]);
        pools[head] = null;
        head = head + 1 & slots.length - 1;
        size--;
    }

    private void grow()
    {
        final int capacity = slots.length;
        final PoolReader[] newPools = new PoolReader[2 * capacity];
        final int[] newSlots = new int[2 * capacity];
        final long[] newPositions = new long[2 * capacity];
        final int[] newSessionIds = new int[2 * capacity];
        for (int i = 0; i < size; i++)
        {
            final int from = head + i & capacity - 1;
            newPools[i] = pools[from];
            newSlots[i] = slots[from];
            newPositions[i] = positions[from];
            newSessionIds[i] = sessionIds[from];
        }
        pools = newPools;
        slots = newSlots;
        positions = newPositions;
        sessionIds = newSessionIds;
        head = 0;
    }
}
