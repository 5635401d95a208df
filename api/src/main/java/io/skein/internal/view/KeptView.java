package io.skein.internal.view;

import io.skein.Outcome;
import io.skein.internal.link.Links;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.Verdict;
import io.skein.tensor.RetainedTensor;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.ref.Reference;

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
        hold = Hold.of(this, subscriber.topic().name(), subscriber::reportError);
    }

    long keep(final LogView source)
    {
        source.requireOpen();
        requireKindOf(source);
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
        final boolean isShown = null == pool ?
            copy(source, from) : show(source.memory(), source.messageOffset(), from);
        if (!isShown)
        {
            hold.end();
            return Outcome.LAPPED;
        }
        slot(pool, source.slot(), source.generation());
        reader().sequence(from.sequence());
        if (null != stageTrace() && null != source.stageTrace())
        {
            stageTrace().keep(source.stageTrace());
        }
        return position;
    }

    private void requireKindOf(final LogView source)
    {
        final Topic own = subscriber().topic();
        final Topic other = source.subscriber().topic();
        if (own.kind() != other.kind())
        {
            throw new IllegalArgumentException("a message of topic " + other.name() + " can not be retained in an " +
                "object of a subscriber of topic " + own.name() + ", which is of another kind: give one from " +
                "newRetained() of its own subscriber");
        }
    }

    private boolean copy(final LogView source, final MessageReader from)
    {
        final int length = from.payloadOffset() + from.payloadLength();
        final int shift = -from.payloadOffset() & ALIGNMENT - 1;
        if (null == copy || copy.capacity() < shift + length)
        {
            copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                BitUtil.findNextPositivePowerOfTwo(shift + length), ALIGNMENT));
        }
        source.copyMessageTo(copy, shift, from.payloadOffset(), from.payloadLength());
        return show(copy, shift, from);
    }

    /**
     * The view that is kept has read all this before. But a hostile publisher may have written it since.
     */
    private boolean show(final DirectBuffer memory, final int offset, final MessageReader from)
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
    void end()
    {
        super.end();
        if (null != stageTrace())
        {
            stageTrace().end();
        }
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
        // Or the garbage collector may take the view for lost while this is at it.
        Reference.reachabilityFence(this);
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
