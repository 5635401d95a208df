package io.skein.sbe;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The generated codecs write and read exactly the bytes that are written down in {@link GoldenMessages}.
 */
class GoldenBytesTest
{
    private static final long NO_TIME = DataEncoder.publishTimeNsNullValue();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldWriteGoldenBytesWhenDataHasOneSegment()
    {
        final DataEncoder data = data(0x0102030405060708L, 0x1112131415161718L, 5, 64);
        data.segmentsCount(0);
        data.putAttachment(new byte[0], 0, 0);
        assertBytes(GoldenMessages.DATA, data.limit());
    }

    @Test
    void shouldWriteGoldenBytesWhenDataHasSegmentsAndAttachment()
    {
        final DataEncoder data = data(0, NO_TIME, 6, 96);
        data.segmentsCount(3).next().length(1).next().length(0).next().length(5);
        data.putAttachment(new byte[] {'n', 'o', 't', 'e'}, 0, 4);
        assertBytes(GoldenMessages.DATA_WITH_SEGMENTS_AND_ATTACHMENT, data.limit());
    }

    @Test
    void shouldWriteGoldenBytesWhenTheTensorIsAScalar()
    {
        final TensorEncoder tensor = tensor(Long.MAX_VALUE, NO_TIME, 8, 64).dataType(DataType.FLOAT64);
        end(tensor, new long[0], new long[0], new long[0], new byte[0]);
        assertBytes(GoldenMessages.SCALAR, tensor.limit());
    }

    @Test
    void shouldWriteGoldenBytesWhenTheTensorIsAMatrix()
    {
        final TensorEncoder tensor = tensor(42, 1, 24, 96).dataType(DataType.FLOAT32);
        end(tensor, new long[] {2, 3}, new long[0], new long[0], new byte[0]);
        assertBytes(GoldenMessages.MATRIX, tensor.limit());
        assertEquals(63, tensor.limit());
    }

    @Test
    void shouldWriteGoldenBytesWhenTheTensorHasEverything()
    {
        final TensorEncoder tensor = tensor(1L << 40, NO_TIME, 13, 256).dataType(DataType.UINT8);
        end(tensor, new long[] {1, 1, 1, 1, 1, 1, 2, 3}, new long[] {0, 0, 0, 0, 0, 0, 10, 1}, new long[] {10, 3},
            new byte[] {1, 2, 3});
        assertBytes(GoldenMessages.RANK_8_WITH_EVERYTHING, tensor.limit());
    }

