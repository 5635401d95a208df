package io.skein.internal.pool;

import io.aeron.AeronCounters;
import org.junit.jupiter.api.Test;

import static io.skein.internal.pool.FakeSubscribers.STREAM_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;

class SubscriberPositionsTest
{
    private static final int SESSION = -7;

    private final FakeSubscribers subscribers = new FakeSubscribers();

    @Test
    void shouldSayNobodyWhenThereAreNoCounters()
    {
        assertEquals(SubscriberPositions.NOBODY, lowest());
    }

    @Test
    void shouldSayTheSlowestWhenThereAreSeveral()
    {
        subscribers.join(SESSION, 640);
        final int slow = subscribers.join(SESSION, 64);
        subscribers.join(SESSION, 128);
        assertEquals(64, lowest());
        subscribers.moveTo(slow, 1L << 40);
        assertEquals(128, lowest());
    }

    @Test
    void shouldPassOverOthersWhenSessionOrStreamOrTypeDiffers()
    {
        subscribers.join(SESSION + 1, 32);
        subscribers.join(AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID, SESSION, STREAM_ID + 1, 32);
        subscribers.join(AeronCounters.DRIVER_PUBLISHER_LIMIT_TYPE_ID, SESSION, STREAM_ID, 32);
        assertEquals(SubscriberPositions.NOBODY, lowest());
        subscribers.join(SESSION, 96);
        assertEquals(96, lowest());
    }

    @Test
    void shouldPassOverReclaimedCountersWhenSubscribersHaveGone()
    {
        final int first = subscribers.join(SESSION, 32);
        final int second = subscribers.join(SESSION, 64);
        subscribers.join(SESSION, 96);
        subscribers.leave(first);
        assertEquals(64, lowest());
        subscribers.leave(second);
        assertEquals(96, lowest());
        subscribers.join(SESSION, 0);
        assertEquals(0, lowest());
    }

    @Test
    void shouldLookAgainForEachSessionWhenSlotsAreOfSeveral()
    {
        final LowestPosition lowest = new LowestPosition();
        final int old = subscribers.join(SESSION, 64);
        subscribers.join(SESSION + 1, 32);
        lowest.begin(subscribers.counters(), STREAM_ID);
        assertEquals(64, lowest.of(SESSION));
        assertEquals(32, lowest.of(SESSION + 1));
        assertEquals(64, lowest.of(SESSION));
        subscribers.leave(old);
        assertEquals(64, lowest.of(SESSION));
        lowest.begin(subscribers.counters(), STREAM_ID);
        assertEquals(SubscriberPositions.NOBODY, lowest.of(SESSION));
        assertEquals(SubscriberPositions.NOBODY, lowest.of(0));
    }

    private long lowest()
    {
        return SubscriberPositions.lowest(subscribers.counters(), SESSION, STREAM_ID);
    }
}
