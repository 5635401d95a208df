package io.skein.internal.wire;

import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Everything that a reader says about a frame. A frame is read several times: in memory of exactly its size, where a
 * checked read beyond it throws, and between guard bytes that differ, where any other read beyond it shows.
 */
record Reading(
    Verdict verdict,
    long sequence,
    long publishTimeNs,
    int payloadOffset,
    int payloadLength,
    int attachmentOffset,
    int attachmentLength,
    List<Long> segments,
    TensorType type)
{
    private static final int GUARD = 64;
    private static final int[] GUARDS = {0x00, 0xFF, 0x01, 0x40};

    /**
     * @param isTensor whether tensors are expected.
     * @param frame    to read.
     * @return what a reader says that has seen nothing before.
     */
    static Reading of(final boolean isTensor, final byte[] frame)
    {
        final Reading reading = of(new MessageReader(isTensor), frame);
        for (final int guard : GUARDS)
        {
            assertEquals(reading, guarded(new MessageReader(isTensor), frame, guard), "depends on bytes around it");
        }
        assertEquals(reading, onHeap(new MessageReader(isTensor), frame), "depends on where it lies");
        assertTrue(Verdict.ACCEPTED != reading.verdict() || isTensor == (null != reading.type()));
        return reading;
    }

    /**
     * @param isTensor whether tensors are expected.
     * @param good     frame that is read first, and must be accepted.
     * @param frame    to read.
     * @return what a reader says that remembers the good frame: the same as one that does not.
     */
    static Reading after(final boolean isTensor, final byte[] good, final byte[] frame)
    {
        final Reading fresh = of(isTensor, frame);
        final Reading same = of(isTensor, good);
        for (final int guard : GUARDS)
        {
            final MessageReader reader = new MessageReader(isTensor);
            assertEquals(Verdict.ACCEPTED, of(reader, good).verdict());
            assertEquals(fresh, guarded(reader, frame, guard), "remembering changed the verdict");
            assertEquals(same, of(reader, good), "the bad frame spoiled the good one");
        }
        final MessageReader reader = new MessageReader(isTensor);
        assertEquals(Verdict.ACCEPTED, onHeap(reader, good).verdict());
        assertEquals(fresh, onHeap(reader, frame), "remembering changed the verdict");
        assertEquals(same, of(reader, good), "the bad frame spoiled the good one");
        return fresh;
    }

    /**
     * @param reader that may have read before.
     * @param frame  to read, in memory of exactly its size.
     * @return what it says.
     */
    static Reading of(final MessageReader reader, final byte[] frame)
    {
        final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(frame.length + 8, 64));
        memory.putBytes(0, frame);
        return of(reader, new UnsafeBuffer(memory, 0, frame.length), 0, frame.length);
    }

    private static Reading onHeap(final MessageReader reader, final byte[] frame)
    {
        return of(reader, new UnsafeBuffer(frame), 0, frame.length);
    }

    private static Reading guarded(final MessageReader reader, final byte[] frame, final int guard)
    {
        final UnsafeBuffer memory =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(frame.length + 2 * GUARD, 64));
        memory.setMemory(0, memory.capacity(), (byte)guard);
        memory.putBytes(GUARD, frame);
        return of(reader, memory, GUARD, frame.length);
    }

    private static Reading of(
        final MessageReader reader, final DirectBuffer buffer, final int offset, final int length)
    {
        final Verdict verdict = reader.read(buffer, offset, length);
        if (Verdict.VOID == verdict)
        {
            return new Reading(verdict, reader.sequence(), 0, 0, 0, 0, 0, List.of(), null);
        }
        if (Verdict.POOLED == verdict)
        {
            return new Reading(verdict, reader.sequence(), 0, 0, 0, 0, 0,
                List.of(reader.poolId(), reader.slotAndGeneration()), null);
        }
        if (Verdict.ACCEPTED != verdict)
        {
            assertTrue(Verdict.FOREIGN == verdict || Verdict.TRANSFER == verdict ||
                null != reader.reason() && !reader.reason().isBlank());
            return new Reading(verdict, 0, 0, 0, 0, 0, 0, List.of(), null);
        }
        checkBounds(reader, length);
        final List<Long> segments = new ArrayList<>();
        for (int i = 0; i < reader.segmentCount(); i++)
        {
            segments.add(buffer.getLong(
                offset + reader.segmentsOffset() + i * reader.segmentsStep(), ByteOrder.LITTLE_ENDIAN));
        }
        assertTrue(segments.stream().allMatch((segment) -> segment >= 0));
        assertTrue(segments.isEmpty() ||
            reader.payloadLength() == segments.stream().mapToLong(Long::longValue).sum());
        return new Reading(verdict, reader.sequence(), reader.publishTimeNs(), reader.payloadOffset(),
            reader.payloadLength(), reader.attachmentOffset(), reader.attachmentLength(), segments, reader.type());
    }

    private static void checkBounds(final MessageReader reader, final int length)
    {
        assertTrue(reader.payloadLength() >= 0 && reader.attachmentLength() >= 0 && reader.segmentCount() >= 0);
        assertTrue(reader.payloadOffset() > 0 && reader.payloadOffset() <= length - reader.payloadLength());
        assertTrue(reader.attachmentOffset() > 0 &&
            reader.attachmentOffset() + reader.attachmentLength() <= reader.payloadOffset());
        assertTrue(0 == reader.segmentCount() || reader.segmentsStep() >= Long.BYTES &&
            reader.segmentsOffset() + reader.segmentCount() * reader.segmentsStep() <= reader.attachmentOffset());
        assertTrue(null == reader.type() || reader.type().sizeBytes() == reader.payloadLength());
    }
}
