package io.skein.internal.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The checked head of a control file, copied out of it: what a hostile owner changes later is of no consequence.
 *
 * @param slotCount 1 to {@link PoolDescriptor#MAX_SLOTS}; the file has a record for each.
 * @param slotSize  1 to {@link PoolDescriptor#MAX_SLOT_SIZE}.
 * @param ownerPid  of the process that says it made the pool.
 * @param state     when it was read.
 * @param topic     printable.
 */
record PoolHeader(int slotCount, long slotSize, long ownerPid, int state, String topic)
{
    /**
     * @param control file.
     * @param poolId  that it must have.
     * @return its head.
     * @throws IOException if it can not be read, or something in it is not what it must be: message says what.
     */
    static PoolHeader read(final FileChannel control, final long poolId) throws IOException
    {
        final ByteBuffer buffer = ByteBuffer.allocate(PoolDescriptor.HOLDER_RECORDS_OFFSET);
        int length = 0;
        while (buffer.hasRemaining() && length >= 0)
        {
            length = control.read(buffer, buffer.position());
        }
        require(!buffer.hasRemaining(), "length", buffer.position(), "at least " + buffer.capacity() + " bytes");
        return parse(buffer, control.size(), poolId);
    }

    /**
     * @param buffer     of the first {@link PoolDescriptor#HOLDER_RECORDS_OFFSET} bytes.
     * @param fileLength of the whole file.
     * @param poolId     that it must have.
     * @return the head.
     * @throws IOException if something is not what it must be.
     */
    static PoolHeader parse(final ByteBuffer buffer, final long fileLength, final long poolId) throws IOException
    {
        buffer.order(ByteOrder.nativeOrder());
        final long magic = buffer.getLong(PoolDescriptor.MAGIC_OFFSET);
        require(PoolDescriptor.MAGIC == magic, "magic number", PoolPaths.name(magic),
            PoolPaths.name(PoolDescriptor.MAGIC));
        final int version = buffer.getInt(PoolDescriptor.VERSION_OFFSET);
        require(PoolDescriptor.VERSION == version, "layout version", version, PoolDescriptor.VERSION);
        final long id = buffer.getLong(PoolDescriptor.POOL_ID_OFFSET);
        require(poolId == id, "pool id", PoolPaths.name(id), PoolPaths.name(poolId));
        final int slotCount = buffer.getInt(PoolDescriptor.SLOT_COUNT_OFFSET);
        require(0 < slotCount && slotCount <= PoolDescriptor.MAX_SLOTS, "slot count", slotCount,
            "1 to " + PoolDescriptor.MAX_SLOTS);
        final long slotSize = buffer.getLong(PoolDescriptor.SLOT_SIZE_OFFSET);
        require(0 < slotSize && slotSize <= PoolDescriptor.MAX_SLOT_SIZE, "slot size", slotSize,
            "1 to " + PoolDescriptor.MAX_SLOT_SIZE);
        final int needLength = PoolDescriptor.controlLength(slotCount);
        require(fileLength >= needLength, "length", fileLength, "at least " + needLength + " bytes for " + slotCount +
            " slots");
        final int state = buffer.getInt(PoolDescriptor.STATE_OFFSET);
        require(PoolDescriptor.BEING_MADE <= state && state <= PoolDescriptor.CLOSED, "state", state,
            PoolDescriptor.BEING_MADE + " to " + PoolDescriptor.CLOSED);
        return new PoolHeader(
            slotCount, slotSize, buffer.getLong(PoolDescriptor.OWNER_PID_OFFSET), state, topic(buffer));
    }

    private static String topic(final ByteBuffer buffer) throws IOException
    {
        final int length = buffer.getInt(PoolDescriptor.TOPIC_LENGTH_OFFSET);
        require(0 <= length && length <= PoolDescriptor.MAX_TOPIC_LENGTH, "length of topic", length,
            "0 to " + PoolDescriptor.MAX_TOPIC_LENGTH);
        // It is shown on terminals.
        return new String(buffer.array(), PoolDescriptor.TOPIC_OFFSET, length, StandardCharsets.UTF_8)
            .replaceAll("[\\p{C}\\p{Z}]", "?");
    }

    static void require(final boolean isGood, final String what, final Object found, final Object needed)
        throws IOException
    {
        if (!isGood)
        {
            throw new IOException(what + " is " + found + ", need " + needed);
        }
    }
}
