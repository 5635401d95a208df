package io.skein.sbe;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * What may never change. A test that fails here says that old and new programs no longer understand each other.
 */
class WireConstantsTest
{
    @Test
    void shouldKeepIdsWhenTheSchemaGrows()
    {
        assertEquals(21_323, MessageHeaderEncoder.SCHEMA_ID);
        assertEquals(0, MessageHeaderEncoder.SCHEMA_VERSION);
        assertEquals(1, DataEncoder.TEMPLATE_ID);
        assertEquals(2, TensorEncoder.TEMPLATE_ID);
        assertEquals(6, ControlEncoder.TEMPLATE_ID);
        assertEquals(7, ShortDataEncoder.TEMPLATE_ID);
        assertEquals(8, ShortTensorEncoder.TEMPLATE_ID);
        assertEquals(5, StreamBytesEncoder.TEMPLATE_ID);
        assertEquals(20, StreamSignalEncoder.TEMPLATE_ID);
        assertEquals(21, StreamFeedbackEncoder.TEMPLATE_ID);
        for (final int schemaId : new int[] {DataEncoder.SCHEMA_ID, TensorEncoder.SCHEMA_ID, ControlEncoder.SCHEMA_ID,
            ShortDataEncoder.SCHEMA_ID, ShortTensorEncoder.SCHEMA_ID})
        {
            assertEquals(21_323, schemaId);
        }
    }

    @Test
    void shouldKeepBlockLengthsWhenTheVersionIsTheSame()
    {
        assertEquals(8, MessageHeaderEncoder.ENCODED_LENGTH);
        assertEquals(29, DataEncoder.BLOCK_LENGTH);
        assertEquals(30, TensorEncoder.BLOCK_LENGTH);
        assertEquals(9, ControlEncoder.BLOCK_LENGTH);
        assertEquals(24, ShortDataEncoder.BLOCK_LENGTH);
        assertEquals(24, ShortTensorEncoder.BLOCK_LENGTH);
        assertEquals(3, ShortTensorEncoder.dimsLength());
        assertEquals(24, ChunkEncoder.BLOCK_LENGTH);
        assertEquals(24, TransferBeginEncoder.BLOCK_LENGTH);
        assertEquals(24, TransferEndEncoder.BLOCK_LENGTH);
        assertEquals(9, TransferAbortEncoder.BLOCK_LENGTH);
        assertEquals(2, TransferAbortEncoder.textHeaderLength());
        assertEquals(24, TransferFeedbackEncoder.BLOCK_LENGTH);
        assertEquals(2, TransferFeedbackEncoder.RangesEncoder.HEADER_SIZE);
        assertEquals(16, TransferFeedbackEncoder.RangesEncoder.sbeBlockLength());
        assertEquals(2, TransferFeedbackEncoder.textHeaderLength());
        assertEquals(8, DataEncoder.SegmentsEncoder.sbeBlockLength());
        assertEquals(8, TensorEncoder.SegmentsEncoder.sbeBlockLength());
        assertEquals(8, TensorEncoder.DimsEncoder.sbeBlockLength());
        assertEquals(8, TensorEncoder.StridesEncoder.sbeBlockLength());
        assertEquals(3, DataEncoder.SegmentsEncoder.HEADER_SIZE);
        assertEquals(3, TensorEncoder.SegmentsEncoder.HEADER_SIZE);
        assertEquals(2, TensorEncoder.DimsEncoder.HEADER_SIZE);
        assertEquals(2, TensorEncoder.StridesEncoder.HEADER_SIZE);
        assertEquals(2, DataEncoder.attachmentHeaderLength());
        assertEquals(2, TensorEncoder.attachmentHeaderLength());
    }

