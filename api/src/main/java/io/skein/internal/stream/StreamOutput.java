package io.skein.internal.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A writer as {@code java.io} wants it. Holds nothing back.
 */
final class StreamOutput extends OutputStream
{
    private final LogStreamWriter writer;

    StreamOutput(final LogStreamWriter writer)
    {
        this.writer = writer;
    }

    @Override
    public void write(final int value) throws IOException
    {
        writer.write(ByteBuffer.wrap(new byte[]{(byte)value}));
    }

    @Override
    public void write(final byte[] source, final int offset, final int length) throws IOException
    {
        writer.write(ByteBuffer.wrap(source, offset, length));
    }

    @Override
    public void close()
    {
        writer.close();
    }
}
