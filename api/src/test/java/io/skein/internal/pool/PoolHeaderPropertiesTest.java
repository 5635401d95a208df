package io.skein.internal.pool;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

class PoolHeaderPropertiesTest
{
    private static final long POOL_ID = 0x1234_5678_9ABC_DEF1L;
    private static final int LENGTH = PoolDescriptor.HOLDER_RECORDS_OFFSET;

    private static ByteBuffer header(final int slotCount, final long slotSize)
    {
        final byte[] topic = "camera/left".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(LENGTH).order(ByteOrder.nativeOrder())
            .putLong(PoolDescriptor.MAGIC_OFFSET, PoolDescriptor.MAGIC)
            .putInt(PoolDescriptor.VERSION_OFFSET, PoolDescriptor.VERSION)
            .putInt(PoolDescriptor.SLOT_COUNT_OFFSET, slotCount)
            .putLong(PoolDescriptor.SLOT_SIZE_OFFSET, slotSize)
            .putLong(PoolDescriptor.POOL_ID_OFFSET, POOL_ID)
            .putInt(PoolDescriptor.STATE_OFFSET, PoolDescriptor.READY)
            .putInt(PoolDescriptor.TOPIC_LENGTH_OFFSET, topic.length)
            .put(PoolDescriptor.TOPIC_OFFSET, topic);
    }

    private static void assertSafe(final PoolHeader header, final long fileLength)
    {
        Assertions.assertTrue(header.slotCount() > 0 && header.slotCount() <= PoolDescriptor.MAX_SLOTS);
        Assertions.assertTrue(header.slotSize() > 0 && header.slotSize() <= PoolDescriptor.MAX_SLOT_SIZE);
        Assertions.assertTrue(
            PoolDescriptor.holderWordOffset(header.slotCount() - 1) + Long.BYTES <= fileLength);
        Assertions.assertTrue(header.topic().length() <= PoolDescriptor.MAX_TOPIC_LENGTH);
    }

    @Property
    void shouldReadWhatIsGood(
        @ForAll @IntRange(min = 1, max = PoolDescriptor.MAX_SLOTS) final int slotCount,
        @ForAll @LongRange(min = 1, max = PoolDescriptor.MAX_SLOT_SIZE) final long slotSize) throws IOException
    {
        final int fileLength = PoolDescriptor.controlLength(slotCount);
        final PoolHeader header = PoolHeader.parse(header(slotCount, slotSize), fileLength, POOL_ID);
        Assertions.assertEquals(slotCount, header.slotCount());
        Assertions.assertEquals(slotSize, header.slotSize());
        Assertions.assertEquals("camera/left", header.topic());
        assertSafe(header, fileLength);
    }

    @Property
    void shouldBelieveNothingThatDoesNotFit(
        @ForAll @IntRange(min = 0, max = LENGTH - 1) final int offset,
        @ForAll @Size(min = 1, max = 16) final byte[] bytes,
        @ForAll @LongRange(min = 0, max = 300_000) final long fileLength)
    {
        final ByteBuffer buffer = header(4, 1_000);
        for (int i = 0; i < bytes.length && offset + i < LENGTH; i++)
        {
            buffer.put(offset + i, bytes[i]);
        }
        try
        {
            assertSafe(PoolHeader.parse(buffer, fileLength, POOL_ID), fileLength);
        }
        catch (final IOException ex)
        {
            Assertions.assertTrue(ex.getMessage().contains(", need "), ex::getMessage);
        }
    }
}
