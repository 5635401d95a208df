package io.skein.internal.bell;

import io.skein.idle.CooperativeHook;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Sleepers here sleep for hours unless they are rung, so a wake-up that is lost is a test that does not end.
 */
@Timeout(60)
class BellsTest
{
    private static final int SPINS = 1_000;
    private static final int STREAM = 1_001;
    private static final long ANNOUNCED = Bells.stream(5, STREAM);

    @TempDir
    private Path directory;

    private final FakeSource source = new FakeSource(STREAM);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private Bells sleeping;
    private Bells ringing;
    private Doorbell doorbell;
    private volatile boolean isStopped;

    @BeforeEach
    void setUp() throws IOException
    {
        sleeping = new Bells(CooperativeHook.NONE, true, TimeUnit.HOURS.toNanos(1));
        ringing = new Bells(CooperativeHook.NONE, false);
        sleeping.attach(directory);
        ringing.attach(directory);
        ringing.announce(ANNOUNCED);
        source.streams(ANNOUNCED);
        doorbell = ringing.doorbell(STREAM);
    }

    @AfterEach
    void tearDown()
    {
        isStopped = true;
        sleeping.close();
        ringing.close();
    }

    @Test
    void shouldLoseNoWakeUpWhenPublishedAtAnyMoment() throws InterruptedException
    {
        final Thread thread = startSleeper();
        final int count = 100_000;
        for (int i = 1; i <= count; i++)
        {
            publish();
            final int spins = i * 31 % 211;
            for (int spin = 0; spin < spins; spin++)
            {
                Thread.onSpinWait();
            }
            if (0 == i % 3)
            {
                until(() -> received.get() == published.get());
            }
        }
        until(() -> received.get() == count);
        stop(thread);
    }

    @Test
    void shouldBeAwaitedOnlyWhileSomebodySleeps() throws InterruptedException
    {
        assertFalse(doorbell.isAwaited());
        final Thread thread = startSleeper();
        untilAsleep(thread);
        assertTrue(doorbell.isAwaited());
        assertFalse(ringing.doorbell(STREAM + 1).isAwaited());

        publish();
        until(() -> 1 == received.get());
        stop(thread);
    }

    @Test
    void shouldWakeWhenAnotherProcessRingsOrDies() throws IOException, InterruptedException
    {
        final Thread thread = startSleeper();
        untilAsleep(thread);
        final Bell bell = sleeping.bell();
        final long token = bell.board().token(bell.slot());
        try (SocketChannel peer = BellSocket.connect(directory, token))
        {
            published.incrementAndGet();
            peer.write(ByteBuffer.wrap(new byte[]{(byte)BoardDescriptor.bucket(STREAM)}));
            until(() -> 1 == received.get());

            untilAsleep(thread);
            published.incrementAndGet();
        }
        until(() -> 2 == received.get());
        stop(thread);
    }

    @Test
    void shouldKeepTheInterruptWhenItIsRungWithOne() throws InterruptedException
    {
        final Thread thread = startSleeper();
        untilAsleep(thread);
        Thread.currentThread().interrupt();
        publish();
        assertTrue(Thread.interrupted());
        until(() -> 1 == received.get());
        stop(thread);
    }

    @Test
    void shouldLetOthersHaveTheSlotWhenASleeperIsDead() throws IOException
    {
        final Board board = sleeping.bell().board();
        final int slot = board.claim(0xDEAD);
        Files.createFile(BellSocket.path(directory, 0xDEAD));
        board.set(BoardDescriptor.bucket(STREAM), slot);
        assertTrue(doorbell.isAwaited());

        doorbell.ring();
        assertFalse(doorbell.isAwaited());
        assertEquals(0, board.token(slot));
        assertFalse(Files.exists(BellSocket.path(directory, 0xDEAD)));
    }

    @Test
    void shouldDoNoHarmWhenTheBoardIsRubbish() throws InterruptedException
    {
        final Board board = sleeping.bell().board();
        for (int bucket = 0; bucket < BoardDescriptor.BUCKET_COUNT; bucket++)
        {
            for (int slot = 0; slot < Long.SIZE; slot++)
            {
                board.set(bucket, slot);
            }
        }
        for (long i = 0; i < Long.SIZE; i++)
        {
            board.claim(i << 32 | 1);
        }
        doorbell.ring();
        assertFalse(doorbell.isAwaited());
        shouldLoseNoWakeUpWhenPublishedAtAnyMoment();
    }

    @Test
    void shouldParkWhenAPublisherDoesNotRing() throws InterruptedException
    {
        source.streams(ANNOUNCED, 0);
        final Thread thread = startSleeper();
        for (int i = 1; i <= 20; i++)
        {
            published.incrementAndGet();
            final int expected = i;
            until(() -> expected == received.get());
        }
        stop(thread);
    }

    private void publish()
    {
        published.setRelease(published.getPlain() + 1);
        if (doorbell.isAwaited())
        {
            doorbell.ring();
        }
    }

    private Thread startSleeper()
    {
        final Thread thread = new Thread(() ->
        {
            final IdleStrategy idle = sleeping.newIdleStrategy(source);
            while (!isStopped)
            {
                final long before = received.getPlain();
                final long now = published.getAcquire();
                received.setRelease(now);
                idle.idle((int)(now - before));
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void stop(final Thread thread) throws InterruptedException
    {
        isStopped = true;
        // It may be about to sleep.
        while (thread.isAlive())
        {
            sleeping.wakeAll();
            thread.join(1);
        }
    }

    /**
     * It sleeps for long, and not for the first, short time.
     */
    private void untilAsleep(final Thread thread)
    {
        final int[] looks = new int[1];
        until(() ->
        {
            final boolean isAsleep = LockSupport.getBlocker(thread) instanceof Sleeper sleeper && !sleeper.isFresh();
            looks[0] = isAsleep ? looks[0] + 1 : 0;
            return looks[0] > 3;
        });
    }

    private static void until(final BooleanSupplier condition)
    {
        for (int looks = 0; !condition.getAsBoolean(); looks++)
        {
            if (Thread.currentThread().isInterrupted())
            {
                throw new AssertionError("gave up");
            }
            if (looks < SPINS)
            {
                Thread.onSpinWait();
            }
            else
            {
                // On a busy machine the sleeper may need this processor.
                Thread.yield();
            }
        }
    }

    private static final class FakeSource implements Source
    {
        private final int streamId;
        private volatile long[] streams = {};

        private FakeSource(final int streamId)
        {
            this.streamId = streamId;
        }

        private void streams(final long... values)
        {
            streams = values;
        }

        @Override
        public int streamId()
        {
            return streamId;
        }

        @Override
        public boolean isPolledByCaller()
        {
            return true;
        }

        @Override
        public long[] streams()
        {
            return streams;
        }
    }
}
