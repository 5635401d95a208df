package io.skein.internal.view;

import io.aeron.logbuffer.Header;
import io.skein.internal.memory.ByteWindow;
import io.skein.internal.memory.Window;
import io.skein.internal.wire.MessageReader;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/**
 * A message that lies in the log in several frames. Its parts are read in place; who asks for all of it in one piece
 * gets a copy, made then.
 */
final class FragmentedView extends LogView
{
    private final FragmentedMessage message;
    private final Assembler assembler;
    private final Window part = new Window(this);
    private final ByteWindow partBytes = ByteWindow.isSupported() ? new ByteWindow(true, this) : null;
    private DirectBuffer copy;
    private int payloadOffset;
    private int length;
    private long position;

    /**
     * @param subscriber whose handler sees it.
     * @param reader     that reads the message's header, or null for raw messages.
     * @param message    that is viewed.
     * @param assembler  whose memory a copy may have.
     */
    FragmentedView(
        final LogSubscriber subscriber,
        final MessageReader reader,
        final FragmentedMessage message,
        final Assembler assembler)
    {
        super(subscriber, reader);
        this.message = message;
        this.assembler = assembler;
    }

    /**
     * @param header           of the first frame.
     * @param headerMemory     that holds the header of the message in one piece.
     * @param headerOffset     of the message in that.
     * @param newPayloadOffset from the start of the message.
     * @param newLength        of the payload in bytes.
     * @param newPosition      behind the last frame.
     */
    void begin(
        final Header header,
        final DirectBuffer headerMemory,
        final int headerOffset,
        final int newPayloadOffset,
        final int newLength,
        final long newPosition)
    {
        begin(headerMemory, headerOffset, 0, 0, header);
        payloadOffset = newPayloadOffset;
        length = newLength;
        position = newPosition;
    }

    @Override
    int headerRun()
    {
        return Math.min(payloadOffset, memory() == message.term() ? message.stride() : memory().capacity());
    }

    @Override
    void end()
    {
        super.end();
        length = 0;
        copy = null;
        part.end();
        if (null != partBytes)
        {
            partBytes.end();
        }
    }

    @Override
    public int length()
    {
        return length;
    }

    @Override
    public long position()
    {
        requireOpen();
        return position;
    }

    @Override
    public int partCount()
    {
        final int rest = length - message.run(payloadOffset);
        return rest <= 0 ? 1 : 1 + (rest + message.stride() - 1) / message.stride();
    }

    @Override
    public DirectBuffer part(final int index)
    {
        Objects.checkIndex(index, partCount());
        part.moveTo(message.term().addressOffset() + message.offset(partStart(index)), partLength(index));
        return part;
    }

    @Override
    public ByteBuffer partByteBuffer(final int index)
    {
        Objects.checkIndex(index, partCount());
        final int offset = message.offset(partStart(index));
        return null == partBytes ? slice(message.term(), offset, partLength(index)) :
            partBytes.moveTo(message.term().addressOffset() + offset, partLength(index));
    }

    private int partStart(final int index)
    {
        return payloadOffset + (0 == index ? 0 : message.run(payloadOffset) + (index - 1) * message.stride());
    }

    private int partLength(final int index)
    {
        final int start = partStart(index);
        return Math.min(message.run(start), payloadOffset + length - start);
    }

    @Override
    public DirectBuffer buffer()
    {
        gather();
        return super.buffer();
    }

    @Override
    public ByteBuffer byteBuffer()
    {
        gather();
        return super.byteBuffer();
    }

    private void gather()
    {
        if (null == copy && length > 0)
        {
            final UnsafeBuffer room = assembler.room(length);
            message.copyTo(room, 0, payloadOffset, length);
            copy = room;
            showPayload(room.addressOffset(), length);
        }
    }

    @Override
    DirectBuffer payloadMemory()
    {
        return null == copy ? memory() : copy;
    }

    @Override
    public void copyTo(final MutableDirectBuffer destination, final int index)
    {
        if (!destination.isExpandable())
        {
            Objects.checkFromIndexSize(index, length, destination.capacity());
        }
        message.copyTo(destination, index, payloadOffset, length);
    }

    @Override
    public void copyTo(final ByteBuffer destination)
    {
        if (destination.isReadOnly())
        {
            // Agrona would write into it.
            throw new ReadOnlyBufferException();
        }
        if (destination.remaining() < length)
        {
            throw new BufferOverflowException();
        }
        message.copyTo(destination, payloadOffset, length);
    }

    @Override
    public byte[] toByteArray()
    {
        final byte[] bytes = new byte[length];
        message.copyTo(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), payloadOffset, length);
        return bytes;
    }

    @Override
    void copyMessageTo(
        final MutableDirectBuffer destination, final int index, final int offset, final int payloadLength)
    {
        message.copyTo(destination, index, 0, offset + payloadLength);
    }
}
