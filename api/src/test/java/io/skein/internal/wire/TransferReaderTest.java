package io.skein.internal.wire;

import io.skein.payload.Payload;
import io.skein.sbe.AbortReason;
import io.skein.sbe.ChunkEncoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TransferAbortEncoder;
import io.skein.sbe.TransferBeginEncoder;
import io.skein.sbe.TransferEndEncoder;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import io.skein.topic.ChunkOptions.Checksum;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The parts of transfers: written as the codecs write them, and read with care.
 */
class TransferReaderTest
{
    private static final long ID = 0x0102030405060708L;
    private static final byte[] TEXT = {'s', 't', 'o', 'p'};

    private final TransferReader reader = new TransferReader();

    @Test
    void shouldWriteWhatTheCodecsWrite()
    {
        final UnsafeBuffer expected = memory(64);
        new ChunkEncoder().wrapAndApplyHeader(expected, 0, new MessageHeaderEncoder())
            .transferId(ID).sliceOffset(7).payloadLength(9);
        assertSameBytes(expected, chunk(ID, 7, 9, 0), 32);
        expected.setMemory(0, 64, (byte)0);
        new TransferBeginEncoder().wrapAndApplyHeader(expected, 0, new MessageHeaderEncoder())
            .transferId(ID).checksum(io.skein.sbe.Checksum.CRC32C).flags().clear();
        final UnsafeBuffer begin = memory(32);
        TransferForm.stampBegin(begin, 0, ID, Checksum.CRC32C, 0);
        assertSameBytes(expected, begin, 32);
        expected.setMemory(0, 64, (byte)0);
        new TransferEndEncoder().wrapAndApplyHeader(expected, 0, new MessageHeaderEncoder())
            .sequence(5).transferId(ID).checksum(-2);
        final UnsafeBuffer end = memory(32);
        TransferForm.stampEnd(end, 0, 5, ID, -2);
        assertSameBytes(expected, end, 32);
        expected.setMemory(0, 64, (byte)0);
        new TransferAbortEncoder().wrapAndApplyHeader(expected, 0, new MessageHeaderEncoder())
            .transferId(ID).reason(AbortReason.TIMED_OUT).putText(TEXT, 0, TEXT.length);
        final UnsafeBuffer abort = memory(64);
        assertEquals(23, TransferForm.putAbort(abort, 0, ID, AbortReason.TIMED_OUT.value(), TEXT));
        assertSameBytes(expected, abort, 23);
    }

    @Test
    void shouldReadWhatWasWritten()
    {
        assertEquals(TransferReader.Kind.CHUNK, read(chunk(ID, 7, 20, 13)));
        assertEquals(List.of(ID, 7L, 20L, 32L, 13L), List.of(reader.transferId(), reader.sliceOffset(),
            reader.payloadLength(), (long)reader.bodyOffset(), (long)reader.bodyLength()));
        final UnsafeBuffer begin = memory(40);
        TransferForm.stampBegin(begin, 0, ID, Checksum.CRC32C, 0);
        assertEquals(TransferReader.Kind.BEGIN, read(begin));
        assertEquals(Checksum.CRC32C, reader.checksumKind());
        assertEquals(8, reader.bodyLength());
        final UnsafeBuffer end = memory(32);
        TransferForm.stampEnd(end, 0, 5, ID, -2);
        assertEquals(TransferReader.Kind.END, read(end));
        assertEquals(List.of(5L, ID, -2L), List.of(reader.sequence(), reader.transferId(), reader.checksum()));
        final UnsafeBuffer abort = memory(23);
        TransferForm.putAbort(abort, 0, ID, AbortReason.TIMED_OUT.value(), TEXT);
        assertEquals(TransferReader.Kind.ABORT, read(abort));
        assertTrue(reader.isTimedOut());
        assertEquals("stop", reader.text(abort, 0));
    }

