package io.skein.internal.link;

import io.skein.internal.pool.StreamCounters;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DrainTest
{
    private static final int SESSION = 5;
    private static final int STREAM = 7;

    private final StreamCounters counters = new StreamCounters();
    private final Drain drain = new Drain();
    private int runs;

    @Test
    void shouldRunAtOnceWhenNothingIsUnread()
    {
        drain.whenRead(STREAM, this::run);
        assertEquals(1, runs);
        drain.add(SESSION, STREAM + 1, 100);
        drain.whenRead(STREAM, this::run);
        assertEquals(2, runs, "another stream");
    }

    @Test
    void shouldRunOnceWhenTheSlowestHasRead()
    {
        final AtomicCounter fast = counters.subscriber(SESSION, STREAM, 100);
        final AtomicCounter slow = counters.subscriber(SESSION, STREAM, 0);
        counters.subscriber(SESSION + 1, STREAM, 0);
        counters.subscriber(SESSION, STREAM + 1, 0);
        drain.add(SESSION, STREAM, 100);
        drain.whenRead(STREAM, this::run);
        drain.whenRead(STREAM, this::run);
        update();
        slow.set(99);
        update();
        assertEquals(0, runs);
        assertFalse(drain.isEmpty());
        slow.set(100);
        update();
        update();
        assertEquals(2, runs);
        assertTrue(drain.isEmpty());
        assertEquals(100, fast.get());
    }

    @Test
    void shouldRunWhenTheSlowestIsGone()
    {
        final AtomicCounter slow = counters.subscriber(SESSION, STREAM, 0);
        drain.add(SESSION, STREAM, 100);
        drain.whenRead(STREAM, this::run);
        update();
        assertEquals(0, runs);
        slow.close();
        update();
        assertEquals(1, runs);
    }

    @Test
    void shouldWaitForEveryLogOfTheStreamAndForNoOther()
    {
        final AtomicCounter first = counters.subscriber(SESSION, STREAM, 0);
        final AtomicCounter second = counters.subscriber(SESSION + 1, STREAM, 0);
        counters.subscriber(SESSION + 2, STREAM + 1, 0);
        drain.add(SESSION, STREAM, 100);
        drain.add(SESSION + 1, STREAM, 200);
        drain.add(SESSION + 2, STREAM + 1, 300);
        drain.whenRead(STREAM, this::run);
        second.set(200);
        update();
        assertEquals(0, runs);
        first.set(100);
        update();
        assertEquals(1, runs);
        assertFalse(drain.isEmpty());
    }

    @Test
    void shouldRunWhenNobodyCanReadAnyMore()
    {
        counters.subscriber(SESSION, STREAM, 0);
        drain.add(SESSION, STREAM, 100);
        drain.whenRead(STREAM, this::run);
        drain.clear();
        assertEquals(1, runs);
        assertTrue(drain.isEmpty());
    }

    private void update()
    {
        drain.update(counters.reader());
    }

    private void run()
    {
        ++runs;
    }
}
