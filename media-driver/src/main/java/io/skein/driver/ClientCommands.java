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
 * each client twice a second, are light and any thread may take them; everything else may make or free files.
 */
final class ClientCommands implements AutoCloseable
{
    private static final int NONE = 0;

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
     * @return whether the next command waits and is no keep-alive. Only until closed.
     */
    boolean isHeavyWaiting()
    {
        final int type = nextType();
        return NONE != type && ControlProtocolEvents.CLIENT_KEEPALIVE != type;
    }

    /**
     * @return whether the next command is a keep-alive; the driver takes one command in a cycle. Only until closed.
     */
    boolean isKeepAliveNext()
    {
        return ControlProtocolEvents.CLIENT_KEEPALIVE == nextType();
    }

    private int nextType()
    {
        final long position = ring.consumerPosition();
        if (ring.producerPosition() == position)
        {
            return NONE;
        }
        final int index = (int)(position & (capacity - 1));
        // Claimed, but not yet published: the driver can not read it either.
        return buffer.getIntVolatile(RecordDescriptor.lengthOffset(index)) <= 0 ?
            NONE : buffer.getInt(RecordDescriptor.typeOffset(index));
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
