package io.skein.internal.lane;

import io.skein.Outcome;
import io.skein.internal.memory.ByteWindow;
import io.skein.internal.memory.Window;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.trace.TraceForm;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.ShortForm;
import io.skein.message.MessageView;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room in the log, or in a slot of the pool. On a topic with several channels the message is encoded into the first
 * connected one and copied into the others on commit.
 */
final class LogClaim extends CopiedFrame implements TensorClaim
{
    /**
     * In a frame of the {@link io.skein.internal.link.Reservation}, with a short header that is written when it is
     * committed. The bits below add to this.
     */
    static final int OPEN = 1;
    /**
     * The header is in place, as it is not short.
     */
    static final int STAMPED = 2;
    /**
     * The publish time is due.
     */
    static final int TIMED = 4;
    /**
     * In {@link #primary} and the copies.
     */
    static final int SHARED = 8;

    /**
     * It carries a trace.
     */
    static final int TRACED = 256;

    private static final int SLOT = 16;
    private static final int DISCARDED = 32;
    private static final int BYTES = 64;
    private static final int ATTACHED = 128;
    private static final int CLOSED = 0;

    private final TopicLog log;
    private final String topic;
    private final Window data = new Window(this);
    private final Window attachment = new Window(this);
    private final ByteWindow bytes = ByteWindow.isSupported() ? new ByteWindow(false, this) : null;
    private TensorType type;
    private ByteBuffer scratch;
    private int state;
    private int likeState;
    private long position;
    private UnsafeBuffer memory;

    Loan loan;
    int messageLength;
    Wait wait;
    /**
     * Made when it is needed first.
     */
    SlotSlices slices;
    /**
     * Null when the topic has none.
     */
    final OutgoingTrace trace;
    private final int traced;
    private int traceOffset = TraceForm.offset(ShortForm.LENGTH);
    private int traceBytes;

    LogClaim(final TopicLog log, final Topic topic)
    {
        this.log = log;
        this.topic = topic.name();
        trace = Tracing.newTrace(topic);
        traced = null == trace ? 0 : TRACED;
    }

    void type(final TensorType newType)
    {
        if (type != newType)
        {
            type = newType;
        }
    }

    /**
     * Open on a frame.
     *
     * @param newState      {@link #OPEN}, with {@link #TIMED} or not.
     * @param header        of the message.
     * @param payload       address.
     * @param payloadLength in bytes.
     */
    void beginFrame(final int newState, final HeaderTemplate header, final long payload, final int payloadLength)
    {
        data.moveTo(payload, payloadLength);
        state = newState;
        traceBytes = header.traceRoom();
        if (!header.isShort())
        {
            state |= STAMPED;
            traceOffset = header.traceOffset();
            attach(message(), header);
        }
        likeState = state;
    }

    /**
     * @param key that stands for the header of the message that was claimed just now, if that is short.
     */
    void rememberAs(final Object key)
    {
        rememberFrame(is(SLOT | SHARED | DISCARDED) ? null : key);
    }

    /**
     * @param key           of a message's header.
     * @param payloadLength in bytes.
     * @param user          whose claim it should be.
     * @return whether it is free, and {@link #beginLike} opens it on such a message.
     */
    boolean isReadyFor(final Object key, final int payloadLength, final TopicLog user)
    {
        return isLike(key, payloadLength) && CLOSED == state && log == user;
    }

    /**
     * Open on a frame that is like the last one.
     */
    void beginLike(final long payload)
    {
        data.moveTo(payload, framePayloadLength());
        state = likeState;
    }

    /**
     * Open on {@link #primary}.
     */
    void beginPrimary(final HeaderTemplate header, final int payloadLength, final long newPosition)
    {
        final long message = primary.buffer().addressOffset() + primary.offset();
        data.moveTo(message + ClaimLane.payloadOffset(primary, payloadLength), payloadLength);
        position = newPosition;
        state = OPEN | SHARED | traced;
        traceBytes = header.traceRoom();
        traceOffset = header.traceOffset();
        attach(message, header);
    }

    private void attach(final long message, final HeaderTemplate header)
    {
        if (header.attachmentLength() > 0)
        {
            attach(message + header.attachmentOffset(), header.attachmentLength());
        }
    }

    private void attach(final long address, final int length)
    {
        attachment.moveTo(address, length);
        state |= ATTACHED;
    }

    void beginSlot(
        final HeaderTemplate header, final int payloadLength, final UnsafeBuffer slotMemory, final int newSlot)
    {
        loan.begin(newSlot);
        show(slotMemory, PoolLane.payloadOffset(header), payloadLength);
        attach(slotMemory.addressOffset() + SlotDescriptor.MESSAGE_OFFSET, header);
    }

    /**
     * Open on a buffer, laid out like a slot.
     */
    void beginBuffer(final HeaderTemplate header, final int payloadLength, final UnsafeBuffer buffer)
    {
        loan.beginBuffer(buffer);
        show(buffer, PoolLane.payloadOffset(header), payloadLength);
        attach(buffer.addressOffset() + SlotDescriptor.MESSAGE_OFFSET, header);
    }

    /**
     * Show a received message that may be changed in place.
     */
    void beginChange(final PoolReader pool, final int newSlot, final MessageReader reader)
    {
        loan.beginChange(pool, newSlot);
        show(pool.writableSlot(newSlot), reader.payloadOffset(), reader.payloadLength());
        type(reader.type());
        if (reader.attachmentLength() > 0)
        {
            attach(
                memory.addressOffset() + SlotDescriptor.MESSAGE_OFFSET + reader.attachmentOffset(),
                reader.attachmentLength());
        }
    }

