package io.skein.internal.lane;

import io.aeron.logbuffer.BufferClaim;
import io.skein.Outcome;
import io.skein.internal.memory.ByteWindow;
import io.skein.internal.memory.Padded;
import io.skein.internal.memory.Window;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Room in the log, or in a slot of the pool. On a topic with several channels the message is encoded into the first
 * connected one and copied into the others on commit.
 */
final class LogClaim extends Padded implements TensorClaim
{
    private static final BufferClaim[] NO_COPIES = new BufferClaim[0];

    private final TopicLog log;
    private final String topic;
    private final Window data = new Window(this);
    private final Window attachment = new Window(this);
    private final ByteWindow bytes = ByteWindow.isSupported() ? new ByteWindow(false, this) : null;
    private TensorType type;
    private ByteBuffer scratch;
    private boolean isBytesOpen;
    private boolean isOpen;
    private boolean isDiscarded;
    private UnsafeBuffer memory;

    Loan loan;
    int messageLength;
    Wait wait;
    final BufferClaim primary = new BufferClaim();
    BufferClaim[] copies = NO_COPIES;
    int copyCount;
    long sequence;
    long position;

    LogClaim(final TopicLog log, final String topic)
    {
        this.log = log;
        this.topic = topic;
    }

    void type(final TensorType newType)
    {
        if (type != newType)
        {
            type = newType;
        }
    }

    void begin(final HeaderTemplate header, final int payloadLength, final long newPosition)
    {
        final int offset = ClaimLane.payloadOffset(primary, payloadLength);
        final MutableDirectBuffer buffer = primary.buffer();
        final long message = buffer.addressOffset() + primary.offset();
        data.moveTo(message + offset, payloadLength);
        if (header.attachmentLength() > 0)
        {
            attachment.moveTo(message + header.attachmentOffset(), header.attachmentLength());
        }
        position = newPosition;
        isOpen = true;
    }

    void beginSlot(
        final HeaderTemplate header, final int payloadLength, final UnsafeBuffer slotMemory, final int newSlot)
    {
        loan.begin(newSlot);
        show(slotMemory, PoolLane.payloadOffset(header), payloadLength);
        if (header.attachmentLength() > 0)
        {
            attachment.moveTo(
                slotMemory.addressOffset() + SlotDescriptor.MESSAGE_OFFSET + header.attachmentOffset(),
                header.attachmentLength());
        }
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
            attachment.moveTo(
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
        isOpen = true;
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
        attachment.moveTo(address + payloadLength, attachmentLength);
        isDiscarded = true;
        isOpen = true;
    }

    void reserveCopies(final int count)
    {
        if (copies.length < count)
        {
            copies = new BufferClaim[count];
            for (int i = 0; i < count; i++)
            {
                copies[i] = new BufferClaim();
            }
        }
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
            final MutableDirectBuffer buffer = isSlot() ? memory : primary.buffer();
            return (isDiscarded ? scratch.slice(0, data.capacity()) : buffer.byteBuffer().slice(
                (int)(data.addressOffset() - buffer.addressOffset()) + buffer.wrapAdjustment(), data.capacity()))
                .order(ByteOrder.nativeOrder());
        }
        isBytesOpen = true;
        return bytes.moveTo(data.addressOffset(), data.capacity());
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
        return isOpen;
    }

    @Override
    public long commit()
    {
        requireOpen();
        if (isDiscarded)
        {
            end();
            return Outcome.DROPPED;
        }
        if (isSlot())
        {
            return log.commitSlot(this);
        }
        final long result = position;
        log.commit(this);
        return result;
    }

    @Override
    public void abort()
    {
        if (isOpen)
        {
            if (isDiscarded)
            {
                end();
            }
            else if (isSlot())
            {
                log.abortSlot(this);
            }
            else
            {
                log.abort(this);
            }
        }
    }

    /**
     * Copy what was encoded into the other channels, and commit there.
     */
    void commitCopies()
    {
        for (int i = 0; i < copyCount; i++)
        {
            final MutableDirectBuffer target = copies[i].buffer();
            final int offset = copies[i].offset();
            target.putBytes(
                offset + ClaimLane.payloadOffset(copies[i], data.capacity()), data, 0, data.capacity());
            if (attachment.capacity() > 0)
            {
                final int attachmentOffset =
                    (int)(attachment.addressOffset() - primary.buffer().addressOffset()) - primary.offset();
                target.putBytes(offset + attachmentOffset, attachment, 0, attachment.capacity());
            }
            copies[i].commit();
        }
    }

    private boolean isSlot()
    {
        return null != loan && loan.isOpen();
    }

    /**
     * Show nothing any more.
     *
     * @return length that the payload had.
     */
    int end()
    {
        final int length = data.capacity();
        isOpen = false;
        // Each store takes a place in the store buffer, which is what bounds the rate of small messages.
        if (isDiscarded)
        {
            isDiscarded = false;
        }
        if (isSlot())
        {
            loan.end();
        }
        data.end();
        if (attachment.capacity() > 0)
        {
            attachment.end();
        }
        if (isBytesOpen)
        {
            isBytesOpen = false;
            bytes.end();
        }
        return length;
    }

    void requireFree(final TopicLog user)
    {
        if (isOpen || log != user)
        {
            throw new IllegalStateException(isOpen ?
                "the claim is still open: commit or abort it before it is used again" :
                "the claim belongs to a publisher of topic " + topic + ", not to this one");
        }
    }

    private void requireOpen()
    {
        if (!isOpen)
        {
            throw new IllegalStateException("the claim is not open: it was committed or aborted, or never claimed");
        }
    }
}
