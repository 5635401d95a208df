package io.skein.transfer;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Memory of the caller's.
 */
final class BufferTarget implements TransferTarget
{
    private final MutableDirectBuffer buffer;

    BufferTarget(final MutableDirectBuffer buffer)
    {
        if (null != buffer.byteArray())
        {
            throw new IllegalArgumentException("a transfer can not go into a buffer of " + buffer.capacity() +
                " bytes on the heap, which the garbage collector moves: give a direct one");
        }
        this.buffer = buffer;
    }

    @Override
    public void write(final long offset, final DirectBuffer source, final int index, final int length)
    {
        buffer.putBytes((int)offset, source, index, length);
    }

    @Override
    public DirectBuffer buffer()
    {
        return buffer;
    }
}
