package io.skein.internal.view;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.skein.internal.wire.PooledForm;
import io.skein.internal.wire.StampedMessage;
import io.skein.internal.wire.TransferForm;
import io.skein.topic.ChunkOptions;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Which frames of a term have a newer message behind them.
 */
class LatestHandlerTest
{
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;
    private static final int TERM = 64 * 1024;
    private static final byte WHOLE = FrameDescriptor.UNFRAGMENTED;
    private static final byte BEGIN = FrameDescriptor.BEGIN_FRAG_FLAG;
    private static final byte MIDDLE = 0;
    private static final byte END = FrameDescriptor.END_FRAG_FLAG;

    private final UnsafeBuffer term = new UnsafeBuffer(ByteBuffer.allocateDirect(TERM));
    private int tail;

    @Test
    void shouldBeTheNewestWhenNothingIsBehind()
    {
        assertFalse(isOutdated(data(WHOLE, 40)));
        tail = 0;
        term.setMemory(0, TERM, (byte)0);
        final int last = data(WHOLE, TERM - HEADER);
        assertEquals(TERM, tail);
        assertFalse(isOutdated(last));
    }

    @Test
    void shouldBeOutdatedWhenAWholeMessageIsBehind()
    {
        final int first = data(WHOLE, 40);
        final int second = data(WHOLE, 0);
        final int third = data(WHOLE, 1_000);
        assertTrue(isOutdated(first));
        assertTrue(isOutdated(second));
        assertFalse(isOutdated(third));
    }

    @Test
    void shouldBeTheNewestUntilItsSuccessorIsComplete()
    {
        final int first = data(WHOLE, 40);
        final int begin = data(BEGIN, 1_000);
        final int middle = data(MIDDLE, 1_000);
        assertFalse(isOutdated(first));
        final int end = data(END, 10);
        assertTrue(isOutdated(first));
        for (final int fragment : new int[] {begin, middle, end})
        {
            assertFalse(isOutdated(fragment), "its own last fragment is no newer message");
        }
        data(BEGIN, 1_000);
        data(MIDDLE, 1_000);
        for (final int fragment : new int[] {begin, middle, end})
        {
            assertFalse(isOutdated(fragment));
        }
        data(END, 1_000);
        for (final int fragment : new int[] {begin, middle, end})
        {
            assertTrue(isOutdated(fragment));
        }
    }

    @Test
    void shouldBeTheNewestWhenTheFrameBehindIsStillBeingWritten()
    {
        final int first = data(WHOLE, 40);
        final int second = data(WHOLE, 40);
        term.putInt(second, -72, ByteOrder.LITTLE_ENDIAN);
        assertFalse(isOutdated(first));
    }

    @Test
    void shouldBeTheNewestWhenOnlyPaddingAndVoidAreBehind()
    {
        final int first = data(WHOLE, 40);
        final int padding = frame(WHOLE, 500, DataHeaderFlyweight.HDR_TYPE_PAD);
        final int aborted = data(WHOLE, 17);
        StampedMessage.makeVoid(term, aborted + HEADER, 3);
        assertFalse(isOutdated(first));
        assertFalse(isOutdated(padding));
        final int pooled = data(WHOLE, PooledForm.LENGTH);
        PooledForm.stamp(term, pooled + HEADER, 4, 5, 6);
        assertTrue(isOutdated(first));
        assertTrue(isOutdated(aborted));
        assertFalse(isOutdated(pooled));
    }

    @Test
    void shouldBeTheNewestWhenOnlySlicesAreBehind()
    {
        final int first = data(WHOLE, 40);
        final int begin = data(WHOLE, 2 * TransferForm.LENGTH);
        TransferForm.stampBegin(term, begin + HEADER, 1, ChunkOptions.Checksum.NONE, 0);
        final int chunk = data(WHOLE, 1_000);
        TransferForm.stampChunk(term, chunk + HEADER, 1, 0, 968);
        final int abort = data(WHOLE, TransferForm.MAX_ABORT);
        TransferForm.putAbort(term, abort + HEADER, 1, 1, new byte[0]);
        final int large = data(BEGIN, 1_000);
        TransferForm.stampBegin(term, large + HEADER, 2, ChunkOptions.Checksum.NONE, 0);
        data(MIDDLE, 1_000);
        data(END, 1_000);
        assertFalse(isOutdated(first), "none of these is a message");
        final int end = data(WHOLE, TransferForm.LENGTH);
        TransferForm.stampEnd(term, end + HEADER, 3, 1, 0);
        assertTrue(isOutdated(first), "the message in slices is complete");
        assertFalse(isOutdated(end));
    }

    private boolean isOutdated(final int frame)
    {
        return LatestHandler.isOutdated(term, frame);
    }

    private int data(final byte flags, final int length)
    {
        return frame(flags, length, DataHeaderFlyweight.HDR_TYPE_DATA);
    }

    private int frame(final byte flags, final int length, final int type)
    {
        final int frame = tail;
        term.putInt(frame, HEADER + length, ByteOrder.LITTLE_ENDIAN);
        term.putByte(frame + DataHeaderFlyweight.FLAGS_FIELD_OFFSET, flags);
        term.putShort(frame + DataHeaderFlyweight.TYPE_FIELD_OFFSET, (short)type, ByteOrder.LITTLE_ENDIAN);
        tail += BitUtil.align(HEADER + length, FrameDescriptor.FRAME_ALIGNMENT);
        return frame;
    }
}
