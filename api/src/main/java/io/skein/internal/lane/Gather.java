package io.skein.internal.lane;

import io.aeron.DirectBufferVector;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import io.skein.payload.Segment;
import org.agrona.DirectBuffer;

import java.util.List;

/**
 * The gather lane: header and segments go into the log with one copy, straight from where they are.
 */
final class Gather
{
    private static final int MAX_KEPT = 16;

    private final DirectBufferVector[][] vectorsByCount = new DirectBufferVector[MAX_KEPT + 1][];
    private DirectBufferVector[] vectors;

    /**
     * @param payload to gather.
     * @return this.
     */
    Gather payload(final Payload payload)
    {
        final List<Segment> segments = payload.segments();
        final int count = segments.size();
        vectors = vectors(count + 1);
        for (int i = 0; i < count; i++)
        {
            final Segment segment = segments.get(i);
            vectors[i + 1].reset(segment.buffer(), segment.offset(), segment.length());
        }
        return this;
    }

    /**
     * @param buffer with a single segment.
     * @param offset of the segment.
     * @param length of the segment in bytes.
     * @return this.
     */
    Gather segment(final DirectBuffer buffer, final int offset, final int length)
    {
        vectors = vectors(2);
        vectors[1].reset(buffer, offset, length);
        return this;
    }

    /**
     * Offer what was gathered.
     *
     * @param publication   to offer to.
     * @param header        of the message.
     * @param sequence      of the message.
     * @param nowNs         publish time.
     * @param payloadLength in bytes.
     * @return a position, or a refusal.
     */
    long offer(
        final ExclusivePublication publication, final HeaderTemplate header,
        final long sequence, final long nowNs, final long payloadLength)
    {
        long result;
        do
        {
            final int payloadOffset = payloadOffset(publication, header, payloadLength);
            if (0 != header.length())
            {
                header.complete(sequence, nowNs, payloadOffset);
            }
            vectors[0].reset(header.buffer(), 0, payloadOffset);
            result = publication.offer(vectors, null);
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }

    /**
     * A message of several fragments is laid out for the memory it is assembled in, which is aligned by itself.
     */
    private static int payloadOffset(
        final ExclusivePublication publication, final HeaderTemplate header, final long payloadLength)
    {
        final int inTerm = header.payloadOffset(publication.termOffset());
        return inTerm + payloadLength <= publication.maxPayloadLength() ?
            inTerm : header.assembledPayloadOffset();
    }

    private DirectBufferVector[] vectors(final int count)
    {
        if (count > MAX_KEPT)
        {
            return fill(new DirectBufferVector[count]);
        }
        if (null == vectorsByCount[count])
        {
            vectorsByCount[count] = fill(new DirectBufferVector[count]);
        }
        return vectorsByCount[count];
    }

    private static DirectBufferVector[] fill(final DirectBufferVector[] vectors)
    {
        for (int i = 0; i < vectors.length; i++)
        {
            vectors[i] = new DirectBufferVector();
        }
        return vectors;
    }
}
