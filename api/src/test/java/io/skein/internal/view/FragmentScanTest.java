package io.skein.internal.view;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.skein.internal.view.FragmentScan.Extent;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * What is seen of a message ahead of the poll.
 */
@Timeout(60)
class FragmentScanTest
{
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;
    private static final int MTU = 1024;
    private static final int STRIDE = MTU - HEADER;
    private static final int TERM = 64 * 1024;
    private static final int MAX_LENGTH = TERM / 8;
    private static final byte BEGIN = FrameDescriptor.BEGIN_FRAG_FLAG;
    private static final byte MIDDLE = 0;
    private static final byte END = FrameDescriptor.END_FRAG_FLAG;
    private static final byte WHOLE = FrameDescriptor.UNFRAGMENTED;
    private static final int SESSION = 7;
    private static final long STREAM_AND_TERM = 0x0000_0005_0000_0003L;

    private final UnsafeBuffer term = new UnsafeBuffer(ByteBuffer.allocateDirect(TERM));
    private final FragmentScan scan = new FragmentScan(MTU, MAX_LENGTH);
    private int tail;

    @ParameterizedTest
    @CsvSource({"1", "31", "32", "33", "991", "992"})
    void shouldBeCompleteWhenTheLastFragmentIsThere(final int last)
    {
        tail = 96;
        final int begin = frame(BEGIN, MTU);
        assertEquals(Extent.GROWING, look(begin));
        frame(MIDDLE, MTU);
        frame(MIDDLE, MTU);
        assertEquals(Extent.GROWING, look(begin));
        assertEquals(3 * STRIDE, scan.length());
        assertEquals(3 * MTU, scan.reach());
        frame(END, HEADER + last);

        assertEquals(Extent.COMPLETE, look(begin));
        assertEquals(3 * STRIDE + last, scan.length());
        assertEquals(tail - begin, scan.reach());
        assertEquals(begin, scan.position());
    }

    @Test
    void shouldBeCompleteWhenItEndsWithTheTermOrWithTheLimit()
    {
        tail = TERM - 2 * MTU;
        assertEquals(Extent.COMPLETE, scanOf(0, STRIDE));
        assertEquals(TERM, tail);
        tail = 0;
        assertEquals(Extent.COMPLETE, scanOf(7, MAX_LENGTH - 8 * STRIDE));
        assertEquals(MAX_LENGTH, scan.length());
    }

    @Test
    void shouldBeIrregularWhenLongerThanAnyMessage()
    {
        assertEquals(Extent.IRREGULAR, scanOf(7, MAX_LENGTH - 8 * STRIDE + 1));
        final int endless = tail;
        frame(BEGIN, MTU);
        for (int i = 0; i < 8; i++)
        {
            frame(MIDDLE, MTU);
        }
        assertEquals(Extent.IRREGULAR, look(endless));
    }

    @Test
    void shouldBeIrregularWhenItWouldCrossTheEndOfTheTerm()
    {
        tail = TERM - MTU;
        assertEquals(Extent.IRREGULAR, look(frame(BEGIN, MTU)));
        tail = TERM - MTU - 64;
        final int begin = frame(BEGIN, MTU);
        header(tail, END, 96);
        assertEquals(Extent.IRREGULAR, look(begin));
    }

    @ParameterizedTest(name = "second frame with flags {0} and {1} bytes")
    @CsvSource({
        "0, 1023", "0, 1025", "0, 1056", "0, 32", "0, 31", "0, 1", "0, 2147483647", "64, 1025", "64, 1056", "64, 32",
        "64, 31", "64, 1", "64, 2147483647", "-128, 1024", "-64, 1024", "-64, 40"})
    void shouldBeIrregularWhenAFrameIsNotWhatAnOfferWrites(final byte flags, final int length)
    {
        final int begin = frame(BEGIN, MTU);
        header(tail, flags, length);
        assertEquals(Extent.IRREGULAR, look(begin));
        assertEquals(Extent.IRREGULAR, look(begin), "and stays so");
    }

    @ParameterizedTest
    @CsvSource({"1023", "1025", "992", "1056", "33"})
    void shouldBeIrregularWhenTheFirstFrameIsNotFull(final int length)
    {
        final int begin = tail;
        header(begin, BEGIN, length);
        tail = begin + MTU;
        frame(END, MTU);
        assertEquals(Extent.IRREGULAR, look(begin));
        assertEquals(Extent.IRREGULAR, look(begin), "and stays so");
    }

    @Test
    void shouldBeIrregularWhenAFrameIsOfSomebodyElse()
    {
        for (final int field : new int[] {
            DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET, DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET,
            DataHeaderFlyweight.TERM_ID_FIELD_OFFSET, DataHeaderFlyweight.TYPE_FIELD_OFFSET})
        {
            final int begin = frame(BEGIN, MTU);
            final int second = frame(END, MTU);
            term.putByte(second + field, (byte)99);
            assertEquals(Extent.IRREGULAR, look(begin));
        }
    }

    @Test
    void shouldBeGrowingWhenAFrameIsClaimedButNotCommitted()
    {
        final int begin = frame(BEGIN, MTU);
        header(tail, END, -MTU);
        assertEquals(Extent.GROWING, look(begin));
        header(tail, END, MTU);
        assertEquals(Extent.COMPLETE, look(begin));
    }

    @Test
    void shouldStartAnewWhenAskedForAnotherMessage()
    {
        final int first = frame(BEGIN, MTU);
        frame(MIDDLE, MTU);
        assertEquals(Extent.GROWING, look(first));
        final int whole = frame(WHOLE, 64);
        assertEquals(Extent.IRREGULAR, look(first));
        assertEquals(Extent.COMPLETE, scanOf(1, 5));
        assertEquals(2 * STRIDE + 5, scan.length());
        assertEquals(whole + 64, scan.position());
    }

    private Extent scanOf(final int middles, final int last)
    {
        final int begin = frame(BEGIN, MTU);
        for (int i = 0; i < middles; i++)
        {
            frame(MIDDLE, MTU);
        }
        frame(END, HEADER + last);
        return look(begin);
    }

    private Extent look(final int frame)
    {
        return scan.look(term, frame, frame);
    }

    private int frame(final byte flags, final int length)
    {
        final int frame = tail;
        header(frame, flags, length);
        tail += length + 31 & -32;
        return frame;
    }

    private void header(final int frame, final byte flags, final int length)
    {
        term.putByte(frame + DataHeaderFlyweight.FLAGS_FIELD_OFFSET, flags);
        term.putShort(frame + DataHeaderFlyweight.TYPE_FIELD_OFFSET, (short)DataHeaderFlyweight.HDR_TYPE_DATA,
            ByteOrder.LITTLE_ENDIAN);
        term.putInt(frame + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET, SESSION);
        term.putLong(frame + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET, STREAM_AND_TERM);
        term.putInt(frame, length, ByteOrder.LITTLE_ENDIAN);
    }
}
