package io.skein.internal.view;

import io.aeron.logbuffer.Header;
import io.skein.LappedException;
import io.skein.Outcome;
import io.skein.internal.memory.ByteWindow;
import io.skein.internal.memory.Padded;
import io.skein.internal.memory.Window;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.trace.StageTrace;
import io.skein.internal.trace.TraceForm;
import io.skein.internal.wire.MessageReader;
import io.skein.message.RetainedMessage;
import io.skein.message.SegmentTable;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.trace.TraceView;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.SystemNanoClock;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/**
 * A message where it lies: in one frame of the log, in a slot, or assembled. One object per image, moved from message
 * to message.
 */
public class LogView extends Padded implements TensorView, SegmentTable
{
    private final LogSubscriber subscriber;
    private final MessageReader reader;
    private final Window payload = new Window(this);
    private final Window attachment = new Window(this);
    private final ByteWindow bytes = ByteWindow.isSupported() ? new ByteWindow(true, this) : null;
    private DirectBuffer base;
    private DirectBuffer apart;
    private int messageOffset;
    private Header header;
    private boolean isOpen;
    private boolean isBytesOpen;
    private boolean isAttachmentOpen;
    private PoolReader pool;
    private int slot;
    private long generation;
    private final StageTrace trace;

    /**
     * @param subscriber whose handler sees it.
     * @param reader     that read the message's header, or null for raw messages.
     */
    LogView(final LogSubscriber subscriber, final MessageReader reader)
    {
        this.subscriber = subscriber;
        this.reader = reader;
        trace = null == subscriber.topic().trace() ? null :
            new StageTrace(subscriber.topic().trace(), SystemNanoClock.INSTANCE);
    }

    void begin(
        final DirectBuffer buffer, final int offset, final int payloadOffset, final int length, final Header frame)
    {
        // Stores of references cost a barrier of the collector, and these seldom change.
        if (base != buffer)
        {
            base = buffer;
        }
        if (header != frame)
        {
            header = frame;
        }
        if (null != apart)
        {
            apart = null;
        }
        messageOffset = offset;
        payload.moveTo(buffer.addressOffset() + offset + payloadOffset, length);
        isOpen = true;
    }

    /**
     * The payload lies in other memory than the header; after {@link #begin}.
     */
    void payload(final DirectBuffer memory, final int length)
    {
        apart = memory;
        payload.moveTo(memory.addressOffset(), length);
    }

    /**
     * The message lies in a slot; after {@link #begin}.
     */
    void slot(final PoolReader newPool, final int newSlot, final long newGeneration)
    {
        if (pool != newPool)
        {
            pool = newPool;
        }
        slot = newSlot;
        generation = newGeneration;
    }

    /**
     * @return the pool that the message lies in, or null.
     */
    public final PoolReader pool()
    {
        return pool;
    }

    /**
     * @return the slot that the message lies in, if there is a pool.
     */
    public final int slot()
    {
        return slot;
    }

    /**
     * @return generation of the slot.
     */
    public final long generation()
    {
        return generation;
    }

    /**
     * @return what read the header: offsets in it count from {@link #messageOffset()}.
     */
    public final MessageReader reader()
    {
        return reader;
    }

    /**
     * @return memory that holds the message.
     */
    public final DirectBuffer memory()
    {
        return base;
    }

    /**
     * @return where the message begins in {@link #memory()}.
     */
    public final int messageOffset()
    {
        return messageOffset;
    }

    /**
     * @return the trace of the message; null when the subscriber's topic has none.
     */
    public final StageTrace stageTrace()
    {
        return trace;
    }

    /**
     * The handler is about to be called; on a topic with trace.
     *
     * @return the trace.
     */
    StageTrace beginTrace()
    {
        trace.begin(base, messageOffset + TraceForm.offset(reader.headerEnd()), messageOffset + headerRun());
        return trace;
    }

    /**
     * @return bytes of header and padding that lie in {@link #memory()} in one piece.
     */
    int headerRun()
    {
        return reader.payloadOffset();
    }

    final LogSubscriber subscriber()
    {
        return subscriber;
    }

    /**
     * The payload was copied elsewhere.
     */
    final void showPayload(final long address, final int length)
    {
        payload.moveTo(address, length);
    }

    /**
     * @return memory that holds what {@link #buffer()} shows.
     */
    DirectBuffer payloadMemory()
    {
        return null == apart ? base : apart;
    }

    /**
     * Copy the message, header and all.
     *
     * @param destination   receives it.
     * @param index         where its first byte goes.
     * @param payloadOffset from the start of the message.
     * @param payloadLength in bytes.
     */
    void copyMessageTo(
        final MutableDirectBuffer destination, final int index, final int payloadOffset, final int payloadLength)
    {
        destination.putBytes(index, base, messageOffset, payloadOffset);
        destination.putBytes(index + payloadOffset, payload, 0, payloadLength);
    }

