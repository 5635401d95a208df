package io.skein.payload;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PayloadReleaseTest
{
    private static final int ROUNDS = 20_000;

    private final AtomicInteger releases = new AtomicInteger();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();

    @Test
    void shouldReleaseOnceWhenClosedTwice()
    {
        final Payload payload = Payload.borrow(releases::incrementAndGet, memory);
        assertEquals(0, releases.get());
        payload.close();
        payload.close();

        assertEquals(1, releases.get());
    }

    @Test
    void shouldReleaseWhenEverySliceIsClosedInAnyOrder()
    {
        for (int order = 0; order < 6; order++)
        {
            releases.set(0);
            final Payload payload = Payload.borrow(releases::incrementAndGet, memory);
            final Payload slice = payload.slice(1, 4);
            final Payload sliceOfSlice = slice.slice(1, 2);
            final List<Payload> open = new ArrayList<>(List.of(payload, slice, sliceOfSlice));
            final Payload first = open.remove(order % 3);
            final Payload second = open.remove(order % 2);
            first.close();
            first.close();
            second.close();
            assertEquals(0, releases.get());
            assertTrue(open.get(0).length() > 0);
            open.get(0).close();
            assertEquals(1, releases.get());
        }
    }

    @Test
    void shouldReleaseOnceWhenBorrowIsRefused()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4]);
        final ByteBuffer writable = ByteBuffer.allocate(1);

        assertThrows(IllegalArgumentException.class,
            () -> Payload.borrow(releases::incrementAndGet, memory, writable));
        assertEquals(1, releases.get());
        assertThrows(NullPointerException.class,
            () -> Payload.borrow(releases::incrementAndGet, memory, null));
        assertEquals(2, releases.get());
        assertThrows(IndexOutOfBoundsException.class,
            () -> Payload.borrow(buffer, 3, 2, buffer, releases::incrementAndGet));
        assertEquals(3, releases.get());
        assertThrows(NullPointerException.class,
            () -> Payload.borrow(buffer, releases::incrementAndGet, buffer, null));
        assertEquals(4, releases.get());
        assertThrows(NullPointerException.class,
            () -> Payload.borrow(buffer, 0, 2, null, releases::incrementAndGet));
        assertEquals(5, releases.get());
    }

    @Test
    void shouldKeepTheRefusalWhenTheCallbackThrowsToo()
    {
        final var refused = assertThrows(IllegalArgumentException.class, () -> Payload.borrow(() ->
        {
            throw new IllegalStateException("release");
        }, ByteBuffer.allocate(1)));

        assertEquals("release", refused.getSuppressed()[0].getMessage());
    }

    @Test
    void shouldBeClosedWhenTheCallbackThrows()
    {
        final Payload payload = Payload.borrow(() ->
        {
            releases.incrementAndGet();
            throw new IllegalStateException("release");
        }, memory);

        assertEquals("release", assertThrows(IllegalStateException.class, payload::close).getMessage());
        payload.close();
        assertEquals(1, releases.get());
        assertTrue(payload.isClosed());
    }

    @Test
    void shouldReleaseOnceWhenTwoThreadsClose() throws Exception
    {
        race((round) ->
        {
            final Payload payload = Payload.borrow(releases::incrementAndGet, memory);
            return List.of(payload::close, payload::close);
        });
    }

    @Test
    void shouldReleaseOnceWhenPayloadAndSliceAreClosedTogether() throws Exception
    {
        race((round) ->
        {
            final Payload payload = Payload.borrow(releases::incrementAndGet, memory);
            final Payload slice = payload.slice(2, 2);
            return List.of(payload::close, slice::close);
        });
    }

    @Test
    void shouldReleaseOnceWhenSlicedWhileClosed() throws Exception
    {
        race((round) ->
        {
            final Payload payload = Payload.borrow(releases::incrementAndGet, memory);
            return List.of(payload::close, () -> sliceUnlessClosed(payload));
        });
    }

    @Test
    void shouldLetTheOwnerGoOnlyWhenReleased() throws InterruptedException
    {
        Object owner = new byte[1024];
        final WeakReference<Object> reference = new WeakReference<>(owner);
        final UnsafeBuffer bare = new UnsafeBuffer(new UnsafeBuffer(memory).addressOffset(), 8);
        final Payload payload = Payload.borrow(bare, 0, 8, owner);
        owner = null;
        System.gc();
        assertSame(byte[].class, reference.get().getClass());
        payload.close();
        while (null != reference.get())
        {
            System.gc();
            Thread.onSpinWait();
        }
        assertTrue(payload.isClosed());
    }

    private static void sliceUnlessClosed(final Payload payload)
    {
        try (Payload slice = payload.slice(0, 8))
        {
            assertEquals(8, slice.length());
        }
        catch (final IllegalStateException closed)
        {
            assertTrue(payload.isClosed());
        }
    }

    private void race(final IntFunction<List<Runnable>> rounds) throws Exception
    {
        final ExecutorService executor = Executors.newFixedThreadPool(2);
        final CyclicBarrier barrier = new CyclicBarrier(2);
        final List<List<Runnable>> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++)
        {
            all.add(rounds.apply(round));
        }
        final AtomicInteger arrived = new AtomicInteger();
        final List<Future<?>> futures = new ArrayList<>();
        for (int side = 0; side < 2; side++)
        {
            final int mine = side;
            futures.add(executor.submit(() ->
            {
                barrier.await();
                for (int round = 0; round < ROUNDS; round++)
                {
                    arrived.incrementAndGet();
                    while (arrived.get() < 2 * (round + 1))
                    {
                        Thread.onSpinWait();
                    }
                    all.get(round).get(mine).run();
                }
                return null;
            }));
        }
        try
        {
            for (final Future<?> future : futures)
            {
                future.get();
            }
        }
        finally
        {
            executor.shutdownNow();
        }
        assertEquals(ROUNDS, releases.get());
    }
}