    private void show(final UnsafeBuffer slotMemory, final int payloadOffset, final int payloadLength)
    {
        if (memory != slotMemory)
        {
            memory = slotMemory;
        }
        messageLength = payloadOffset + payloadLength;
        data.moveTo(
            slotMemory.addressOffset() + SlotDescriptor.MESSAGE_OFFSET + payloadOffset, payloadLength);
        state = OPEN | SLOT | traced;
    }

    /**
     * Give room that goes nowhere: what the policy {@code drop} does with a message that can not be accepted.
     */
    void discard(final int payloadLength, final int attachmentLength)
    {
        final int length = payloadLength + attachmentLength;
        if (null == scratch || scratch.capacity() < length)
        {
            scratch = BufferUtil.allocateDirectAligned(Math.max(1, length), HeaderTemplate.PAYLOAD_ALIGNMENT);
        }
        final long address = BufferUtil.address(scratch);
        data.moveTo(address, payloadLength);
        state = OPEN | DISCARDED | traced;
        attach(address + payloadLength, attachmentLength);
    }

    boolean isDiscarded()
    {
        return is(DISCARDED);
    }

    @Override
    public MutableDirectBuffer data()
    {
        requireOpen();
        return data;
    }

    @Override
    public ByteBuffer byteBuffer()
    {
        requireOpen();
        if (null == bytes)
        {
            final ByteBuffer whole = whole();
            return whole.slice((int)(data.addressOffset() - BufferUtil.address(whole)), data.capacity())
                .order(ByteOrder.nativeOrder());
        }
        state |= BYTES;
        return bytes.moveTo(data.addressOffset(), data.capacity());
    }

    private ByteBuffer whole()
    {
        return is(DISCARDED) ? scratch :
            is(SLOT) ? memory.byteBuffer() :
            is(SHARED) ? primary.buffer().byteBuffer() : frameMemory();
    }

    @Override
    public MutableDirectBuffer attachment()
    {
        requireOpen();
        return attachment;
    }

    @Override
    public TensorType type()
    {
        requireOpen();
        return type;
    }

    @Override
    public boolean isOpen()
    {
        return CLOSED != state;
    }

    @Override
    public long commit()
    {
        if (OPEN != state)
        {
            return commitOther();
        }
        final long result = framePosition();
        log.commitShort(this);
        return result;
    }

    private long commitOther()
    {
        requireOpen();
        if (is(DISCARDED))
        {
            end();
            return Outcome.DROPPED;
        }
        if (is(SLOT))
        {
            return log.slotClaims().commit(this);
        }
        final long result = is(SHARED) ? position : framePosition();
        log.commit(this);
        return result;
    }

    @Override
    public void abort()
    {
        if (isOpen())
        {
            if (is(DISCARDED))
            {
                end();
            }
            else if (is(SLOT))
            {
                log.slotClaims().abort(this);
            }
            else
            {
                log.abort(this);
            }
        }
    }

    void commitCopies()
    {
        commitCopies(data, attachment);
    }

    /**
     * @return whether there are no copies to be made before it is seen.
     */
    boolean isAlone()
    {
        return !is(SHARED) || 0 == copyCount;
    }

    /**
     * Put the stamped trace into the message, and its copies.
     */
    void putTrace()
    {
        if (is(SHARED))
        {
            trace.copyTo(primary.buffer().addressOffset() + primary.offset() + traceOffset);
            for (int i = 0; i < copyCount; i++)
            {
                trace.copyTo(copies[i].buffer().addressOffset() + copies[i].offset() + traceOffset);
            }
        }
        else
        {
            trace.copyTo(message() + traceOffset);
        }
    }

    /**
     * @return bytes that the next message should have for a trace; 0 on a topic without.
     */
    int traceRoom()
    {
        return null == trace ? 0 : trace.room();
    }

    @Override
    public void continueTrace(final MessageView view)
    {
        requireOpen();
        final LogView received = (LogView)view;
        received.requireOpen();
        if (null != trace)
        {
            if (is(SLOT | DISCARDED))
            {
                trace.continueFrom(received.stageTrace());
            }
            else
            {
                trace.continueFrom(received.stageTrace(), traceBytes);
            }
        }
    }

    /**
     * Go on as the thread's next message would.
     */
    void copyTrace(final OutgoingTrace next)
    {
        if (null != trace)
        {
            trace.continueFrom(next);
        }
    }

    boolean is(final int flag)
    {
        return 0 != (state & flag);
    }

    /**
     * Show nothing any more.
     *
     * @return length that the payload had.
     */
    int end()
    {
        if (0 != (state & (SLOT | BYTES | ATTACHED | TRACED)))
        {
            endOthers();
        }
        return endShort();
    }

    /**
     * Show nothing any more of what was simply open.
     *
     * @return length that the payload had.
     */
    int endShort()
    {
        final int length = data.capacity();
        state = CLOSED;
        data.end();
        return length;
    }

    private void endOthers()
    {
        if (is(SLOT))
        {
            loan.end();
            memory = null;
        }
        if (is(TRACED))
        {
            traceOffset = TraceForm.offset(ShortForm.LENGTH);
            if (trace.end())
            {
                rememberFrame(null);
            }
        }
        if (is(BYTES))
        {
            bytes.end();
        }
        if (is(ATTACHED))
        {
            attachment.end();
        }
    }

    void requireFree(final TopicLog user)
    {
        if (CLOSED != state || log != user)
        {
            throw new IllegalStateException(isOpen() ?
                "the claim is still open: commit or abort it before it is used again" :
                "the claim belongs to a publisher of topic " + topic + ", not to this one");
        }
    }

    private void requireOpen()
    {
        if (CLOSED == state)
        {
            throw new IllegalStateException("the claim is not open: it was committed or aborted, or never claimed");
        }
    }
}
