package io.skein.internal.pool;

import io.skein.PoolException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PoolFilesTest
{
    private static final String TOPIC = "camera/left";

    @TempDir
    private Path folder;

    private Path pools;

    @BeforeEach
    void choosePools()
    {
        pools = PoolPaths.poolsDirectory(folder.resolve("driver"));
    }

    @Test
    void shouldShareBytesWithReaders()
    {
        try (PoolFiles owner = PoolFiles.create(pools, TOPIC, 3, 100_000, true))
        {
            final MappedPool reader = MappedPool.open(pools, owner.poolId());
            assertEquals(owner.poolId(), reader.poolId());
            assertEquals(3, reader.slotCount());
            assertEquals(100_000, reader.slotSize());
            assertEquals(TOPIC, reader.topic());
            assertEquals(ProcessHandle.current().pid(), reader.ownerPid());
            assertFalse(reader.isClosed());
            for (int i = 0; i < 3; i++)
            {
                final UnsafeBuffer slot = owner.slot(i);
                assertEquals(SlotDescriptor.length(100_000), slot.capacity());
                assertEquals(0, slot.getLong(SlotDescriptor.GENERATION_OFFSET));
                assertEquals(owner.poolId(), slot.getLong(SlotDescriptor.POOL_ID_OFFSET));
                assertEquals(i, slot.getLong(SlotDescriptor.SLOT_INDEX_OFFSET));
                slot.putLong(slot.capacity() - Long.BYTES, i + 1);
                assertEquals(i + 1, reader.slot(i).getLong(slot.capacity() - Long.BYTES));
            }
            final int word = PoolDescriptor.holderWordOffset(2);
            reader.control().putLong(word, 5);
            assertEquals(5, owner.control().getLong(word));
            reader.unmap();
            reader.unmap();
        }
    }

    @Test
    void shouldBeFoundByAllNamesOfTheAeronDirectory() throws IOException
    {
        final Path aeronDirectory = Files.createDirectory(folder.resolve("driver"));
        final Path link = Files.createSymbolicLink(folder.resolve("alias"), aeronDirectory);
        assertEquals(pools, PoolPaths.poolsDirectory(aeronDirectory));
        assertEquals(pools, PoolPaths.poolsDirectory(link));
        assertEquals(pools, PoolPaths.poolsDirectory(folder.resolve("x").resolve("..").resolve("driver")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldMapEveryPageBeforeItIsUsedWhenToldTo(final boolean preTouch) throws IOException
    {
        final Path maps = Path.of("/proc/self/smaps");
        Assumptions.assumeTrue(Files.isReadable(maps), "this system does not tell what is mapped");
        final PoolFiles owner = PoolFiles.create(pools, TOPIC, 1, 10 << 20, preTouch);
        final String file = PoolPaths.name(owner.poolId()) + "/slot-0.dat";
        final List<String> lines = Files.readAllLines(maps);
        int i = 0;
        while (!lines.get(i).endsWith(file))
        {
            i++;
        }
        while (!lines.get(i).startsWith("Rss:"))
        {
            i++;
        }
        final long mapped = 1_024 * Long.parseLong(lines.get(i).split("\\s+")[1]);
        assertEquals(preTouch, owner.slot(0).capacity() == mapped, () -> mapped + " bytes mapped");
        owner.unmap();
    }

    @Test
    void shouldBePrivateAndLeaveNothingBehind() throws IOException
    {
        final PoolFiles owner = PoolFiles.create(pools, TOPIC, 2, 1, false);
        try (Stream<Path> tree = Files.walk(pools))
        {
            for (final Path path : (Iterable<Path>)tree::iterator)
            {
                assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path::toString);
            }
        }
        owner.close();
        owner.close();
        assertFalse(Files.exists(pools));
        owner.unmap();
        owner.unmap();
        assertEquals(0, owner.slot(0).capacity());
    }

    @Test
    void shouldKeepWhatReadersHaveMappedWhenOwnerCloses()
    {
        final PoolFiles owner = PoolFiles.create(pools, TOPIC, 1, 1_000, false);
        owner.slot(0).putLong(SlotDescriptor.MESSAGE_OFFSET, 77);
        final MappedPool reader = MappedPool.open(pools, owner.poolId());
        owner.unmap();

        assertTrue(reader.isClosed());
        assertEquals(77, reader.slot(0).getLong(SlotDescriptor.MESSAGE_OFFSET));
        assertEquals(MappedPool.NO_HOLDER, reader.acquireHolder());
        final String message =
            assertThrows(PoolException.class, () -> MappedPool.open(pools, owner.poolId())).getMessage();
        assertTrue(message.contains("no such file") && message.contains(PoolPaths.name(owner.poolId())), message);
        reader.unmap();
    }

    @Test
    void shouldKeepPoolsOfOthersWhenOneCloses()
    {
        final PoolFiles one = PoolFiles.create(pools, TOPIC, 1, 1_000, false);
        final PoolFiles two = PoolFiles.create(pools, TOPIC, 1, 1_000, false);
        assertNotEquals(one.poolId(), two.poolId());
        one.close();
        MappedPool.open(pools, two.poolId()).unmap();
        two.close();
        assertFalse(Files.exists(pools));
    }

    @Test
    void shouldMakeAndOpenOnInterruptedThread()
    {
        Thread.currentThread().interrupt();
        final PoolFiles owner = PoolFiles.create(pools, TOPIC, 2, 1_000, true);
        final MappedPool reader = MappedPool.open(pools, owner.poolId());
        assertEquals(0, reader.acquireHolder());
        assertTrue(owner.isHolderAlive(0));
        reader.unmap();
        assertFalse(owner.isHolderAlive(0));
        owner.unmap();
        assertTrue(Thread.interrupted());
        assertFalse(Files.exists(pools));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, pool.slots is 0",
        "1025, 1, pool.slots is 1025",
        "1, 0, pool.slotSize is 0",
        "1, -1, pool.slotSize is -1",
        "1, 2147475457, 'pool.slotSize is 2147475457, need 1 to 2147475456'",
        "1, 9223372036854775807, pool.slotSize is 9223372036854775807"})
    void shouldRefuseNumbersOutOfRange(final int slotCount, final long slotSize, final String expected)
    {
        final String message = assertThrows(PoolException.class,
            () -> PoolFiles.create(pools, TOPIC, slotCount, slotSize, false)).getMessage();
        assertTrue(message.contains(expected) && message.contains(TOPIC), message);
        assertFalse(Files.exists(pools));
    }

    @Test
    void shouldMakeSlotsOfAnySizeThatOneMappingHolds()
    {
        assertEquals(Integer.MAX_VALUE - 4_095L, SlotDescriptor.length(PoolDescriptor.MAX_SLOT_SIZE));
        assertEquals(SlotDescriptor.length(PoolDescriptor.MAX_SLOT_SIZE), PoolMaker.mappedLength(
            PoolDescriptor.MAX_SLOT_SIZE, PoolMaker.slotLength(PoolDescriptor.MAX_SLOT_SIZE, true)));
        for (final long size : List.of(1L, 4_095L, 4_096L, 24_883_200L, 1L << 30, PoolDescriptor.MAX_SLOT_SIZE))
        {
            final long length = SlotDescriptor.length(size);
            assertEquals(0, length % 4_096);
            assertTrue(length >= SlotDescriptor.MESSAGE_OFFSET + SlotDescriptor.maxMessageLength(size));
            assertTrue(PoolMaker.mappedLength(size, PoolMaker.slotLength(size, true)) >= length);
        }
    }
}
