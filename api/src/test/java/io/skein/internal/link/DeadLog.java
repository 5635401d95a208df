package io.skein.internal.link;

import io.aeron.Image;
import io.aeron.LogBuffers;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.UnsafeBufferPosition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A log of a publisher that is gone, in a file as the driver makes it, and an image of it.
 */
final class DeadLog implements AutoCloseable
{
    static final int TERM = LogBufferDescriptor.TERM_MIN_LENGTH;

    private static final int PAGE = 4096;
    private static final int TERMS = LogBufferDescriptor.PARTITION_COUNT;
    private static final int TYPE = HeaderFlyweight.TYPE_FIELD_OFFSET;

    private final LogBuffers buffers;
    private final UnsafeBuffer[] terms;
    private final UnsafeBufferPosition position;
    private final Image image;

    DeadLog(final Path file, final AtomicBuffer values, final int counter, final String source) throws IOException
    {
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        {
            final UnsafeBuffer metaData =
                new UnsafeBuffer(ByteBuffer.allocate(LogBufferDescriptor.LOG_META_DATA_LENGTH));
            LogBufferDescriptor.termLength(metaData, TERM);
            LogBufferDescriptor.pageSize(metaData, PAGE);
            LogBufferDescriptor.mtuLength(metaData, PAGE);
            channel.write(metaData.byteBuffer(), (long)TERMS * TERM);
        }
        buffers = new LogBuffers(file.toString());
        terms = buffers.duplicateTermBuffers();
        position = new UnsafeBufferPosition((UnsafeBuffer)values, counter);
        image = new Image(null, counter, position, buffers, DeadLog::failed, source, counter);
    }

    Image image()
    {
        return image;
    }

    void position(final long newPosition)
    {
        position.setRelease(newPosition);
    }

    void end(final long endOfStream)
    {
        LogBufferDescriptor.endOfStreamPosition(buffers.metaDataBuffer(), endOfStream);
    }

    /**
     * @param at     position of a frame.
     * @param length as it is in its header.
     */
    void frame(final long at, final int length)
    {
        frame(at, length, HeaderFlyweight.HDR_TYPE_DATA);
    }

    void padding(final long at, final int length)
    {
        frame(at, length, HeaderFlyweight.HDR_TYPE_PAD);
    }

    private void frame(final long at, final int length, final int type)
    {
        final UnsafeBuffer term = terms[(int)(at / TERM % TERMS)];
        final int offset = (int)(at % TERM);
        term.putByte(offset + DataHeaderFlyweight.FLAGS_FIELD_OFFSET, FrameDescriptor.UNFRAGMENTED);
        term.putShort(offset + TYPE, (short)type, ByteOrder.LITTLE_ENDIAN);
        term.putInt(offset, length, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close()
    {
        buffers.close();
    }

    private static void failed(final Throwable ex)
    {
        throw new AssertionError(ex);
    }
}
