package io.skein.internal.view;

import io.skein.Outcome;
import io.skein.internal.link.Links;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.Verdict;
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
        if (null == pool)
        {
            copy(source.memory(), source.messageOffset(), from);
        }
        else if (!tryShow(source.memory(), source.messageOffset(), from))
        {
            hold.end();
            return Outcome.LAPPED;
        }
        slot(pool, source.slot(), source.generation());
        reader().sequence(from.sequence());
        return position;
    }

    private void copy(final DirectBuffer memory, final int offset, final MessageReader from)
    {
        final int length = from.payloadOffset() + from.payloadLength();
        final int shift = -from.payloadOffset() & ALIGNMENT - 1;
        if (null == copy || copy.capacity() < shift + length)
        {
            copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                BitUtil.findNextPositivePowerOfTwo(shift + length), ALIGNMENT));
        }
        copy.putBytes(shift, memory, offset, length);
        tryShow(copy, shift, from);
    }

    /**
     * The header was read before, by the view that is kept, and nobody writes it now: unless the slot's owner does not
     * keep to the rules.
     */
    private boolean tryShow(final DirectBuffer memory, final int offset, final MessageReader from)
    {
        final MessageReader own = reader();
        final int length = from.payloadOffset() + from.payloadLength();
        final boolean isSame = Verdict.ACCEPTED == own.read(memory, offset, length) &&
            own.payloadOffset() == from.payloadOffset() && own.payloadLength() == from.payloadLength();
        if (isSame)
        {
            begin(memory, offset, own.payloadOffset(), own.payloadLength(), null);
        }
        return isSame;
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
