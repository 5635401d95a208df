package io.skein.internal.stream;

import io.skein.internal.memory.ByteWindow;
import io.skein.internal.memory.Window;
import io.skein.stream.StreamView;
import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Shows bytes where they lie.
 */
final class BytesView implements StreamView
{
    private final Window window;
    private final ByteWindow byteWindow;
    private DirectBuffer source;
    private int index;
    private long position;
    private int length;
    private boolean isBegin;
    private boolean isEnd;
    private boolean hasByteBuffer;

    /**
     * @param owner of the memory.
     */
    BytesView(final Object owner)
    {
        window = new Window(owner);
        byteWindow = ByteWindow.isSupported() ? new ByteWindow(true, owner) : null;
    }

    void begin(
        final DirectBuffer newSource, final int newIndex, final int newLength, final long newPosition,
        final boolean newIsBegin, final boolean newIsEnd)
    {
        if (null == byteWindow)
        {
            source = newSource;
            index = newIndex;
        }
        length = newLength;
        position = newPosition;
        isBegin = newIsBegin;
        isEnd = newIsEnd;
        window.moveTo(newSource.addressOffset() + newIndex, newLength);
    }

    void end()
    {
        window.end();
        length = 0;
        if (hasByteBuffer)
        {
            hasByteBuffer = false;
            byteWindow.end();
        }
    }

    @Override
    public long position()
    {
        return position;
    }

    @Override
    public int length()
    {
        return length;
    }

    @Override
    public boolean isBegin()
    {
        return isBegin;
    }

    @Override
    public boolean isEnd()
    {
        return isEnd;
    }

    @Override
    public DirectBuffer buffer()
    {
        return window;
    }

    @Override
    public ByteBuffer byteBuffer()
    {
        if (null != byteWindow)
        {
            hasByteBuffer = true;
            return byteWindow.moveTo(window.addressOffset(), length);
        }
        final ByteBuffer copy = source.byteBuffer().duplicate();
        final int start = source.wrapAdjustment() + index;
        return copy.limit(start + length).position(start).slice().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }
}
