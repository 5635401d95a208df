package io.skein.internal.wire;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Messages in a slot that is written while they are read: what was looked at once may be anything at the second look.
 */
class MessageReaderTornTest
{
    static List<Sample> samples()
    {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldStayWithinTheMessageWhenItChangesAfterTheFirstLook(final Sample sample)
    {
        final byte[] bytes = sample.bytes();
        for (int changed = 0; changed < bytes.length; changed++)
        {
            final ByteBuffer memory = BufferUtil.allocateDirectAligned(bytes.length, 64);
            final Changing buffer = new Changing(memory, changed);
            for (int i = 0; i < bytes.length; i++)
            {
                memory.put(i, bytes[i]);
            }
            final MessageReader reader = new MessageReader(sample.isTensor());
            if (Verdict.ACCEPTED == reader.read(buffer, 0, bytes.length))
            {
                assertTrue(reader.payloadOffset() >= 0 && reader.payloadLength() >= 0);
                assertTrue(reader.payloadOffset() + (long)reader.payloadLength() <= bytes.length, "byte " + changed);
                assertTrue(reader.attachmentOffset() + reader.attachmentLength() <= bytes.length, "byte " + changed);
            }
        }
    }

    /**
     * Once a byte has been read it is 0xFF.
     */
    private static final class Changing extends UnsafeBuffer
    {
        private final int changing;

        private Changing(final ByteBuffer memory, final int changing)
        {
            super(memory);
            this.changing = changing;
        }

        @Override
        public byte getByte(final int index)
        {
            final byte value = super.getByte(index);
            if (index == changing)
            {
                putByte(index, (byte)0xFF);
            }
            return value;
        }

        @Override
        public short getShort(final int index, final ByteOrder order)
        {
            final short value = super.getShort(index, order);
            if (changing - index >= 0 && changing - index < Short.BYTES)
            {
                putByte(changing, (byte)0xFF);
            }
            return value;
        }
    }
}
