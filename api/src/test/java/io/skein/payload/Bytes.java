package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes to test with.
 */
final class Bytes
{
    private Bytes()
    {
    }

    /**
     * @param lengths separated by commas.
     * @return arrays of those lengths, whose bytes count on from one to the next.
     */
    static byte[][] parts(final String lengths)
    {
        final int[] numbers = lengths.isEmpty() ? new int[0] :
            Arrays.stream(lengths.split(",")).mapToInt(Integer::parseInt).toArray();
        final byte[][] parts = new byte[numbers.length][];
        int next = 1;
        for (int i = 0; i < parts.length; i++)
        {
            parts[i] = new byte[numbers[i]];
            for (int j = 0; j < parts[i].length; j++)
            {
                parts[i][j] = (byte)(next++ * 31);
            }
        }
        return parts;
    }

    static byte[] join(final byte[]... parts)
    {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (final byte[] part : parts)
        {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /**
     * @return read-only buffers, on the heap and direct in turn, none of which begins at index 0.
     */
    static ByteBuffer[] buffers(final byte[]... parts)
    {
        final ByteBuffer[] buffers = new ByteBuffer[parts.length];
        for (int i = 0; i < parts.length; i++)
        {
            final int capacity = parts[i].length + 5;
            final ByteBuffer buffer = i % 2 == 0 ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
            buffer.position(2).mark().put(parts[i]).limit(buffer.position()).reset();
            buffers[i] = buffer.asReadOnlyBuffer();
        }
        return buffers;
    }

    static DirectBuffer[] agrona(final byte[]... parts)
    {
        final DirectBuffer[] buffers = new DirectBuffer[parts.length];
        for (int i = 0; i < parts.length; i++)
        {
            final byte[] padded = new byte[parts[i].length + 5];
            System.arraycopy(parts[i], 0, padded, 3, parts[i].length);
            buffers[i] = new UnsafeBuffer(padded, 3, parts[i].length);
        }
        return buffers;
    }

    static byte[] of(final ByteBuffer buffer)
    {
        final byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
