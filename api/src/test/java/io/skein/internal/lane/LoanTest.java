package io.skein.internal.lane;

import io.skein.LeakException;
import io.skein.internal.pool.FakeSubscribers;
import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolOwner;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.pool.SlotGuard;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class LoanTest
{
    private static final int LENGTH = 100;

    @TempDir
    private Path directory;
    private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
    private final FakeSubscribers subscribers = new FakeSubscribers();
    private PoolOwner owner;
    private PoolFiles foreign;
    private PoolReader reader;
    private PoolLane lane;
    private final ClaimMemory memory = new ClaimMemory(LENGTH);
    private Object claim = new Object();
    private Loan loan;

    @BeforeEach
    void make()
    {
        final Path pools = directory.resolve("driver-pools");
        owner = new PoolOwner(PoolFiles.create(pools, "camera", 1, LENGTH, false), false);
        foreign = PoolFiles.create(pools, "other", 1, LENGTH, false);
        reader = PoolReader.acquire(pools, foreign.poolId(), false);
        final Topic topic = Topic.message("camera").channel("aeron:ipc").stream(FakeSubscribers.STREAM_ID)
            .pool(PoolOptions.of(1, LENGTH));
        lane = new PoolLane(topic, null, null, owner);
        loan = Loan.of(claim, lane, null, memory, errors::add, topic.name());
    }

    @AfterEach
    void close()
    {
        assertTrue(errors.isEmpty(), errors::toString);
        assertEquals(0, reader.guard(0).holders());
        reader.release();
        assertEquals(0, reader.slot(0).capacity());
        foreign.unmap();
        owner.close();
    }

    @Test
    void shouldBeOpenWhileItHasASlot()
    {
        assertFalse(loan.isOpen());
        loan.begin(lend());
        assertTrue(loan.isOpen());
        assertEquals(owner.slot(0).addressOffset(), loan.memory().addressOffset());
        loan.giveBack();
        loan.end();
        assertFalse(loan.isOpen());
        assertEquals(0, lend());
        owner.onReturned(0);
    }

    @Test
    void shouldGiveABufferBackWhenItComesBackUnsent()
    {
        final UnsafeBuffer buffer = memory.tryTake(LENGTH);
        loan.beginBuffer(buffer);
        assertTrue(loan.isOpen() && loan.isBuffer());
        assertSame(buffer, loan.memory());
        assertNull(memory.tryTake(LENGTH));
        loan.returnLate();
        loan.end();
        assertFalse(loan.isOpen() || loan.isBuffer());
        assertSame(buffer, memory.tryTake(LENGTH));
    }

    @Test
    void shouldGiveASlotOfItsOwnPoolBackFromAnyThread() throws InterruptedException
    {
        loan.begin(lend());
        assertEquals(PoolOwner.NONE, tryLend());
        final Thread other = new Thread(loan::returnLate);
        other.start();
        other.join();
        assertEquals(0, lend());
        owner.onReturned(0);
    }

    @Test
    void shouldLetGoOfAForeignSlotWithAnotherGenerationWhenItComesBackUnsent()
    {
        final long generation = beginChange();
        assertTrue(loan.isOpen());
        assertEquals(reader.writableSlot(0).addressOffset(), loan.memory().addressOffset());
        loan.giveBack();
        loan.end();
        assertEquals(0, reader.guard(0).holders());
        assertNotEquals(generation, reader.guard(0).generation());
        assertEquals(0, reader.guard(0).generation() & 1);
        // A slot of its own is its own again.
        loan.begin(lend());
        assertEquals(owner.slot(0).addressOffset(), loan.memory().addressOffset());
        loan.giveBack();
        loan.end();
    }

    @Test
    void shouldGiveTheSlotBackAndSaySoWhenTheClaimIsLost()
    {
        loan.begin(lend());
        loan.run();
        assertLeak(errors.poll());
        assertEquals(0, lend());
        owner.onReturned(0);
    }

    @Test
    void shouldLetGoOfAForeignSlotWhenTheClaimIsLost()
    {
        beginChange();
        loan.run();
        assertLeak(errors.poll());
    }

    @Test
    void shouldSayNothingWhenAClaimWithoutASlotIsLost()
    {
        loan.run();
        loan.begin(lend());
        loan.giveBack();
        loan.end();
        loan.run();
    }

    @Test
    void shouldNoticeWhenTheCollectorTakesTheClaim() throws InterruptedException
    {
        loan.begin(lend());
        claim = null;
        Throwable error = null;
        while (null == error)
        {
            System.gc();
            error = errors.poll(10, TimeUnit.MILLISECONDS);
        }
        assertLeak(error);
        assertEquals(0, lend());
        owner.onReturned(0);
    }

    private int tryLend()
    {
        return owner.tryLoan(subscribers.counters(), FakeSubscribers.STREAM_ID);
    }

    private int lend()
    {
        final int slot = tryLend();
        assertNotEquals(PoolOwner.NONE, slot);
        return slot;
    }

    private long beginChange()
    {
        final SlotGuard writer = new SlotGuard(foreign.slot(0), foreign.control(), 0);
        assertTrue(writer.tryBeginWrite());
        final long generation = writer.endWrite(LENGTH - SlotDescriptor.MESSAGE_OFFSET);
        writer.published(generation, 64, 5, FakeSubscribers.STREAM_ID);
        assertTrue(reader.tryHold(0, generation));
        assertTrue(reader.tryBeginChange(0, generation, subscribers.counters()));
        loan.beginChange(reader, 0);
        return generation;
    }

    private static void assertLeak(final Throwable error)
    {
        assertInstanceOf(LeakException.class, error);
        assertTrue(error.getMessage().contains("topic camera"), error.getMessage());
    }
}
