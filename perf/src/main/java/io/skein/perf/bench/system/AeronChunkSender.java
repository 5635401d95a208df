package io.skein.perf.bench.system;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends what is longer than any message of Aeron: in chunks, each copied into the claim of one full frame behind the
 * number of its message and its place in it. Goes on where it was refused.
 */
final class AeronChunkSender implements Sender
{
    static final int MESSAGE_OFFSET = 0;
    static final int PLACE_OFFSET = 8;
    static final int HEADER_LENGTH = 16;

    private static final long NOTHING = -1;

    private final ExclusivePublication publication;
    private final BufferClaim claim = new BufferClaim();
    private final Content content;
    private final UnsafeBuffer message;
    private final int maxChunk;
    private long written = NOTHING;
    private int sent;

    AeronChunkSender(final ExclusivePublication publication, final Content content)
    {
        this.publication = publication;
        this.content = content;
        message = new UnsafeBuffer(BufferUtil.allocateDirectAligned(content.length(), BitUtil.CACHE_LINE_LENGTH));
        maxChunk = publication.maxPayloadLength() - HEADER_LENGTH;
    }

    @Override
    public boolean isConnected()
    {
        return publication.isConnected();
    }

    @Override
    public boolean trySend(final long value)
    {
        if (written != value)
        {
            content.write(message, 0, value);
            written = value;
            sent = 0;
        }
        while (sent < message.capacity())
        {
            final int length = Math.min(maxChunk, message.capacity() - sent);
            final long result = publication.tryClaim(HEADER_LENGTH + length, claim);
            if (result > 0)
            {
                final int offset = claim.offset();
                claim.buffer().putLong(offset + MESSAGE_OFFSET, value);
                claim.buffer().putLong(offset + PLACE_OFFSET, sent);
                claim.buffer().putBytes(offset + HEADER_LENGTH, message, sent, length);
                claim.commit();
                sent += length;
            }
            else if (Publication.ADMIN_ACTION != result)
            {
                return false;
            }
        }
        return true;
    }
}
