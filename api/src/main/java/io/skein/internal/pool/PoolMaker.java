package io.skein.internal.pool;

import io.skein.PoolException;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Makes the files of one pool, or nothing.
 */
final class PoolMaker
{
    static final long HUGE_PAGE_LENGTH = 2L << 20;

    private static final int PAGE_LENGTH = 4_096;

    private final PoolHost host;
    private final Path poolsDirectory;
    private final String topic;
    private final byte[] topicBytes;
    private final int slotCount;
    private final long slotSize;
    private final boolean preTouch;

    PoolMaker(
        final PoolHost host,
        final Path poolsDirectory,
        final String topic,
        final int slotCount,
        final long slotSize,
        final boolean preTouch)
    {
        this.host = host;
        this.poolsDirectory = poolsDirectory.toAbsolutePath().normalize();
        this.topic = topic;
        this.topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        this.slotCount = slotCount;
        this.slotSize = slotSize;
        this.preTouch = preTouch;
        require(0 < slotCount && slotCount <= PoolDescriptor.MAX_SLOTS, "pool.slots", slotCount,
            PoolDescriptor.MAX_SLOTS);
        require(0 < slotSize && slotSize <= PoolDescriptor.MAX_SLOT_SIZE, "pool.slotSize", slotSize,
            PoolDescriptor.MAX_SLOT_SIZE);
        require(0 < topicBytes.length && topicBytes.length <= PoolDescriptor.MAX_TOPIC_LENGTH, "bytes in the name",
            topicBytes.length, PoolDescriptor.MAX_TOPIC_LENGTH);
    }

    private void require(final boolean isGood, final String what, final long value, final long max)
    {
        if (!isGood)
        {
            throw new PoolException("topic " + topic + ": " + what + " is " + value + ", need 1 to " + max);
        }
    }

    PoolFiles make()
    {
        PoolSweeper.sweep(poolsDirectory);
        try
        {
            return make(PoolDirectory.create(poolsDirectory));
        }
        catch (final IOException ex)
        {
            throw new PoolException("can not make a pool of topic " + topic + " in " + poolsDirectory + ": " +
                PoolFile.reason(ex) + "; need to make and write files in a directory of your own with mode 0700", ex);
        }
    }

    private PoolFiles make(final PoolDirectory directory) throws IOException
    {
        final UnsafeBuffer[] mapped = new UnsafeBuffer[slotCount + 1];
        boolean isMade = false;
        try
        {
            final PoolFiles made = fill(directory, mapped);
            isMade = true;
            return made;
        }
        finally
        {
            if (!isMade)
            {
                remove(directory, mapped);
            }
        }
    }

    private PoolFiles fill(final PoolDirectory directory, final UnsafeBuffer[] mapped) throws IOException
    {
        final Path path = directory.path();
        final Mount mount = host.mount(path);
        final long slotLength = slotLength(slotSize, mount.hasHugePages());
        final int controlLength = PoolDescriptor.controlLength(slotCount);
        final long needBytes = controlLength + slotCount * slotLength;
        checkSpace(path, mount.isMemory(), needBytes);

        final Path controlFile = PoolPaths.control(path);
        allocate(controlFile, controlLength, 0, needBytes);
        final UnsafeBuffer control = PoolFile.map(controlFile, true, (channel) -> controlLength);
        mapped[slotCount] = control;
        writeHeader(control, directory.poolId());
        for (int i = 0; i < slotCount; i++)
        {
            final Path slotFile = PoolPaths.slot(path, i);
            allocate(slotFile, slotLength, controlLength + i * slotLength, needBytes);
            mapped[i] = PoolFile.map(slotFile, true, (channel) -> mappedLength(slotSize, slotLength));
            mapped[i].putLong(SlotDescriptor.POOL_ID_OFFSET, directory.poolId());
            mapped[i].putLong(SlotDescriptor.SLOT_INDEX_OFFSET, i);
            if (preTouch)
            {
                touch(mapped[i]);
            }
        }
        // sync: pool-state
        control.putIntRelease(PoolDescriptor.STATE_OFFSET, PoolDescriptor.READY);
        return new PoolFiles(
            directory, slotSize, mount.hasHugePages(), control, Arrays.copyOf(mapped, slotCount));
    }