    @Test
    void shouldKeepFieldsInTheirPlacesWhenTheSchemaGrows()
    {
        assertArrayEquals(
            new int[] {0, 8, 16, 24, 28},
            new int[] {DataEncoder.sequenceEncodingOffset(), DataEncoder.publishTimeNsEncodingOffset(),
                DataEncoder.payloadLengthEncodingOffset(), DataEncoder.payloadOffsetEncodingOffset(),
                DataEncoder.flagsEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 16, 24, 28, 29},
            new int[] {TensorEncoder.sequenceEncodingOffset(), TensorEncoder.publishTimeNsEncodingOffset(),
                TensorEncoder.payloadLengthEncodingOffset(), TensorEncoder.payloadOffsetEncodingOffset(),
                TensorEncoder.dataTypeEncodingOffset(), TensorEncoder.flagsEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 16, 20},
            new int[] {ShortDataEncoder.sequenceEncodingOffset(), ShortDataEncoder.publishTimeNsEncodingOffset(),
                ShortDataEncoder.payloadLengthEncodingOffset(), ShortDataEncoder.payloadOffsetEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 9, 10, 12},
            new int[] {ShortTensorEncoder.sequenceEncodingOffset(), ShortTensorEncoder.dataTypeEncodingOffset(),
                ShortTensorEncoder.rankEncodingOffset(), ShortTensorEncoder.payloadOffsetEncodingOffset(),
                ShortTensorEncoder.dimsEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 16},
            new int[] {ChunkEncoder.transferIdEncodingOffset(), ChunkEncoder.sliceOffsetEncodingOffset(),
                ChunkEncoder.payloadLengthEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 9, 16},
            new int[] {TransferBeginEncoder.transferIdEncodingOffset(), TransferBeginEncoder.checksumEncodingOffset(),
                TransferBeginEncoder.flagsEncodingOffset(), TransferBeginEncoder.contentIdEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 16, 20, 22, 23},
            new int[] {TransferFeedbackEncoder.subscriberIdEncodingOffset(),
                TransferFeedbackEncoder.transferIdEncodingOffset(), TransferFeedbackEncoder.sessionIdEncodingOffset(),
                TransferFeedbackEncoder.subscribersEncodingOffset(), TransferFeedbackEncoder.codeEncodingOffset(),
                TransferFeedbackEncoder.reasonEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8, 16},
            new int[] {TransferEndEncoder.sequenceEncodingOffset(), TransferEndEncoder.transferIdEncodingOffset(),
                TransferEndEncoder.checksumEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8},
            new int[] {TransferAbortEncoder.transferIdEncodingOffset(),
                TransferAbortEncoder.reasonEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 8},
            new int[] {ControlEncoder.sequenceEncodingOffset(), ControlEncoder.codeEncodingOffset()});
        assertArrayEquals(
            new int[] {0, 2, 4, 6},
            new int[] {MessageHeaderEncoder.blockLengthEncodingOffset(),
                MessageHeaderEncoder.templateIdEncodingOffset(), MessageHeaderEncoder.schemaIdEncodingOffset(),
                MessageHeaderEncoder.versionEncodingOffset()});
    }

    @Test
    void shouldKeepFieldsOfStreamsInTheirPlacesWhenTheSchemaGrows()
    {
        assertArrayEquals(
            new int[] {24, 0, 8, 12, 16, 20},
            new int[] {StreamBytesEncoder.BLOCK_LENGTH, StreamBytesEncoder.positionEncodingOffset(),
                StreamBytesEncoder.lengthEncodingOffset(), StreamBytesEncoder.chunkLengthEncodingOffset(),
                StreamBytesEncoder.chunkEncodingOffset(), StreamBytesEncoder.flagsEncodingOffset()});
        assertArrayEquals(
            new int[] {17, 0, 8, 16},
            new int[] {StreamSignalEncoder.BLOCK_LENGTH, StreamSignalEncoder.readerIdEncodingOffset(),
                StreamSignalEncoder.valueEncodingOffset(), StreamSignalEncoder.codeEncodingOffset()});
        assertArrayEquals(
            new int[] {21, 0, 8, 16, 20},
            new int[] {StreamFeedbackEncoder.BLOCK_LENGTH, StreamFeedbackEncoder.readerIdEncodingOffset(),
                StreamFeedbackEncoder.valueEncodingOffset(), StreamFeedbackEncoder.writerSessionIdEncodingOffset(),
                StreamFeedbackEncoder.codeEncodingOffset()});
        final StreamCode[] inOrder = {StreamCode.START, StreamCode.END, StreamCode.ABORT, StreamCode.HELLO,
            StreamCode.READ, StreamCode.CLOSE};
        for (int i = 0; i < inOrder.length; i++)
        {
            assertEquals(i + 1, inOrder[i].value());
        }
    }