    @Test
    void shouldRejectEveryTruncation()
    {
        final UnsafeBuffer begin = memory(32);
        TransferForm.stampBegin(begin, 0, ID, Checksum.NONE, 0);
        final UnsafeBuffer end = memory(32);
        TransferForm.stampEnd(end, 0, 5, ID, -2);
        final UnsafeBuffer abort = memory(23);
        TransferForm.putAbort(abort, 0, ID, 1, TEXT);
        for (final UnsafeBuffer whole : new UnsafeBuffer[] {chunk(ID, 7, 20, 1), begin, end, abort})
        {
            for (int length = 0; length < whole.capacity(); length++)
            {
                final UnsafeBuffer cut = memory(length + 1);
                cut.putBytes(0, whole, 0, length);
                cut.wrap(cut, 0, length);
                for (final boolean isTensor : new boolean[] {false, true})
                {
                    assertEquals(length < 8 ? Verdict.REJECTED : Verdict.TRANSFER,
                        new MessageReader(isTensor).read(cut, 0, length), "cut " + length);
                }
                if (length >= 8)
                {
                    assertEquals(TransferReader.Kind.REJECTED, read(cut), "cut " + length);
                }
            }
            assertTrue(TransferReader.Kind.REJECTED != read(whole));
        }
    }

    @Test
    void shouldRejectASliceWhenItIsNotWithinThePayload()
    {
        for (final long[] bad : new long[][] {{-1, 20}, {8, 20}, {0, 12}, {0, -1}, {0, Long.MIN_VALUE},
            {Long.MAX_VALUE, Long.MAX_VALUE}, {Long.MIN_VALUE, 20}, {Long.MAX_VALUE - 5, Long.MIN_VALUE + 5},
            {Long.MAX_VALUE - 12, Long.MAX_VALUE}})
        {
            assertEquals(TransferReader.Kind.REJECTED, read(chunk(ID, bad[0], bad[1], 13)), Arrays.toString(bad));
        }
        assertEquals(TransferReader.Kind.REJECTED, read(chunk(ID, 0, 0, 0)));
        assertEquals(TransferReader.Kind.CHUNK, read(chunk(ID, 7, 20, 13)));
        assertEquals(TransferReader.Kind.CHUNK, read(chunk(ID, 0, 13, 13)));
        assertEquals(TransferReader.Kind.CHUNK, read(chunk(ID, Long.MAX_VALUE - 13, Long.MAX_VALUE, 13)));
    }

    @Test
    void shouldPassOverWhatANewerPublisherAddsToABlock()
    {
        final UnsafeBuffer chunk = memory(8 + 30 + 13);
        chunk.putBytes(0, chunk(ID, 7, 20, 0), 0, 32);
        chunk.putShort(0, (short)30, ByteOrder.LITTLE_ENDIAN);
        assertEquals(Verdict.TRANSFER, new MessageReader(true).read(chunk, 0, chunk.capacity()));
        assertEquals(TransferReader.Kind.CHUNK, read(chunk));
        assertEquals(38, reader.bodyOffset());
        assertEquals(13, reader.bodyLength());
        chunk.putShort(0, (short)0xFFFF, ByteOrder.LITTLE_ENDIAN);
        assertEquals(TransferReader.Kind.REJECTED, read(chunk));
    }

    @Test
    void shouldRejectABeginWhenItsChecksumIsUnknown()
    {
        final UnsafeBuffer begin = memory(32);
        TransferForm.stampBegin(begin, 0, ID, Checksum.NONE, 0);
        for (final int code : new int[] {0, 3, 255})
        {
            begin.putByte(16, (byte)code);
            assertEquals(TransferReader.Kind.REJECTED, read(begin));
        }
    }

    @Test
    void shouldShowNoControlCharactersWhenTheTextHasSome()
    {
        final UnsafeBuffer abort = memory(TransferForm.MAX_ABORT);
        final byte[] text = new byte[1_000];
        Arrays.fill(text, (byte)'\n');
        final int length = TransferForm.putAbort(abort, 0, ID, 1, text);
        assertEquals(TransferForm.MAX_ABORT, length);
        assertEquals(TransferReader.Kind.ABORT, read(abort));
        assertEquals("?".repeat(TransferForm.MAX_TEXT), reader.text(abort, 0));
        abort.putShort(17, (short)0xFFFF, ByteOrder.LITTLE_ENDIAN);
        assertEquals(TransferReader.Kind.REJECTED, read(abort));
    }