    private void checkSpace(final Path directory, final boolean isMemory, final long needBytes) throws IOException
    {
        final long freeBytes = host.usableBytes(directory);
        if (freeBytes < needBytes)
        {
            throw noSpace(needBytes, freeBytes, null);
        }
        final long memoryBytes = isMemory ? host.memoryBytes() : Long.MAX_VALUE;
        if (memoryBytes < needBytes)
        {
            throw new PoolException("No space left: " + need(needBytes) + ", free " + memoryBytes +
                " of memory, which " + poolsDirectory + " takes; set pool.slots or pool.slotSize lower, or give the" +
                " machine or container more memory");
        }
    }

    private void allocate(final Path file, final long length, final long doneBytes, final long needBytes)
        throws IOException
    {
        try
        {
            PoolFile.allocate(file, length);
        }
        catch (final IOException ex)
        {
            // Others may have taken what was free when it was looked at.
            Files.deleteIfExists(file);
            final long freeBytes = doneBytes + host.usableBytes(file.getParent());
            if (freeBytes < needBytes)
            {
                throw noSpace(needBytes, freeBytes, ex);
            }
            throw ex;
        }
    }

    private PoolException noSpace(final long needBytes, final long freeBytes, final IOException cause)
    {
        return new PoolException("No space left: " + need(needBytes) + ", free " + freeBytes + " in " +
            poolsDirectory + "; set pool.slots or pool.slotSize lower, or mount a larger /dev/shm" +
            " (docker: --shm-size)", cause);
    }

    private String need(final long needBytes)
    {
        return "pool of topic " + topic + " needs " + needBytes + " bytes (" + slotCount + " slots of " + slotSize +
            ')';
    }

    private static void remove(final PoolDirectory directory, final UnsafeBuffer[] mapped)
    {
        for (final UnsafeBuffer buffer : mapped)
        {
            PoolFile.unmap(buffer);
        }
        directory.delete();
    }

    private static void touch(final UnsafeBuffer slot)
    {
        for (int page = PAGE_LENGTH; page < slot.capacity(); page += PAGE_LENGTH)
        {
            slot.putByte(page, (byte)0);
        }
    }

    /**
     * @return bytes of a slot's file.
     */
    static long slotLength(final long slotSize, final boolean hasHugePages)
    {
        final long length = SlotDescriptor.length(slotSize);
        return hasHugePages ? (length + HUGE_PAGE_LENGTH - 1) & -HUGE_PAGE_LENGTH : length;
    }

    /**
     * @return bytes to map of a slot's file: all that a huge page needs, unless one mapping can not have that much.
     */
    static long mappedLength(final long slotSize, final long fileLength)
    {
        final long whole = Math.min(fileLength, slotLength(slotSize, true));
        return whole > Integer.MAX_VALUE ? SlotDescriptor.length(slotSize) : whole;
    }

    private void writeHeader(final UnsafeBuffer control, final long poolId)
    {
        final long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        control.putLong(PoolDescriptor.MAGIC_OFFSET, PoolDescriptor.MAGIC);
        control.putInt(PoolDescriptor.VERSION_OFFSET, PoolDescriptor.VERSION);
        control.putInt(PoolDescriptor.SLOT_COUNT_OFFSET, slotCount);
        control.putLong(PoolDescriptor.SLOT_SIZE_OFFSET, slotSize);
        control.putLong(PoolDescriptor.POOL_ID_OFFSET, poolId);
        control.putLong(PoolDescriptor.OWNER_PID_OFFSET, ProcessHandle.current().pid());
        control.putLong(PoolDescriptor.CREATION_TIME_OFFSET, nowNs);
        control.putInt(PoolDescriptor.TOPIC_LENGTH_OFFSET, topicBytes.length);
        control.putBytes(PoolDescriptor.TOPIC_OFFSET, topicBytes);
    }
}