    @Test
    void shouldKeepTheSameFieldsInDataAndTensorWhenEitherGrows()
    {
        assertEquals(DataEncoder.sequenceEncodingOffset(), TensorEncoder.sequenceEncodingOffset());
        assertEquals(DataEncoder.sequenceEncodingOffset(), ControlEncoder.sequenceEncodingOffset());
        assertEquals(DataEncoder.publishTimeNsEncodingOffset(), TensorEncoder.publishTimeNsEncodingOffset());
        assertEquals(DataEncoder.payloadLengthEncodingOffset(), TensorEncoder.payloadLengthEncodingOffset());
        assertEquals(DataEncoder.payloadOffsetEncodingOffset(), TensorEncoder.payloadOffsetEncodingOffset());
        assertEquals(DataEncoder.sequenceEncodingOffset(), ShortDataEncoder.sequenceEncodingOffset());
        assertEquals(DataEncoder.sequenceEncodingOffset(), ShortTensorEncoder.sequenceEncodingOffset());
        assertEquals(DataEncoder.publishTimeNsEncodingOffset(), ShortDataEncoder.publishTimeNsEncodingOffset());
        assertEquals(Long.MIN_VALUE, ShortDataEncoder.publishTimeNsNullValue());
        assertEquals(Long.MIN_VALUE, DataEncoder.publishTimeNsNullValue());
        assertEquals(Long.MIN_VALUE, TensorEncoder.publishTimeNsNullValue());
    }

    @Test
    void shouldKeepCodesOfDataTypesWhenTypesAreAdded()
    {
        final DataType[] inOrder = {
            DataType.BOOL, DataType.INT8, DataType.INT16, DataType.INT32, DataType.INT64, DataType.UINT8,
            DataType.UINT16, DataType.UINT32, DataType.UINT64, DataType.FLOAT16, DataType.BFLOAT16, DataType.FLOAT32,
            DataType.FLOAT64, DataType.COMPLEX64, DataType.COMPLEX128, DataType.FLOAT8_E4M3, DataType.FLOAT8_E5M2};
        for (int i = 0; i < inOrder.length; i++)
        {
            assertEquals(i + 1, inOrder[i].value(), inOrder[i].name());
            assertEquals(inOrder[i], DataType.get((short)(i + 1)));
        }
        assertEquals(DataType.SBE_UNKNOWN, DataType.get((short)18));
        assertEquals(DataType.SBE_UNKNOWN, DataType.get((short)0));
        assertEquals(1, ControlCode.VOID.value());
        assertEquals(1, Checksum.NONE.value());
        assertEquals(2, Checksum.CRC32C.value());
        assertEquals(1, AbortReason.CANCELLED.value());
        assertEquals(2, AbortReason.TIMED_OUT.value());
        assertEquals(3, AbortReason.CLOSED.value());
        assertEquals(ControlCode.SBE_UNKNOWN, ControlCode.get((short)2));
        for (int i = 0; i < FeedbackReason.values().length - 2; i++)
        {
            assertEquals(i, FeedbackReason.values()[i].value());
        }
        assertEquals(1, FeedbackCode.HAS.value());
        assertEquals(2, FeedbackCode.UNKNOWN.value());
        assertEquals(3, FeedbackCode.REFUSED.value());
        assertEquals(4, FeedbackCode.COMPLETED.value());
    }

    @Test
    void shouldLeaveRoomForPaddingWithin96BytesWhenTheRankIsAtMostTwo()
    {
        for (int rank = 0; rank <= 2; rank++)
        {
            final int header = MessageHeaderEncoder.ENCODED_LENGTH + TensorEncoder.BLOCK_LENGTH +
                TensorEncoder.DimsEncoder.HEADER_SIZE + rank * TensorEncoder.DimsEncoder.sbeBlockLength() +
                TensorEncoder.StridesEncoder.HEADER_SIZE + TensorEncoder.SegmentsEncoder.HEADER_SIZE +
                TensorEncoder.attachmentHeaderLength();
            assertEquals(47 + 8 * rank, header);
        }
    }
}
