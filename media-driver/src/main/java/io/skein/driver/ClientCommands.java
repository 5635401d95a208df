package io.skein.driver;

import io.aeron.CncFileDescriptor;
import io.aeron.command.ControlProtocolEvents;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBuffer;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * Looks into the ring buffer of commands from clients to the driver, without taking any: keep-alives, which come from
 * each client twice a second, are light; everything else may make or free files.
 */
final class ClientCommands implements AutoCloseable
{
    private static final int PADDING = -1;

    private final MappedByteBuffer mapping;
    private final RingBuffer ring;
    private final AtomicBuffer buffer;
    private final int capacity;

    ClientCommands(final RingBuffer ring, final MappedByteBuffer mapping)
    {
        this.ring = ring;
        this.mapping = mapping;
        buffer = ring.buffer();
        capacity = ring.capacity();
    }

    /**
     * @param aeronDirectory of a driver that has started.
     * @return its commands, mapped once more, as Aeron keeps its own view to itself.
     */
    static ClientCommands map(final Path aeronDirectory)
    {
        final MappedByteBuffer mapping =
            IoUtil.mapExistingFile(aeronDirectory.resolve(CncFileDescriptor.CNC_FILE).toFile(), "CnC file");
        final UnsafeBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapping);
        return new ClientCommands(
            new ManyToOneRingBuffer(CncFileDescriptor.createToDriverBuffer(mapping, metaData)), mapping);
    }

    /**
     * @return whether a command other than a keep-alive waits. Only until closed.
     */
    boolean isHeavyWaiting()
    {
        final long tail = ring.producerPosition();
        long position = ring.consumerPosition();
        while (position < tail)
        {
            final int index = (int)(position & (capacity - 1));
            final int length = buffer.getIntVolatile(RecordDescriptor.lengthOffset(index));
            if (length <= 0)
            {
                // Claimed, not yet published: the driver can not read past it either.
                return false;
            }
            final int type = buffer.getInt(RecordDescriptor.typeOffset(index));
            if (ControlProtocolEvents.CLIENT_KEEPALIVE != type && PADDING != type)
            {
                return true;
            }
            position += (length + RecordDescriptor.ALIGNMENT - 1) & -RecordDescriptor.ALIGNMENT;
        }
        return false;
    }

    /**
     * Unmaps: nobody may look any more.
     */
    @Override
    public void close()
    {
        BufferUtil.free(mapping);
    }
}