    void end()
    {
        isOpen = false;
        payload.end();
        if (isBytesOpen)
        {
            isBytesOpen = false;
            bytes.end();
        }
        if (isAttachmentOpen)
        {
            isAttachmentOpen = false;
            attachment.end();
        }
    }

    @Override
    public int length()
    {
        return payload.capacity();
    }

    @Override
    public DirectBuffer buffer()
    {
        return payload;
    }

    @Override
    public ByteBuffer byteBuffer()
    {
        if (null == bytes)
        {
            final DirectBuffer memory = payloadMemory();
            return slice(memory, (int)(payload.addressOffset() - memory.addressOffset()), payload.capacity());
        }
        isBytesOpen = true;
        return bytes.moveTo(payload.addressOffset(), payload.capacity());
    }

    static ByteBuffer slice(final DirectBuffer memory, final int offset, final int length)
    {
        return memory.byteBuffer().asReadOnlyBuffer().slice(memory.wrapAdjustment() + offset, length)
            .order(ByteOrder.nativeOrder());
    }

    @Override
    public int partCount()
    {
        return 1;
    }

    @Override
    public DirectBuffer part(final int index)
    {
        Objects.checkIndex(index, 1);
        return payload;
    }

    @Override
    public ByteBuffer partByteBuffer(final int index)
    {
        Objects.checkIndex(index, 1);
        return byteBuffer();
    }

    @Override
    public int sessionId()
    {
        requireOpen();
        return header.sessionId();
    }

    @Override
    public long position()
    {
        requireOpen();
        return header.position();
    }

    @Override
    public void copyTo(final MutableDirectBuffer destination, final int index)
    {
        destination.putBytes(index, payload, 0, payload.capacity());
    }

    @Override
    public void copyTo(final ByteBuffer destination)
    {
        if (destination.isReadOnly())
        {
            // Agrona would write into it.
            throw new ReadOnlyBufferException();
        }
        if (destination.remaining() < payload.capacity())
        {
            throw new BufferOverflowException();
        }
        payload.getBytes(0, destination, payload.capacity());
    }

    @Override
    public byte[] toByteArray()
    {
        final byte[] bytes = new byte[payload.capacity()];
        payload.getBytes(0, bytes);
        return bytes;
    }

    @Override
    public long sequence()
    {
        return reader.sequence();
    }

    @Override
    public long publishTimeNs()
    {
        return reader.publishTimeNs();
    }

    @Override
    public TraceView trace()
    {
        return null == trace ? StageTrace.NONE : trace;
    }

    @Override
    public DirectBuffer attachment()
    {
        if (isOpen && !isAttachmentOpen)
        {
            isAttachmentOpen = true;
            attachment.moveTo(
                base.addressOffset() + messageOffset + reader.attachmentOffset(), reader.attachmentLength());
        }
        return attachment;
    }

    @Override
    public SegmentTable segments()
    {
        return this;
    }

    @Override
    public TensorType type()
    {
        return reader.type();
    }

    @Override
    public int count()
    {
        return 0 == reader.segmentCount() || !isOpen ? 0 == length() ? 0 : 1 : reader.segmentCount();
    }

    @Override
    public int offset(final int index)
    {
        Objects.checkIndex(index, count());
        long offset = 0;
        for (int i = 0; i < index; i++)
        {
            offset += segmentLength(i);
        }
        return (int)Math.min(offset, length());
    }

    @Override
    public int length(final int index)
    {
        Objects.checkIndex(index, count());
        return Math.min(segmentLength(index), length() - offset(index));
    }

    /**
     * The table is not what it was when it was checked if its slot is being overwritten: never more than there is.
     */
    private int segmentLength(final int index)
    {
        return 0 == reader.segmentCount() ? length() : (int)Math.min(length(), Math.max(0, base.getLong(
            messageOffset + reader.segmentsOffset() + index * reader.segmentsStep(), ByteOrder.LITTLE_ENDIAN)));
    }

    @Override
    public boolean isValid()
    {
        requireOpen();
        return null == pool || pool.isStillStable(slot, generation);
    }

    @Override
    public RetainedTensor retain()
    {
        final KeptView kept = new KeptView(subscriber);
        if (Outcome.LAPPED == kept.keep(this))
        {
            throw new LappedException("the publisher of topic " + subscriber.topic().name() +
                " has taken the slot at position " + position() + " back: retain sooner, or give the pool more slots");
        }
        return kept;
    }

    @Override
    public long retain(final RetainedMessage target)
    {
        return ((KeptView)target).keep(this);
    }

    /**
     * @throws IllegalStateException when the view has ended.
     */
    public final void requireOpen()
    {
        if (!isOpen)
        {
            throw new IllegalStateException("the view has ended: it is valid only during the call to the handler, " +
                "or until it is released");
        }
    }
}
