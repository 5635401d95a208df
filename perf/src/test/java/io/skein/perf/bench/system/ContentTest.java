package io.skein.perf.bench.system;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ContentTest
{
    private static final int OFFSET = 64;
    private static final long VALUE = 1_234_567_890_123L;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(200_000);

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 23, 64, 100, 65_536, 65_537, 131_100})
    void shouldReadTheFrameThatWasWritten(final int length)
    {
        shouldReadWhatWasWrittenAndCountWhatWasNot(new FrameContent(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 16, 100, 4_096})
    void shouldReadTheTouchedMessageThatWasWritten(final int length)
    {
        shouldReadWhatWasWrittenAndCountWhatWasNot(new NumberContent(length, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 64, 100, 65_537})
    void shouldReadInPartsWhatWasWritten(final int length)
    {
        shouldReadInParts(new FrameContent(length));
        shouldReadInParts(new NumberContent(length, true));
        shouldReadInParts(new NumberContent(length, false));
    }

    private void shouldReadInParts(final Content content)
    {
        content.write(buffer, OFFSET, VALUE);
        for (final int length : new int[] {8, 16, 1_344, content.length()})
        {
            assertEquals(VALUE, readParts(content, length, content.length()));
        }
        assertEquals(0, content.corrupted());
        assertEquals(VALUE, readParts(content, 8, content.length() - 1));
        assertEquals(1, content.corrupted());
    }

    private long readParts(final Content content, final int length, final int count)
    {
        content.beginParts();
        for (int i = 0; i < count; i += length)
        {
            content.readPart(new UnsafeBuffer(buffer, OFFSET + i, Math.min(length, count - i)));
        }
        return content.endParts();
    }

    private void shouldReadWhatWasWrittenAndCountWhatWasNot(final Content content)
    {
        content.write(buffer, OFFSET, VALUE);
        assertEquals(VALUE, content.read(buffer, OFFSET));
        assertEquals(0, content.corrupted());

        for (int i = Long.BYTES; i < content.length(); i += Math.max(1, content.length() / 16))
        {
            final byte good = buffer.getByte(OFFSET + i);
            buffer.putByte(OFFSET + i, (byte)(good ^ 0x40));
            assertEquals(VALUE, content.read(buffer, OFFSET));
            buffer.putByte(OFFSET + i, good);
        }
        assertEquals(VALUE, content.read(buffer, OFFSET));
        final int step = Math.max(1, content.length() / 16);
        assertEquals((content.length() - Long.BYTES + step - 1) / step, content.corrupted());
    }
}
