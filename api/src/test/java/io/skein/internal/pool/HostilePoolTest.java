package io.skein.internal.pool;

import io.skein.PoolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a reader does with files that are not what they must be.
 */
class HostilePoolTest
{
    private static final int SLOTS = 3;
    private static final long SLOT_SIZE = 10_000;

    @TempDir
    private Path folder;

    private Path pools;
    private PoolFiles owner;
    private Path pool;

    @BeforeEach
    void makePool()
    {
        pools = folder.resolve("driver-pools");
        owner = PoolFiles.create(pools, "camera/left", SLOTS, SLOT_SIZE, false);
        pool = PoolPaths.pool(pools, owner.poolId());
    }

    @AfterEach
    void removePool()
    {
        owner.unmap();
        assertFalse(Files.exists(pools));
    }

    private String refusal()
    {
        final String message =
            assertThrows(PoolException.class, () -> MappedPool.open(pools, owner.poolId())).getMessage();
        assertTrue(message.startsWith("can not use pool " + PoolPaths.name(owner.poolId()) + ": "), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static void write(final Path file, final long offset, final long value, final int length)
        throws IOException
    {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(0, value).limit(length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            channel.write(bytes, offset);
        }
    }

    private static void truncate(final Path file, final long length) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            channel.truncate(length);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0  | 8 | 0                    | magic number is 0000000000000000, need
        0  | 8 | 5495527393404113740  | magic number is
        0  | 1 | 0                    | magic number is
        8  | 4 | 0                    | layout version is 0, need 1
        8  | 4 | 2                    | layout version is 2, need 1
        12 | 4 | 0                    | slot count is 0, need 1 to 1024
        12 | 4 | -1                   | slot count is -1, need 1 to 1024
        12 | 4 | 1025                 | slot count is 1025, need 1 to 1024
        12 | 4 | 2147483647           | slot count is 2147483647, need 1 to 1024
        12 | 4 | 1024                 | length is 8192, need at least 139264 bytes for 1024 slots
        12 | 4 | 4                    | slot-3.dat: no such file
        16 | 8 | 0                    | slot size is 0, need 1 to 2147475456
        16 | 8 | -1                   | slot size is -1
        16 | 8 | 2147475457           | slot size is 2147475457
        16 | 8 | 9223372036854775807  | slot size is 9223372036854775807
        16 | 8 | 2147475456           | slot-0.dat: length is 16384, need at least 2147479552 bytes
        16 | 8 | 12289                | slot-0.dat: length is 16384, need at least 20480 bytes for slots of 12289
        24 | 8 | 0                    | pool id is 0000000000000000, need
        24 | 8 | 1                    | pool id is 0000000000000001, need
        48 | 4 | 0                    | state is 0 (being made), need 1
        48 | 4 | 3                    | state is 3, need 0 to 2
        48 | 4 | -1                   | state is -1
        64 | 4 | -1                   | length of topic is -1, need 0 to 400
        64 | 4 | 401                  | length of topic is 401
        64 | 4 | 2147483647           | length of topic is 2147483647
        """)
    void shouldRefuseEachFieldOfTheControlFile(
        final long offset, final int length, final long value, final String expected) throws IOException
    {
        write(PoolPaths.control(pool), offset, value, length);
        final String message = refusal();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains(PoolPaths.pool(pools, owner.poolId()).toString()), message);
        // Those who only look live with it, too.
        assertEquals(1, PoolSweeper.list(pools).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 511, 512, 4_607, 4_608, 8_191})
    void shouldRefuseControlFileThatWasCutShort(final long length) throws IOException
    {
        // Not under the owner's mapping, which would be its death.
        final Path control = PoolPaths.control(pool);
        final byte[] bytes = Files.readAllBytes(control);
        Files.move(control, pool.resolve("away"));
        Files.write(control, bytes);
        truncate(control, length);
        final String message = refusal();
        assertTrue(message.contains("pool.dat: length is " + length + ", need at least "), message);
        assertTrue(PoolSweeper.list(pools).get(0).problem().contains("length is " + length));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 31, 32, 4_096, 16_383})
    void shouldRefuseSlotThatWasCutShort(final long length) throws IOException
    {
        truncate(PoolPaths.slot(pool, 1), length);
        final String message = refusal();
        assertTrue(message.contains("slot-1.dat: length is " + length + ", need at least 16384 bytes"), message);
    }

    @Test
    void shouldRefuseSlotOfAnotherPoolOrPlace() throws IOException
    {
        write(PoolPaths.slot(pool, 2), SlotDescriptor.SLOT_INDEX_OFFSET, 1, Long.BYTES);
        final String place = refusal();
        assertTrue(place.contains("slot-2.dat: it says it is slot 1 of pool"), place);

        write(PoolPaths.slot(pool, 2), SlotDescriptor.SLOT_INDEX_OFFSET, 2, Long.BYTES);
        write(PoolPaths.slot(pool, 2), SlotDescriptor.POOL_ID_OFFSET, 9, Long.BYTES);
        final String other = refusal();
        assertTrue(other.contains("slot-2.dat: it says it is slot 2 of pool 0000000000000009"), other);
    }

    @Test
    void shouldRefuseFilesThatAreMissingOrNoRegularFiles() throws IOException
    {
        final Path slot = PoolPaths.slot(pool, 0);
        final Path away = Files.move(slot, pool.resolve("away"));
        final String missing = refusal();
        assertTrue(missing.contains("slot-0.dat: no such file") && missing.contains("same " + pools), missing);

        Files.createSymbolicLink(slot, away);
        final String link = refusal();
        assertTrue(link.contains("slot-0.dat: it is no regular file"), link);

        Files.delete(slot);
        Files.createDirectory(slot);
        final String directory = refusal();
        assertTrue(directory.contains("slot-0.dat: it is no regular file"), directory);

        final Path control = PoolPaths.control(pool);
        Files.move(control, pool.resolve("control"));
        Files.createSymbolicLink(control, pool.resolve("control"));
        final String controlLink = refusal();
        assertTrue(controlLink.contains("pool.dat: it is no regular file"), controlLink);
    }

    @Test
    void shouldNotBlockOnPipes() throws Exception
    {
        final Path control = PoolPaths.control(pool);
        Files.delete(control);
        assertEquals(0, new ProcessBuilder("mkfifo", control.toString()).start().waitFor());
        final String message = refusal();
        assertTrue(message.contains("pool.dat: it is no regular file"), message);
        assertEquals("it is no regular file", PoolSweeper.list(pools).get(0).problem());
    }

    @Test
    void shouldRefuseLinksAndDirectoriesOpenToOthers() throws IOException
    {
        final Path link = Files.createSymbolicLink(folder.resolve("link-pools"), pools);
        final String linked = assertThrows(PoolException.class,
            () -> MappedPool.open(link, owner.poolId())).getMessage();
        assertTrue(linked.contains("link-pools is no directory of mode 0700"), linked);
        assertThrows(PoolException.class, () -> PoolFiles.create(link, "t", 1, 1, false));
        assertThrows(PoolException.class, () -> PoolSweeper.sweep(link));
        Files.delete(link);

        for (final Path directory : new Path[]{pools, pool})
        {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
            final String open = refusal();
            assertTrue(open.contains(directory + " is no directory of mode 0700"), open);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
        Files.setPosixFilePermissions(pools, PosixFilePermissions.fromString("rwxrwxrwx"));
        final String message = assertThrows(PoolException.class,
            () -> PoolFiles.create(pools, "t", 1, 1, false)).getMessage();
        assertTrue(message.contains("mode 0700"), message);
        Files.setPosixFilePermissions(pools, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void shouldRefuseIdsThatNameNoPool()
    {
        for (final long id : new long[]{0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, owner.poolId() + 1})
        {
            final String message =
                assertThrows(PoolException.class, () -> MappedPool.open(pools, id)).getMessage();
            assertTrue(message.contains("no such file") && message.contains("container"), message);
        }
        final String message = assertThrows(PoolException.class,
            () -> MappedPool.open(folder.resolve("other-pools"), owner.poolId())).getMessage();
        assertTrue(message.contains("other-pools: no such file"), message);
    }

    @Test
    void shouldKeepWhatWasCheckedWhenOwnerChangesItLater()
    {
        final MappedPool reader = MappedPool.open(pools, owner.poolId());
        owner.control().setMemory(0, PoolDescriptor.STATE_OFFSET, (byte)-1);
        assertEquals(SLOTS, reader.slotCount());
        assertEquals(SLOT_SIZE, reader.slotSize());
        assertEquals(0, reader.acquireHolder());
        reader.unmap();
    }

    @Test
    void shouldShowNoControlCharactersOfTopic() throws IOException
    {
        write(PoolPaths.control(pool), PoolDescriptor.TOPIC_OFFSET, 0x0A1B5B32FF414243L, Long.BYTES);
        final String topic = PoolSweeper.list(pools).get(0).topic();
        assertTrue(topic.startsWith("CBA"), topic);
        assertTrue(topic.chars().noneMatch(Character::isISOControl), topic);
    }

    @Test
    void shouldMapLongerFilesNoFurtherThanHugePagesNeed() throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(PoolPaths.slot(pool, 0).toFile(), "rw"))
        {
            file.setLength(1L << 40);
        }
        final MappedPool reader = MappedPool.open(pools, owner.poolId());
        assertEquals(PoolMaker.HUGE_PAGE_LENGTH, reader.slot(0).capacity());
        reader.unmap();
    }
}