    @Test
    void shouldTellInnerPartsFromMessages()
    {
        final UnsafeBuffer end = memory(32);
        TransferForm.stampEnd(end, 0, 5, ID, -2);
        assertFalse(TransferReader.isInner(end, 0, 32));
        final UnsafeBuffer chunk = chunk(ID, 0, 9, 9);
        assertTrue(TransferReader.isInner(chunk, 0, chunk.capacity()));
        for (int length = 0; length < 8; length++)
        {
            assertFalse(TransferReader.isInner(memory(Math.max(1, length)), 0, length));
        }
        chunk.putShort(4, (short)1);
        assertFalse(TransferReader.isInner(chunk, 0, chunk.capacity()), "another schema");
    }

    @Test
    void shouldReadADetachedHeaderWhenThePayloadIsElsewhere()
    {
        final Payload payload = Payload.copyOf(new byte[100], new byte[200]);
        final TensorType huge = TensorType.of(DataType.FLOAT64, 3, 1 << 20, 1 << 20);
        final TensorType strided = TensorType.of(DataType.UINT8, 10, 30).withStrides(30, 1);
        for (final HeaderTemplate header : new HeaderTemplate[] {
            HeaderTemplate.shortest(false).tensor(huge, null, 0), new HeaderTemplate().tensor(huge, null, 3),
            new HeaderTemplate().tensor(strided, payload, 9)})
        {
            final int length = header.completeDetached(17);
            final UnsafeBuffer exact = memory(length);
            exact.putBytes(0, header.buffer(), 0, length);
            final MessageReader detached = MessageReader.detached(true);
            for (int i = 0; i < 2; i++)
            {
                assertEquals(Verdict.ACCEPTED, detached.read(exact, 0, length));
                assertEquals(length, detached.payloadOffset());
                assertEquals(detached.type().sizeBytes(), detached.detachedLength());
                assertEquals(header.attachmentLength(), detached.attachmentLength());
            }
            for (int cut = 0; cut < length; cut++)
            {
                final UnsafeBuffer shorter = new UnsafeBuffer(exact, 0, cut);
                assertEquals(Verdict.REJECTED, MessageReader.detached(true).read(shorter, 0, cut), "cut " + cut);
            }
            assertEquals(Verdict.REJECTED, new MessageReader(true).read(exact, 0, length),
                "its payload is not in the frame");
        }
    }

    @Test
    void shouldRejectADetachedHeaderWhenItContradictsItself()
    {
        final Payload payload = Payload.copyOf(new byte[100], new byte[200]);
        final HeaderTemplate header = new HeaderTemplate().data(299, payload, 0);
        final int length = header.completeDetached(0);
        assertEquals(Verdict.REJECTED, MessageReader.detached(false).read(header.buffer(), 0, length));
        assertEquals(Verdict.FOREIGN, MessageReader.detached(true).read(header.buffer(), 0, length));
        final HeaderTemplate negative = new HeaderTemplate().data(-1, null, 0);
        assertEquals(Verdict.REJECTED,
            MessageReader.detached(false).read(negative.buffer(), 0, negative.completeDetached(0)));
    }

    private TransferReader.Kind read(final UnsafeBuffer message)
    {
        return reader.read(message, 0, message.capacity());
    }

    private static UnsafeBuffer chunk(final long id, final long offset, final long total, final int length)
    {
        final UnsafeBuffer chunk = memory(32 + length);
        TransferForm.stampChunk(chunk, 0, id, offset, total);
        return chunk;
    }

    private static UnsafeBuffer memory(final int length)
    {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, 64));
    }

    private static void assertSameBytes(final UnsafeBuffer expected, final UnsafeBuffer actual, final int length)
    {
        final byte[] first = new byte[length];
        final byte[] second = new byte[length];
        expected.getBytes(0, first);
        actual.getBytes(0, second);
        assertArrayEquals(first, second);
    }
}
