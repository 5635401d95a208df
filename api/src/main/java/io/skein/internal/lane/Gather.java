package io.skein.internal.lane;

import io.aeron.DirectBufferVector;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import io.skein.payload.Segment;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Objects;

/**
 * The gather lane: header and segments go into the log with one copy, straight from where they are.
 */
final class Gather
{
    private static final int MAX_KEPT = 16;
    private static final int LARGE = 64 * 1024;
    // Aeron refuses a vector that begins where its buffer ends, as an empty segment may.
    private static final DirectBuffer EMPTY = new UnsafeBuffer(new byte[1]);

    private final DirectBufferVector[][] vectorsByCount = new DirectBufferVector[MAX_KEPT + 1][];
    private final Tracing tracing;
    private DirectBufferVector[] vectors;
    /**
     * What the thread's next message goes on with, or null when the topic has no trace.
     */
    final OutgoingTrace trace;

    /**
     * @param tracing of the publisher, or null when the topic has no trace.
     * @param trace   of a thread, or null.
     */
    Gather(final Tracing tracing, final OutgoingTrace trace)
    {
        this.tracing = tracing;
        this.trace = trace;
    }

    /**
     * @param payload to gather.
     * @return this.
     */
    Gather payload(final Payload payload)
    {
        final int count = payload.segmentCount();
        vectors = vectors(count + 1);
        for (int i = 0; i < count; i++)
        {
            final Segment segment = payload.segment(i);
            reset(vectors[i + 1], segment.buffer(), segment.offset(), segment.length());
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
        Objects.checkFromIndexSize(offset, length, buffer.capacity());
        reset(vectors[1], buffer, offset, length);
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
            final int payloadOffset =
                header.payloadOffset(publication.termOffset(), payloadLength, publication.maxPayloadLength());
            if (0 != header.length())
            {
                header.complete(sequence, nowNs, payloadOffset);
            }
            vectors[0].reset(header.buffer(), 0, payloadOffset);
            result = publication.offer(vectors, null == tracing ? null : tracing.inLog(payloadOffset + payloadLength));
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }

    /**
     * Copy header and segments into memory.
     *
     * @param header        of the message.
     * @param target        to write into.
     * @param offset        of the message.
     * @param payloadOffset from the start of the message.
     */
    void copyTo(
        final HeaderTemplate header, final MutableDirectBuffer target, final int offset, final int payloadOffset)
    {
        target.putBytes(offset + header.attachmentOffset(), header.buffer(),
            header.attachmentOffset(), header.attachmentLength());
        int index = offset + payloadOffset;
        for (int i = 1; i < vectors.length; i++)
        {
            final DirectBufferVector vector = vectors[i];
            target.putBytes(index, vector.buffer(), vector.offset(), vector.length());
            index += vector.length();
        }
    }

    /**
     * @return bytes of the trace that the next message goes on with or begins; 0 on a topic without.
     */
    int traceRoom()
    {
        return null == trace ? 0 : trace.length();
    }

    /**
     * What was to be offered is given up.
     */
    void forgetTrace()
    {
        if (null != trace)
        {
            trace.start();
        }
    }

    /**
     * Keep no large memory of the caller alive that was offered.
     */
    void forgetLarge()
    {
        for (int i = 1; i < vectors.length; i++)
        {
            if (vectors[i].length() >= LARGE)
            {
                vectors[i].reset(EMPTY, 0, 0);
            }
        }
    }

    private static void reset(
        final DirectBufferVector vector, final DirectBuffer buffer, final int offset, final int length)
    {
        if (0 == length)
        {
            vector.reset(EMPTY, 0, 0);
        }
        else
        {
            vector.reset(buffer, offset, length);
        }
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
