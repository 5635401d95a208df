package io.skein.internal.wire;

import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.StreamBytesDecoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The words against the generated codec.
 */
class StreamFormTest
{
    private final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(64, 64));

    @Test
    void shouldBeWhatTheCodecReadsWhenPut()
    {
        StreamForm.put(buffer.addressOffset(), Long.MAX_VALUE - 1, 70_000, Integer.MAX_VALUE, -3, StreamForm.END);

        final StreamBytesDecoder decoder = new StreamBytesDecoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertEquals(StreamForm.LENGTH, MessageHeaderDecoder.ENCODED_LENGTH + decoder.sbeBlockLength());
        assertEquals(32, StreamForm.LENGTH);
        assertEquals(Long.MAX_VALUE - 1, decoder.position());
        assertEquals(70_000, decoder.length());
        assertEquals(Integer.MAX_VALUE, decoder.chunkLength());
        assertEquals(Integer.toUnsignedLong(-3), decoder.chunk());
        assertFalse(decoder.flags().begin());
        assertTrue(decoder.flags().end());
    }

    @Test
    void shouldReadWhatWasPut()
    {
        final long address = buffer.addressOffset();
        StreamForm.put(address, 5, 0, 1, 7, StreamForm.BEGIN | StreamForm.END);

        assertTrue(StreamForm.is(address));
        assertEquals(5, StreamForm.position(address));
        assertEquals(0, StreamForm.length(StreamForm.lengths(address)));
        assertEquals(1, StreamForm.chunkLength(StreamForm.lengths(address)));
        assertEquals(7, StreamForm.chunk(StreamForm.place(address)));
        assertEquals(StreamForm.BEGIN | StreamForm.END, StreamForm.flags(StreamForm.place(address)));
        assertEquals(StreamForm.wholePlace(7), StreamForm.place(address));
        buffer.putByte(2, (byte)6);
        assertFalse(StreamForm.is(address));
    }
}
