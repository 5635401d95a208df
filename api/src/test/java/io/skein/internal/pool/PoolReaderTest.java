package io.skein.internal.pool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PoolReaderTest
{
    private static final int LENGTH = 100;

    @TempDir
    private Path directory;
    private PoolFiles files;
    private PoolReader reader;
    private SlotGuard writer;
    private long generation;

    @BeforeEach
    void make()
    {
        files = PoolFiles.create(directory.resolve("driver-pools"), "camera", 2, LENGTH, false);
        reader = PoolReader.acquire(directory.resolve("driver-pools"), files.poolId(), false);
        writer = new SlotGuard(files.slot(0), files.control(), 0);
        assertTrue(writer.tryBeginWrite());
        generation = writer.endWrite(LENGTH);
    }

    @AfterEach
    void unmap()
    {
        files.unmap();
    }

    @Test
    void shouldHoldUntilTheLastOfTheProcessHasLetGo()
    {
        assertTrue(reader.tryHold(0, generation));
        assertTrue(reader.tryHold(0, generation));
        reader.unhold(0);
        assertFalse(writer.tryBeginWrite());
        reader.unhold(0);
        assertTrue(writer.tryBeginWrite());
        assertFalse(reader.tryHold(0, generation));
        reader.release();
    }

    @Test
    void shouldNotHoldAnotherGenerationThoughTheSlotIsHeld()
    {
        assertTrue(reader.tryHold(0, generation));
        assertFalse(reader.tryHold(0, generation - 2));
        reader.unhold(0);
        assertEquals(0, writer.holders());
        reader.release();
    }

    @Test
    void shouldStayStableWhenAWriterIsAnnouncedThatWillSeeTheHold()
    {
        assertTrue(reader.tryHold(0, generation));
        // Between the writer's first look at the holders and its second.
        files.slot(0).putLongVolatile(SlotDescriptor.GENERATION_OFFSET, generation | 1);
        assertTrue(reader.isStillStable(0, generation));
        assertTrue(reader.tryHold(0, generation));
        reader.unhold(0);
        reader.unhold(0);
        assertFalse(reader.isStillStable(0, generation));
        reader.release();
    }

    @Test
    void shouldStayMappedUntilTheLastHoldIsGone()
    {
        final PoolReader second = PoolReader.acquire(directory.resolve("driver-pools"), files.poolId(), false);
        assertSame(reader, second);
        assertTrue(reader.tryHold(0, generation));
        reader.release();
        second.release();
        files.close();
        assertTrue(reader.slot(0).capacity() > 0);
        reader.unhold(0);
        assertEquals(0, reader.slot(0).capacity());
    }

    @Test
    void shouldTouchNoOnesBitWhenThePoolIsClosed()
    {
        // Of the last holder there may be.
        final SlotGuard other = new SlotGuard(files.slot(0), files.control(), 0);
        assertTrue(other.tryHold(PoolDescriptor.MAX_HOLDERS - 1, generation));
        final long before = other.holders();
        files.close();
        assertTrue(reader.tryHold(0, generation));
        assertFalse(reader.tryHold(1, generation));
        reader.unhold(0);
        assertEquals(before, other.holders());
        reader.release();
    }

    @Test
    void shouldChangeNothingInPlaceWhenThePoolIsClosed()
    {
        final FakeSubscribers subscribers = new FakeSubscribers();
        writer.published(generation, 64, 5, FakeSubscribers.STREAM_ID);
        assertTrue(reader.tryHold(0, generation));
        assertTrue(reader.tryBeginChange(0, generation, subscribers.counters()));
        assertFalse(reader.isStillStable(0, generation));
        generation = reader.endChange(0, LENGTH);
        assertTrue(reader.tryHold(0, generation));
        reader.unhold(0);
        writer.published(generation, 64, 5, FakeSubscribers.STREAM_ID);
        files.close();
        assertFalse(reader.tryBeginChange(0, generation, subscribers.counters()));
        assertTrue(reader.isStillStable(0, generation));
        reader.unhold(0);
        reader.release();
    }
}
