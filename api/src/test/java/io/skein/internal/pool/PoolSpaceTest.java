package io.skein.internal.pool;

import io.skein.PoolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What is not there is told when the pool is made, and never by a SIGBUS later.
 */
class PoolSpaceTest
{
    private static final long MIB = 1L << 20;
    private static final long LOCK_BYTES = 4_096;
    private static final Mount MEMORY = new Mount(Path.of("/"), "tmpfs", false);

    @TempDir
    private Path folder;

    private Path mountPoint;
    private Path pools;

    @BeforeEach
    void choosePools() throws IOException
    {
        mountPoint = Files.createDirectory(folder.resolve("mount"));
        pools = mountPoint.resolve("driver-pools");
    }

    @AfterEach
    void shouldLeaveNothing() throws IOException
    {
        assertFalse(Files.exists(pools));
        try (Stream<Path> left = Files.list(mountPoint))
        {
            assertEquals(0, left.count());
        }
    }

    private String refusal(final PoolHost host, final int slots, final long slotSize)
    {
        return assertThrows(PoolException.class,
            () -> new PoolMaker(host, pools, "camera/left", slots, slotSize, true).make()).getMessage();
    }

    @Test
    void shouldRefuseAtStartWhenMountIsTooSmall() throws Exception
    {
        try (SmallMount mount = new SmallMount(mountPoint, "size=8m"))
        {
            assertNotNull(mount);
            final long free = PoolHost.SYSTEM.usableBytes(mountPoint);
            final String message = refusal(PoolHost.SYSTEM, 9, MIB);
            assertEquals("No space left: pool of topic camera/left needs 9482240 bytes (9 slots of 1048576), free " +
                (free - LOCK_BYTES) + " in " + pools + "; set pool.slots or pool.slotSize lower, or mount a larger" +
                " /dev/shm (docker: --shm-size)", message);
            assertFalse(Files.exists(pools));
            final PoolFiles fits = PoolFiles.create(pools, "camera/left", 7, MIB, true);
            fits.slot(6).setMemory(0, fits.slot(6).capacity(), (byte)1);
            fits.unmap();
            assertEquals(free, PoolHost.SYSTEM.usableBytes(mountPoint));
        }
    }

    @Test
    void shouldRefuseAndRemoveWhatItWroteWhenOthersTakeTheSpaceMeanwhile() throws Exception
    {
        try (SmallMount mount = new SmallMount(mountPoint, "size=8m"))
        {
            assertNotNull(mount);
            final long free = PoolHost.SYSTEM.usableBytes(mountPoint);
            final int[] looks = new int[1];
            final PoolHost late = new PoolHost()
            {
                @Override
                public long usableBytes(final Path directory) throws IOException
                {
                    return 0 == looks[0]++ ? Long.MAX_VALUE : Files.getFileStore(directory).getUsableSpace();
                }
            };
            final String message = refusal(late, 9, MIB);
            assertEquals(2, looks[0], "the second look is after the write that failed");
            assertTrue(message.startsWith("No space left: pool of topic camera/left needs 9482240 bytes"), message);
            assertTrue(message.contains(", free " + (free - LOCK_BYTES) + " in "), message);
            assertEquals(free, PoolHost.SYSTEM.usableBytes(mountPoint));
        }
    }

    @Test
    void shouldSayWhenThereIsNoRoomForMoreFiles() throws Exception
    {
        try (SmallMount mount = new SmallMount(mountPoint, "size=8m,nr_inodes=6"))
        {
            assertNotNull(mount);
            final String message = refusal(PoolHost.SYSTEM, 9, 1);
            assertTrue(message.contains("can not make a pool of topic camera/left in " + pools), message);
            assertTrue(message.contains("No space left on device"), message);
        }
    }

    @Test
    void shouldRefuseMoreThanTheMemoryBehindTheMount()
    {
        final PoolHost host = new PoolHost()
        {
            @Override
            public long memoryBytes()
            {
                return 3 * MIB;
            }

            @Override
            public Mount mount(final Path directory)
            {
                return MEMORY;
            }
        };
        assertEquals("No space left: pool of topic camera/left needs 3166208 bytes (3 slots of 1048576), free 3145728" +
            " of memory, which " + pools + " takes; set pool.slots or pool.slotSize lower, or give the machine or" +
            " container more memory", refusal(host, 3, MIB));
        new PoolMaker(host, pools, "camera/left", 2, MIB, true).make().unmap();
    }

    @Test
    void shouldNotAskForMemoryWhereFilesAreOnDisk()
    {
        final PoolHost host = new PoolHost()
        {
            @Override
            public long memoryBytes()
            {
                return 0;
            }

            @Override
            public Mount mount(final Path directory)
            {
                return new Mount(Path.of("/"), "ext4", false);
            }
        };
        new PoolMaker(host, pools, "camera/left", 2, MIB, true).make().unmap();
    }

    @Test
    void shouldUseHugePagesWhenTheMountHasThem() throws Exception
    {
        try (SmallMount mount = new SmallMount(mountPoint, "size=64m,huge=always"))
        {
            assertNotNull(mount);
            final PoolFiles owner = PoolFiles.create(pools, "camera/left", 2, 3 * MIB, true);
            final MappedPool reader = MappedPool.open(pools, owner.poolId());
            assertTrue(owner.hasHugePages());
            assertTrue(PoolSweeper.list(pools).get(0).hasHugePages());
            assertEquals(4 * MIB, owner.slot(1).capacity());
            assertEquals(4 * MIB, reader.slot(1).capacity());
            final long mappedKb = Files.readAllLines(Path.of("/proc/self/smaps")).stream()
                .filter((line) -> line.startsWith("ShmemPmdMapped:"))
                .mapToLong((line) -> Long.parseLong(line.split("\\s+")[1])).sum();
            assertEquals(12 * MIB / 1_024, mappedKb, "all pages, touched by the owner, and the reader's first ones");
            reader.unmap();
            owner.unmap();
        }
    }

    @Test
    void shouldUseSmallPagesWhenTheMountHasNoOthers()
    {
        final PoolFiles owner = PoolFiles.create(pools, "camera/left", 1, 3 * MIB, true);
        assertFalse(owner.hasHugePages());
        assertEquals(SlotDescriptor.length(3 * MIB), owner.slot(0).capacity());
        owner.unmap();
    }
}
