package io.skein.internal.wire;

import io.skein.MessageTooLargeException;
import io.skein.payload.Payload;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.ShortDataEncoder;
import io.skein.sbe.ShortTensorEncoder;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HeaderTemplateTest
{
    private static final int FRAME_HEADER = 32;
    private static final int[] PHASES = {0, 32, 64, 4096, 4128};

    private final HeaderTemplate header = new HeaderTemplate();

    @Test
    void shouldStampGoldenBytesWhenAMatrixIsClaimedAtEitherPhase()
    {
        final String fields = """
            1e00 0200 4b53 0000  0800000000000000  0000000000000080  1800000000000000
            60000000 0c 00  08 02 0200000000000000 0300000000000000  08 00  08 0000  0000
            """;
        header.tensor(TensorType.of(DataType.FLOAT32, 2, 3), null, 0);
        assertEquals(63, header.length());
        assertArrayEquals(padded(fields, 96), stamped(0, 8), "the message lies at 32, its payload at 128");
        assertArrayEquals(padded(fields.replace("60000000", "40000000"), 64), stamped(32, 8));
    }

    @Test
    void shouldStampGoldenBytesWhenDataHasSegmentsAndAttachment()
    {
        final String fields = """
            1d00 0100 4b53 0000  ff00000000000000  0000000000000080  0300000000000000
            60000000 00  08 0200 0100000000000000 0200000000000000  0300 000000
            """;
        header.data(3, Payload.copyOf(new byte[1], new byte[2]), 3);
        assertEquals(61, header.length());
        assertArrayEquals(padded(fields, 96), stamped(64, 255));
        header.attachment(new UnsafeBuffer(new byte[] {7, 8, 9}));
        assertArrayEquals(padded(fields.replace("0300 000000", "0300 070809"), 96), stamped(64, 255));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldNeedAtMost96BytesWhenTheRankIsAtMostTwo(final int rank)
    {
        final long[] shape = new long[rank];
        Arrays.fill(shape, 4);
        header.tensor(TensorType.of(DataType.FLOAT32, shape), null, 0);
        for (final int phase : PHASES)
        {
            assertTrue(header.payloadOffset(phase) <= 96, () -> "rank " + rank + " at " + phase);
        }
        assertEquals(47 + 8 * rank, header.length());
    }

    @Test
    void shouldAlignThePayloadInMemoryWhenTheHeaderHasAnyLength()
    {
        for (int attachment = 0; attachment < 200; attachment++)
        {
            header.data(1, null, attachment);
            for (final int phase : PHASES)
            {
                final int offset = header.payloadOffset(phase);
                assertEquals(0, (phase + FRAME_HEADER + offset) % 64);
                assertTrue(offset >= header.length() && offset - header.length() < 64 + 32);
                assertTrue(offset <= header.maxPayloadOffset());
            }
        }
    }

    @Test
    void shouldAlignThePayloadWhereverItIsReadWhenItIsAboutAsLongAsAFrame()
    {
        for (int attachment = 0; attachment < 130; attachment++)
        {
            header.data(1, null, attachment);
            for (int payload = 1376 - 300; payload < 1376 + 10; payload++)
            {
                for (final int phase : PHASES)
                {
                    final int offset = header.payloadOffset(phase, payload, 1376);
                    final boolean isOneFrame = offset + payload <= 1376;
                    final int start = isOneFrame ? phase + FRAME_HEADER : 0;
                    assertEquals(0, (start + offset) % 64, "attachment " + attachment + ", payload " + payload);
                    assertTrue(offset >= header.length() && offset <= header.maxAssembledPayloadOffset());
                }
            }
            header.complete(1, 2, 3);
            for (int i = header.length(); i < header.maxAssembledPayloadOffset(); i++)
            {
                assertEquals(0, header.buffer().getByte(i));
            }
        }
    }

    @Test
    void shouldTellOneEmptySegmentFromNone()
    {
        final Reading none = Reading.of(false, Sample.data(Payload.empty(), new byte[0]));
        final Reading one = Reading.of(false, Sample.data(Payload.copyOf(new byte[0]), new byte[0]));
        assertEquals(List.of(), none.segments());
        assertEquals(List.of(0L), one.segments());
    }

    @Test
    void shouldLeaveZeroPaddingWhenATemplateIsUsedForLongerAndShorterHeaders()
    {
        final byte[] ones = new byte[500];
        Arrays.fill(ones, (byte)0xFF);
        header.data(1, Payload.copyOf(new byte[1], new byte[1], new byte[1]), ones.length);
        header.attachment(new UnsafeBuffer(ones));
        header.data(1, null, 0);
        header.complete(1, 2, header.payloadOffset(32));
        for (int i = header.length(); i < header.maxPayloadOffset(); i++)
        {
            assertEquals(0, header.buffer().getByte(i));
        }
    }

    @Test
    void shouldStampNothingBehindThePayloadOffsetWhenTheHeaderIsNoMultipleOfAWord()
    {
        for (int attachment = 0; attachment < 70; attachment++)
        {
            header.data(8, null, attachment);
            final int payloadOffset = header.payloadOffset(0);
            final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(payloadOffset + 8, 64));
            memory.putLong(payloadOffset, -1);
            header.stamp(memory, 0, 1, payloadOffset);
            assertEquals(-1, memory.getLong(payloadOffset));
        }
    }

    @Test
    void shouldWriteNothingWhenTheTemplateIsThatOfARawMessage()
    {
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[0]);
        header.stamp(memory, 0, 7, header.payloadOffset(32));
        assertEquals(0, header.payloadOffset(0));
        assertEquals(0, header.payloadOffset(32));
        assertEquals(0, header.maxPayloadOffset());
    }

    @Test
    void shouldTakeTheLongestAttachmentAndRefuseALongerOne()
    {
        header.data(0, null, HeaderTemplate.MAX_ATTACHMENT_LENGTH);
        assertEquals(65_534, header.attachmentLength());
        assertTrue(assertThrows(MessageTooLargeException.class, () -> header.data(0, null, 65_535)).getMessage()
            .contains("65535 bytes is outside 0 to 65534"));
        assertThrows(MessageTooLargeException.class, () -> header.data(0, null, -1));
        assertThrows(MessageTooLargeException.class,
            () -> header.tensor(TensorType.of(DataType.INT8), null, Integer.MAX_VALUE));
    }

    @Test
    void shouldTakeTheMostSegmentsAndRefuseMore()
    {
        final byte[][] most = new byte[HeaderTemplate.MAX_SEGMENTS][0];
        header.data(0, Payload.copyOf(most), 0);
        assertEquals(42 + 8 * 65_534, header.length());
        final Payload more = Payload.copyOf(new byte[HeaderTemplate.MAX_SEGMENTS + 1][0]);
        assertTrue(assertThrows(MessageTooLargeException.class, () -> header.data(0, more, 0)).getMessage()
            .contains("65535 segments exceeds the limit of 65534"));
    }

    @Test
    void shouldStampAVoidMessageThatReadersKnow()
    {
        final byte[] message = stamped(header.data(5, null, 0), 0, 3);
        final UnsafeBuffer memory = new UnsafeBuffer(message);
        StampedMessage.makeVoid(memory, 0, 77);
        for (final boolean isTensor : new boolean[] {false, true})
        {
            final Reading reading = Reading.of(isTensor, message);
            assertEquals(Verdict.VOID, reading.verdict());
            assertEquals(77, reading.sequence());
        }
    }

    @Test
    void shouldTakeTheShortFormOnlyWhenATensorSaysTheSame()
    {
        final TensorType matrix = TensorType.of(DataType.FLOAT32, 2, 3);
        final HeaderTemplate shortest = HeaderTemplate.shortest(false);
        final Payload one = Payload.copyOf(new byte[24]);
        for (final TensorType type : new TensorType[] {
            TensorType.of(DataType.FLOAT64), TensorType.of(DataType.UINT8, 5), matrix,
            TensorType.of(DataType.BOOL, 2, 3, 4), TensorType.of(DataType.UINT8, 0xFFFF_FFFFL, 0),
            TensorType.of(DataType.UINT8, 1, 1, 0xFFFF_FFFFL), matrix.withStrides(12, 4)})
        {
            assertEquals(32, shortest.tensor(type, null, 0).length(), type::toString);
            assertEquals(8, template(shortest));
        }
        assertEquals(32, shortest.tensor(matrix, one, 0).length());

        assertEquals(2, template(shortest.tensor(matrix, null, 1)), "attachment");
        assertEquals(2, template(shortest.tensor(matrix, Payload.copyOf(new byte[20], new byte[4]), 0)), "segments");
        assertEquals(2, template(shortest.tensor(matrix.withStrides(16, 4), null, 0)), "strides");
        assertEquals(2, template(shortest.tensor(TensorType.of(DataType.UINT8, 1, 1, 1, 1), null, 0)), "rank");
        for (final long[] shape : new long[][] {{1L << 32}, {1, 1L << 32}, {0, 1, 1L << 32}, {1L << 40, 2}})
        {
            assertEquals(2, template(shortest.tensor(TensorType.of(DataType.UINT8, shape), null, 0)), "dims");
        }
        final TensorType empty = TensorType.of(DataType.UINT8, 0);
        assertEquals(2, template(shortest.tensor(empty, Payload.empty(), 0)), "no segment");
        assertEquals(2, template(shortest.tensor(empty, Payload.copyOf(new byte[0]), 0)), "one empty segment");
        assertEquals(2, template(HeaderTemplate.shortest(true).tensor(matrix, null, 0)), "time");
        assertEquals(2, template(header.tensor(matrix, null, 0)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeTheShortFormOnlyWhenDataSaysTheSame(final boolean hasTime)
    {
        final HeaderTemplate shortest = HeaderTemplate.shortest(hasTime);
        for (final long length : new long[] {0, 1, Integer.MAX_VALUE})
        {
            assertEquals(32, shortest.data(length, null, 0).length());
            assertEquals(7, template(shortest));
        }
        assertEquals(7, template(shortest.data(5, Payload.copyOf(new byte[5]), 0)));

        assertEquals(1, template(shortest.data(1L << 31, null, 0)), "length");
        assertEquals(1, template(shortest.data(5, null, 1)), "attachment");
        assertEquals(1, template(shortest.data(5, Payload.copyOf(new byte[4], new byte[1]), 0)), "segments");
        assertEquals(1, template(shortest.data(0, Payload.empty(), 0)), "no segment");
        assertEquals(1, template(shortest.data(0, Payload.copyOf(new byte[0]), 0)), "one empty segment");
        assertEquals(1, template(header.data(5, null, 0)));
    }

    @Test
    void shouldAlignThePayloadWithin64BytesWhenTheFormIsShort()
    {
        for (final HeaderTemplate shortest : new HeaderTemplate[] {
            HeaderTemplate.shortest(true).data(5, null, 0),
            HeaderTemplate.shortest(false).tensor(TensorType.of(DataType.FLOAT32, 2, 3, 4), null, 0)})
        {
            for (final int phase : PHASES)
            {
                final int offset = shortest.payloadOffset(phase);
                assertEquals(0, (phase + FRAME_HEADER + offset) % 64);
                assertEquals(phase % 64 == 0 ? 32 : 64, offset);
            }
            assertEquals(64, shortest.maxPayloadOffset());
            assertEquals(128, shortest.maxAssembledPayloadOffset());
            assertEquals(0, shortest.attachmentLength());
            assertEquals(32, shortest.attachmentOffset());
            shortest.complete(1, 2, 64);
            for (int i = 32; i < shortest.maxAssembledPayloadOffset(); i++)
            {
                assertEquals(0, shortest.buffer().getByte(i));
            }
        }
    }

    @Test
    void shouldWriteWhatTheCodecsWriteWhenATensorIsShort()
    {
        final HeaderTemplate shortest = HeaderTemplate.shortest(false);
        final UnsafeBuffer expected = new UnsafeBuffer(new byte[64]);
        for (final long[] shape : new long[][] {
            {}, {0}, {5}, {2, 3}, {7, 1, 0}, {1, 0xFFFF_FFFFL}, {2, 3, 0x8182_8384L}})
        {
            for (final DataType type : DataType.values())
            {
                final ShortTensorEncoder encoder = new ShortTensorEncoder().wrapAndApplyHeader(
                    expected, 0, new MessageHeaderEncoder()).sequence(0x8182838485868788L)
                    .rank((short)shape.length).payloadOffset(64);
                expected.putByte(8 + ShortTensorEncoder.dataTypeEncodingOffset(), (byte)type.code());
                for (int i = 0; i < 3; i++)
                {
                    encoder.dims(i, i < shape.length ? shape[i] : 0);
                }
                shortest.tensor(TensorType.of(type, shape), null, 0);
                assertSameHeader(expected, shortest, 0x8182838485868788L, Long.MIN_VALUE);
            }
        }
    }

    @Test
    void shouldWriteWhatTheCodecsWriteWhenDataIsShort()
    {
        final HeaderTemplate shortest = HeaderTemplate.shortest(true);
        final UnsafeBuffer expected = new UnsafeBuffer(new byte[64]);
        for (final long length : new long[] {0, 1, 0x01828384, Integer.MAX_VALUE, 3})
        {
            new ShortDataEncoder().wrapAndApplyHeader(expected, 0, new MessageHeaderEncoder())
                .sequence(-2).publishTimeNs(0x1112131415161718L).payloadLength(length).payloadOffset(64);
            shortest.data(length, null, 0);
            assertSameHeader(expected, shortest, -2, 0x1112131415161718L);
            shortest.data(99, null, 0).dataLength(length);
            assertSameHeader(expected, shortest, -2, 0x1112131415161718L);
            shortest.data(5, null, 3).data(length, null, 0);
            shortest.dataLength(length);
            assertSameHeader(expected, shortest, -2, 0x1112131415161718L);
        }
    }

    @Test
    void shouldChangeTheLengthOfTheFullFormWhenTheShortOneWasUsedBefore()
    {
        final HeaderTemplate shortest = HeaderTemplate.shortest(true);
        shortest.data(5, null, 0).data(5, null, 2).dataLength(1L << 33);
        shortest.complete(1, 2, shortest.payloadOffset(0));
        header.data(1L << 33, null, 2).complete(1, 2, header.payloadOffset(0));
        assertEquals(header.length(), shortest.length());
        assertArrayEquals(stamped(header, 32, 9), stamped(shortest, 32, 9));
    }

    @Test
    void shouldHaveNoTimeWhenAShortMessageIsStampedWithoutOne()
    {
        final HeaderTemplate shortest = HeaderTemplate.shortest(false);
        shortest.data(0, null, 0).complete(1, 77, 32);
        assertEquals(Long.MIN_VALUE, Reading.of(false, stamped(shortest, 0, 3)).publishTimeNs());
        final byte[] scalar = Arrays.copyOf(
            stamped(shortest.tensor(TensorType.of(DataType.INT8), null, 0), 0, 3), 33);
        assertEquals(Long.MIN_VALUE, Reading.of(true, scalar).publishTimeNs());
    }

    /**
     * Claimed and offered: nothing but the first 32 bytes is written, and the same ones.
     */
    private static void assertSameHeader(
        final UnsafeBuffer expected, final HeaderTemplate header, final long sequence, final long timeNs)
    {
        final UnsafeBuffer claimed = new UnsafeBuffer(BufferUtil.allocateDirectAligned(128, 64));
        claimed.setMemory(0, 128, (byte)0x55);
        header.stamp(claimed, 32, sequence, 64);
        if (7 == claimed.getByte(34))
        {
            assertEquals(Long.MIN_VALUE, claimed.getLong(48, ByteOrder.LITTLE_ENDIAN));
            StampedMessage.putTime(claimed, 32, timeNs);
        }
        header.complete(sequence, timeNs, 64);
        for (int i = 0; i < 32; i++)
        {
            assertEquals(expected.getByte(i), claimed.getByte(32 + i), "claimed, byte " + i);
            assertEquals(expected.getByte(i), header.buffer().getByte(i), "offered, byte " + i);
            assertEquals(0x55, claimed.getByte(i));
            assertEquals(0x55, claimed.getByte(64 + i));
        }
    }

    private static int template(final HeaderTemplate header)
    {
        return stamped(header, 0, 1)[2];
    }

    private byte[] stamped(final int frameOffset, final long sequence)
    {
        return stamped(header, frameOffset, sequence);
    }

    private static byte[] stamped(final HeaderTemplate header, final int frameOffset, final long sequence)
    {
        final int payloadOffset = header.payloadOffset(frameOffset);
        final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(payloadOffset, 64));
        header.stamp(memory, 0, sequence, payloadOffset);
        final byte[] bytes = new byte[payloadOffset];
        memory.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] padded(final String hex, final int length)
    {
        return Arrays.copyOf(HexFormat.of().parseHex(hex.replaceAll("\\s", "")), length);
    }
}
