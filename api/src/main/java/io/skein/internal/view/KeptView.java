package io.skein.internal.view;

import io.skein.Outcome;
import io.skein.internal.link.Links;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.tensor.RetainedTensor;
import io.skein.topic.TopicKind;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A message that outlives its handler: holds its slot, or has a copy of what came in the log.
 */
public final class KeptView extends LogView implements RetainedTensor
{
    private static final int ALIGNMENT = HeaderTemplate.PAYLOAD_ALIGNMENT;

    private final Hold hold;
    private UnsafeBuffer copy;
    private int sessionId;
    private long position;

    KeptView(final LogSubscriber subscriber)
    {
        super(subscriber, new MessageReader(TopicKind.TENSOR == subscriber.topic().kind()));
        hold = Hold.of(this, subscriber);
    }

    long keep(final LogView source)
    {
        source.requireOpen();
        if (hold.isHeld())
        {
            throw new IllegalStateException("it holds a message already: release that first");
        }
        final PoolReader pool = source.pool();
        if (!hold.tryBegin(pool, source.slot(), source.generation()))
        {
            return Outcome.LAPPED;
        }
        sessionId = source.sessionId();
        position = source.position();
        final MessageReader from = source.reader();
        final int length = from.payloadOffset() + from.payloadLength();
        if (null == pool)
        {
            copy(source.memory(), source.messageOffset(), length, from.payloadOffset());
        }
        else
        {
            show(source.memory(), source.messageOffset(), length);
        }
        slot(pool, source.slot(), source.generation());
        reader().sequence(from.sequence());
        return position;
    }

    private void copy(final DirectBuffer memory, final int offset, final int length, final int payloadOffset)
    {
        final int shift = -payloadOffset & ALIGNMENT - 1;
        if (null == copy || copy.capacity() < shift + length)
        {
            copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                BitUtil.findNextPositivePowerOfTwo(shift + length), ALIGNMENT));
        }
        copy.putBytes(shift, memory, offset, length);
        show(copy, shift, length);
    }

    private void show(final DirectBuffer memory, final int offset, final int length)
    {
        // Read before, by the view that is kept; and nobody writes it now.
        reader().read(memory, offset, length);
        begin(memory, offset, reader().payloadOffset(), reader().payloadLength(), null);
    }

    @Override
    public boolean isHeld()
    {
        return hold.isHeld();
    }

    @Override
    public void release()
    {
        hold.requireHeld();
        end();
        hold.end();
    }

    /**
     * @param links of a publisher.
     * @return whether the message came over the same connection.
     */
    public boolean isOf(final Links links)
    {
        return subscriber().isOf(links);
    }

    /**
     * End the view, but not its hold on the slot, which is the caller's from now on.
     */
    public void handOver()
    {
        end();
        hold.handOver();
    }

    @Override
    public int sessionId()
    {
        requireOpen();
        return sessionId;
    }

    @Override
    public long position()
    {
        requireOpen();
        return position;
    }
}
