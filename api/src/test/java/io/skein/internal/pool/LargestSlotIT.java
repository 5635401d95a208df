package io.skein.internal.pool;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class LargestSlotIT
{
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long NEED_BYTES = 5L << 30;

    @Test
    void shouldReachTheLastByteOfTheLargestSlot() throws IOException
    {
        Assumptions.assumeTrue(Files.isWritable(MEMORY) && PoolHost.SYSTEM.usableBytes(MEMORY) > NEED_BYTES &&
            PoolHost.SYSTEM.memoryBytes() > NEED_BYTES, "needs " + NEED_BYTES + " bytes of memory in " + MEMORY);
        final Path folder = Files.createTempDirectory(MEMORY, "skein-largest-");
        final Path pools = folder.resolve("driver-pools");
        final long slotSize = PoolDescriptor.MAX_SLOT_SIZE;
        try (PoolFiles owner = PoolFiles.create(pools, "t", 1, slotSize, false))
        {
            final MappedPool reader = MappedPool.open(pools, owner.poolId());
            final int last = (int)(SlotDescriptor.MESSAGE_OFFSET + SlotDescriptor.maxMessageLength(slotSize) - 1);
            assertEquals(last + 1, owner.slot(0).capacity());
            owner.slot(0).putByte(last, (byte)77);
            assertEquals(77, reader.slot(0).getByte(last));
            reader.unmap();
            owner.unmap();
        }
        finally
        {
            assertFalse(Files.exists(pools));
            Files.delete(folder);
        }
    }
}
