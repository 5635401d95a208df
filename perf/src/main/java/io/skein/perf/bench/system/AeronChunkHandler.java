package io.skein.perf.bench.system;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts the chunks of {@link AeronChunkSender} together in memory that is as large as the message from the start.
 */
final class AeronChunkHandler implements FragmentHandler
{
    private final Content content;
    private final MessageSink sink;
    private final UnsafeBuffer message;
    private int received;

    AeronChunkHandler(final Content content, final MessageSink sink)
    {
        this.content = content;
        this.sink = sink;
        message = new UnsafeBuffer(BufferUtil.allocateDirectAligned(content.length(), BitUtil.CACHE_LINE_LENGTH));
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        final int place = (int)buffer.getLong(offset + AeronChunkSender.PLACE_OFFSET);
        final int count = length - AeronChunkSender.HEADER_LENGTH;
        if (0 == place)
        {
            received = 0;
        }
        message.putBytes(place, buffer, offset + AeronChunkSender.HEADER_LENGTH, count);
        received += count;
        if (message.capacity() == received)
        {
            sink.onMessage(content.read(message, 0));
        }
    }
}