    @Test
    void shouldWriteGoldenBytesWhenAMessageIsVoid()
    {
        final ControlEncoder control = new ControlEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(7)
            .code(ControlCode.VOID);
        assertBytes(GoldenMessages.VOID, control.limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {GoldenMessages.DATA, GoldenMessages.DATA_WITH_SEGMENTS_AND_ATTACHMENT})
    void shouldWriteTheSameBytesAgainWhenDataIsDecoded(final String golden)
    {
        final DataDecoder source = new DataDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(golden)), 0, new MessageHeaderDecoder());
        final DataEncoder target =
            data(source.sequence(), source.publishTimeNs(), source.payloadLength(), (int)source.payloadOffset());
        final DataDecoder.SegmentsDecoder segments = source.segments();
        final DataEncoder.SegmentsEncoder copies = target.segmentsCount(segments.count());
        while (segments.hasNext())
        {
            copies.next().length(segments.next().length());
        }
        final byte[] attachment = new byte[source.attachmentLength()];
        source.getAttachment(attachment, 0, attachment.length);
        target.putAttachment(attachment, 0, attachment.length);
        assertBytes(golden, target.limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {GoldenMessages.SCALAR, GoldenMessages.MATRIX, GoldenMessages.RANK_8_WITH_EVERYTHING})
    void shouldWriteTheSameBytesAgainWhenATensorIsDecoded(final String golden)
    {
        final TensorDecoder source = new TensorDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(golden)), 0, new MessageHeaderDecoder());
        final TensorEncoder target =
            tensor(source.sequence(), source.publishTimeNs(), source.payloadLength(), (int)source.payloadOffset())
            .dataType(source.dataType());
        final TensorDecoder.DimsDecoder dims = source.dims();
        final long[] shape = new long[dims.count()];
        for (int i = 0; i < shape.length; i++)
        {
            shape[i] = dims.next().size();
        }
        final TensorDecoder.StridesDecoder steps = source.strides();
        final long[] strides = new long[steps.count()];
        for (int i = 0; i < strides.length; i++)
        {
            strides[i] = steps.next().step();
        }
        final TensorDecoder.SegmentsDecoder table = source.segments();
        final long[] segments = new long[table.count()];
        for (int i = 0; i < segments.length; i++)
        {
            segments[i] = table.next().length();
        }
        final byte[] attachment = new byte[source.attachmentLength()];
        source.getAttachment(attachment, 0, attachment.length);
        end(target, shape, strides, segments, attachment);
        assertBytes(golden, target.limit());
    }

    @Test
    void shouldReadTheSequenceWhenAMessageIsVoid()
    {
        final ControlDecoder control = new ControlDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.VOID)), 0, new MessageHeaderDecoder());
        assertEquals(7, control.sequence());
        assertEquals(ControlCode.VOID, control.code());
    }

    @Test
    void shouldWriteGoldenBytesWhenDataIsShort()
    {
        shortData(0x0102030405060708L, 0x1112131415161718L, 5, 32);
        assertBytes(GoldenMessages.SHORT_DATA, 32);
        shortData(Long.MAX_VALUE, NO_TIME, 0xFFFF_FFFEL, 0xFFFF_FFFEL);
        assertBytes(GoldenMessages.SHORT_DATA_WITHOUT_TIME, 32);
    }

    @Test
    void shouldWriteGoldenBytesWhenTheTensorIsShort()
    {
        shortTensor(Long.MAX_VALUE, DataType.FLOAT64, 0, 32, 0, 0, 0);
        assertBytes(GoldenMessages.SHORT_SCALAR, 32);
        shortTensor(42, DataType.UINT8, 1, 64, 0x01020304, 0, 0);
        assertBytes(GoldenMessages.SHORT_VECTOR, 32);
        shortTensor(1L << 40, DataType.FLOAT32, 3, 128, 2, 3, 0xFFFF_FFFEL);
        assertBytes(GoldenMessages.SHORT_RANK_3, 32);
    }

    @ParameterizedTest
    @ValueSource(strings = {GoldenMessages.SHORT_DATA, GoldenMessages.SHORT_DATA_WITHOUT_TIME})
    void shouldWriteTheSameBytesAgainWhenShortDataIsDecoded(final String golden)
    {
        final ShortDataDecoder source = new ShortDataDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(golden)), 0, new MessageHeaderDecoder());
        shortData(source.sequence(), source.publishTimeNs(), source.payloadLength(), source.payloadOffset());
        assertEquals(32, source.limit());
        assertBytes(golden, source.limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {GoldenMessages.SHORT_SCALAR, GoldenMessages.SHORT_VECTOR, GoldenMessages.SHORT_RANK_3})
    void shouldWriteTheSameBytesAgainWhenAShortTensorIsDecoded(final String golden)
    {
        final ShortTensorDecoder source = new ShortTensorDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(golden)), 0, new MessageHeaderDecoder());
        shortTensor(source.sequence(), source.dataType(), source.rank(), source.payloadOffset(),
            source.dims(0), source.dims(1), source.dims(2));
        assertEquals(32, source.limit());
        assertBytes(golden, source.limit());
    }

    @Test
    void shouldWriteGoldenBytesWhenAMessageIsPooled()
    {
        final PooledEncoder pooled = new PooledEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(0x0102030405060708L)
            .poolId(0xF1F2F3F4F5F6F7F8L)
            .slotAndGeneration(0x091A2B3C4D5EL << 16 | 1_023);
        assertEquals(32, pooled.limit());
        assertBytes(GoldenMessages.POOLED, pooled.limit());
    }

    @Test
    void shouldReadGoldenBytesWhenAMessageIsPooled()
    {
        final PooledDecoder pooled = new PooledDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.POOLED)), 0, new MessageHeaderDecoder());
        assertEquals(0x0102030405060708L, pooled.sequence());
        assertEquals(0xF1F2F3F4F5F6F7F8L, pooled.poolId());
        assertEquals(0x091A2B3C4D5EL << 16 | 1_023, pooled.slotAndGeneration());
    }

    @Test
    void shouldWriteGoldenBytesWhenATransferIsCutUp()
    {
        buffer.setMemory(0, 64, (byte)0);
        final ChunkEncoder chunk = new ChunkEncoder().wrapAndApplyHeader(buffer, 0, header)
            .transferId(0x0102030405060708L)
            .sliceOffset(0x1112131415161718L)
            .payloadLength(0x2122232425262728L);
        assertBytes(GoldenMessages.CHUNK, chunk.limit());
        buffer.setMemory(0, 64, (byte)0);
        final TransferBeginEncoder begin = new TransferBeginEncoder().wrapAndApplyHeader(buffer, 0, header)
            .transferId(0x0102030405060708L)
            .checksum(Checksum.CRC32C)
            .contentId(0xF1F2F3F4F5F6F7F8L);
        begin.flags().clear();
        assertBytes(GoldenMessages.TRANSFER_BEGIN, begin.limit());
        final TransferEndEncoder end = new TransferEndEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(0x0102030405060708L)
            .transferId(0x1112131415161718L)
            .checksum(0xE3069283L);
        assertBytes(GoldenMessages.TRANSFER_END, end.limit());
        final TransferAbortEncoder abort = new TransferAbortEncoder().wrapAndApplyHeader(buffer, 0, header)
            .transferId(0x0102030405060708L)
            .reason(AbortReason.CANCELLED);
        abort.putText(new byte[] {'s', 't', 'o', 'p'}, 0, 4);
        assertBytes(GoldenMessages.TRANSFER_ABORT, abort.limit());
    }

    @Test
    void shouldReadGoldenBytesWhenATransferIsCutUp()
    {
        final ChunkDecoder chunk = new ChunkDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.CHUNK)), 0, new MessageHeaderDecoder());
        assertEquals(0x0102030405060708L, chunk.transferId());
        assertEquals(0x1112131415161718L, chunk.sliceOffset());
        assertEquals(0x2122232425262728L, chunk.payloadLength());
        final TransferBeginDecoder begin = new TransferBeginDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.TRANSFER_BEGIN)), 0, new MessageHeaderDecoder());
        assertEquals(0x0102030405060708L, begin.transferId());
        assertEquals(Checksum.CRC32C, begin.checksum());
        assertEquals(0xF1F2F3F4F5F6F7F8L, begin.contentId());
        assertEquals(32, begin.limit());
        final TransferEndDecoder end = new TransferEndDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.TRANSFER_END)), 0, new MessageHeaderDecoder());
        assertEquals(0x0102030405060708L, end.sequence());
        assertEquals(0x1112131415161718L, end.transferId());
        assertEquals(0xE3069283L, end.checksum());
        final TransferAbortDecoder abort = new TransferAbortDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.TRANSFER_ABORT)), 0, new MessageHeaderDecoder());
        assertEquals(0x0102030405060708L, abort.transferId());
        assertEquals(AbortReason.CANCELLED, abort.reason());
        final byte[] text = new byte[4];
        assertEquals(4, abort.getText(text, 0, text.length));
        assertEquals("stop", new String(text, StandardCharsets.UTF_8));
    }

    @Test
    void shouldWriteAndReadGoldenBytesWhenASubscriberAnswers()
    {
        final TransferFeedbackEncoder feedback = new TransferFeedbackEncoder().wrapAndApplyHeader(buffer, 0, header)
            .subscriberId(0xF1F2F3F4F5F6F7F8L)
            .transferId(0x0102030405060708L)
            .sessionId(-2)
            .subscribers(2)
            .code(FeedbackCode.HAS)
            .reason(FeedbackReason.NONE);
        feedback.rangesCount(2)
            .next().offset(0).length(1_344)
            .next().offset(0x1112131415161718L).length(0x2122232425262728L);
        feedback.putText(new byte[] {'h', 'a', 'l', 'f'}, 0, 4);
        assertBytes(GoldenMessages.TRANSFER_FEEDBACK, feedback.limit());
        final TransferFeedbackDecoder read = new TransferFeedbackDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(Hex.bytes(GoldenMessages.TRANSFER_FEEDBACK)), 0, new MessageHeaderDecoder());
        assertEquals(0xF1F2F3F4F5F6F7F8L, read.subscriberId());
        assertEquals(0x0102030405060708L, read.transferId());
        assertEquals(-2, read.sessionId());
        assertEquals(2, read.subscribers());
        assertEquals(FeedbackCode.HAS, read.code());
        assertEquals(FeedbackReason.NONE, read.reason());
        final TransferFeedbackDecoder.RangesDecoder ranges = read.ranges();
        assertEquals(2, ranges.count());
        assertEquals(1_344, ranges.next().length());
        assertEquals(0x1112131415161718L, ranges.next().offset());
        assertEquals(0x2122232425262728L, ranges.length());
        final byte[] text = new byte[4];
        assertEquals(4, read.getText(text, 0, text.length));
        assertEquals("half", new String(text, StandardCharsets.UTF_8));
    }

    private void shortData(
        final long sequence, final long publishTimeNs, final long payloadLength, final long payloadOffset)
    {
        final ShortDataEncoder data = new ShortDataEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(sequence)
            .publishTimeNs(publishTimeNs)
            .payloadLength(payloadLength)
            .payloadOffset(payloadOffset);
        assertEquals(32, data.limit());
    }

    private void shortTensor(
        final long sequence, final DataType dataType, final int rank, final int payloadOffset,
        final long first, final long second, final long third)
    {
        final ShortTensorEncoder tensor = new ShortTensorEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(sequence)
            .dataType(dataType)
            .rank((short)rank)
            .payloadOffset(payloadOffset)
            .dims(0, first)
            .dims(1, second)
            .dims(2, third);
        assertEquals(32, tensor.limit());
    }

    private DataEncoder data(
        final long sequence, final long publishTimeNs, final long payloadLength, final int payloadOffset)
    {
        final DataEncoder data = new DataEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(sequence)
            .publishTimeNs(publishTimeNs)
            .payloadLength(payloadLength)
            .payloadOffset(payloadOffset);
        data.flags().clear();
        return data;
    }

    private TensorEncoder tensor(
        final long sequence, final long publishTimeNs, final long payloadLength, final int payloadOffset)
    {
        final TensorEncoder tensor = new TensorEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(sequence)
            .publishTimeNs(publishTimeNs)
            .payloadLength(payloadLength)
            .payloadOffset(payloadOffset);
        tensor.flags().clear();
        return tensor;
    }

    private static void end(
        final TensorEncoder tensor, final long[] shape, final long[] strides, final long[] segments,
        final byte[] attachment)
    {
        final TensorEncoder.DimsEncoder dims = tensor.dimsCount(shape.length);
        for (final long size : shape)
        {
            dims.next().size(size);
        }
        final TensorEncoder.StridesEncoder steps = tensor.stridesCount(strides.length);
        for (final long step : strides)
        {
            steps.next().step(step);
        }
        final TensorEncoder.SegmentsEncoder table = tensor.segmentsCount(segments.length);
        for (final long length : segments)
        {
            table.next().length(length);
        }
        tensor.putAttachment(attachment, 0, attachment.length);
    }

    private void assertBytes(final String golden, final int length)
    {
        assertEquals(Hex.text(golden), Hex.text(buffer, length));
    }
}
