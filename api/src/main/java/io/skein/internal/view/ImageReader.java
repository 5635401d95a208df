package io.skein.internal.view;

import io.aeron.Image;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.skein.HandlerException;
import io.skein.MessageLossException;
import io.skein.RejectedFrameException;
import io.skein.internal.memory.Padded;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.Verdict;
import io.skein.topic.TopicKind;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * One publisher as a subscriber sees it: its image, its sequence, its messages.
 */
final class ImageReader extends Padded implements FragmentHandler
{
    private static final int FLAGS_OFFSET =
        DataHeaderFlyweight.FLAGS_FIELD_OFFSET - DataHeaderFlyweight.HEADER_LENGTH;
    private static final long NO_SEQUENCE = Long.MIN_VALUE;

    private final LogSubscriber subscriber;
    private final Counters counters;
    private final Image image;
    private final MessageReader reader;
    private final LogView view;
    private FragmentReader fragments;
    private SlotReader slots;
    private TransferParts transfers;
    private LatestHandler latest;
    private long nextSequence = NO_SEQUENCE;
    private boolean isRejectionReported;

    ImageReader(final LogSubscriber subscriber, final Image image)
    {
        this.subscriber = subscriber;
        this.image = image;
        counters = subscriber.counters();
        final TopicKind kind = subscriber.topic().kind();
        reader = TopicKind.RAW == kind ? null : new MessageReader(TopicKind.TENSOR == kind);
        view = new LogView(subscriber, reader);
    }

    Image image()
    {
        return image;
    }

    int poll(final int limit)
    {
        return null == fragments ? image.poll(this, limit) : fragments.poll(limit);
    }

    int pollLatest()
    {
        if (null == latest)
        {
            latest = new LatestHandler(this);
        }
        final long before = counters.messages;
        final long position = image.position();
        image.controlledPoll(latest, Integer.MAX_VALUE);
        if (before == counters.messages && position != image.position())
        {
            // It was at the end of a term, and only padding was left of it.
            image.controlledPoll(latest, Integer.MAX_VALUE);
        }
        return (int)(counters.messages - before);
    }

    /**
     * Pass over a frame: count, but do not deliver.
     */
    void skip(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        final byte flags = buffer.getByte(offset + FLAGS_OFFSET);
        if (FrameDescriptor.END_FRAG_FLAG != (flags & FrameDescriptor.END_FRAG_FLAG))
        {
            return;
        }
        if (FrameDescriptor.UNFRAGMENTED != (flags & FrameDescriptor.UNFRAGMENTED))
        {
            if (null != fragments)
            {
                // It may have been the newest when its first fragments came.
                fragments.abandon();
            }
            // Its number came with the first fragment; it is the one expected, or the next message tells.
            nextSequence += NO_SEQUENCE == nextSequence ? 0 : 1;
            ++counters.skipped;
            return;
        }
        final Verdict verdict = reader.read(buffer, offset, length);
        if (Verdict.ACCEPTED == verdict || Verdict.POOLED == verdict)
        {
            onSequence(header);
            ++counters.skipped;
        }
        else if (Verdict.TRANSFER == verdict)
        {
            onTransfer(buffer, offset, length, header, true);
        }
        else
        {
            onOther(verdict, length, header);
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        // Aeron hands over a whole frame, so its flags lie before the message and need no bounds check.
        final byte flags = UnsafeApi.getByte(
            buffer.addressOffset() + offset + FLAGS_OFFSET);
        if (FrameDescriptor.UNFRAGMENTED == (flags & FrameDescriptor.UNFRAGMENTED))
        {
            onMessage(buffer, offset, length, header);
            return;
        }

        onFragment(buffer, offset, length, header, false);
    }

    /**
     * Take a frame, or ask for it again when more of its message is there.
     *
     * @return whether it was taken.
     */
    boolean tryFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (Frames.isWhole(Frames.flags(buffer, offset - Frames.HEADER_LENGTH)))
        {
            onMessage(buffer, offset, length, header);
            return true;
        }
        return onFragment(buffer, offset, length, header, true);
    }

    /**
     * @return whether the frame is of a message that was delivered when its first frame came.
     */
    boolean passes(final Header header)
    {
        return null != fragments && fragments.passes(header);
    }

    private boolean onFragment(
        final DirectBuffer buffer, final int offset, final int length, final Header header, final boolean mayWait)
    {
        if (null == fragments)
        {
            fragments = new FragmentReader(this, subscriber, image, reader);
        }
        return fragments.tryFragment(buffer, offset, length, header, mayWait);
    }

    /**
     * Take a message that lies in one piece.
     */
    void onMessage(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (null == reader)
        {
            deliver(buffer, offset, 0, length, header);
            return;
        }

        final Verdict verdict = reader.read(buffer, offset, length);
        if (Verdict.ACCEPTED == verdict)
        {
            onSequence(header);
            deliver(buffer, offset, reader.payloadOffset(), reader.payloadLength(), header);
        }
        else if (Verdict.TRANSFER == verdict)
        {
            onTransfer(buffer, offset, length, header, false);
        }
        else
        {
            onOther(verdict, length, header);
        }
    }

    void onOther(final Verdict verdict, final int length, final Header header)
    {
        switch (verdict)
        {
            case VOID -> onSequence(header);
            case POOLED -> onPooled(length, header);
            case FOREIGN -> ++counters.foreign;
            default -> onRejected(reader.reason(), length, header);
        }
    }

    private void onTransfer(
        final DirectBuffer buffer, final int offset, final int length, final Header header, final boolean isSkipped)
    {
        if (null == subscriber.inbox())
        {
            ++counters.foreign;
            return;
        }
        if (null == transfers)
        {
            transfers = new TransferParts(this, counters, subscriber.inbox(), header.sessionId());
        }
        transfers.onPart(buffer, offset, length, header, isSkipped);
    }

    /**
     * The publisher is gone.
     */
    void gone()
    {
        if (null != transfers)
        {
            transfers.gone();
        }
    }

    private void onPooled(final int length, final Header header)
    {
        onSequence(header);
        if (null == slots)
        {
            slots = new SlotReader(subscriber, TopicKind.TENSOR == subscriber.topic().kind());
        }
        slots.onPooled(this, reader, length, header);
    }

    /**
     * Hand a message to the handler.
     *
     * @param target to show it with.
     * @param header of its frame.
     */
    void dispatch(final LogView target, final Header header)
    {
        ++counters.messages;
        counters.bytes += target.length();
        try
        {
            subscriber.dispatch(target);
        }
        catch (final Throwable ex)
        {
            ++counters.failed;
            subscriber.reportError(new HandlerException("the handler of topic " + subscriber.topic().name() +
                " threw at position " + header.position() + " of session " + header.sessionId() + ": " + ex, ex));
        }
        finally
        {
            target.end();
        }
    }

    private void deliver(
        final DirectBuffer buffer, final int offset, final int payloadOffset, final int length, final Header header)
    {
        view.begin(buffer, offset, payloadOffset, length, header);
        dispatch(view, header);
    }

    void onSequence(final Header header)
    {
        onSequence(reader.sequence(), header);
    }

    void onSequence(final long sequence, final Header header)
    {
        if (sequence != nextSequence && NO_SEQUENCE != nextSequence)
        {
            onGap(sequence, header);
        }
        nextSequence = sequence + 1;
    }

    private void onGap(final long sequence, final Header header)
    {
        final long missing = sequence - nextSequence;
        if (missing > 0)
        {
            counters.lost += missing;
            subscriber.reportError(new MessageLossException(missing + " messages of topic " +
                subscriber.topic().name() + " from session " + header.sessionId() + " are missing: sequence " +
                nextSequence + " was expected, " + sequence + " came"));
        }
    }

    void onRejected(final String reason, final int length, final Header header)
    {
        ++counters.rejected;
        if (!isRejectionReported)
        {
            isRejectionReported = true;
            subscriber.reportError(new RejectedFrameException("a frame of " + length + " bytes on topic " +
                subscriber.topic().name() + " at position " + header.position() + " of session " +
                header.sessionId() + " is not well-formed: " + reason +
                "; it was skipped, and so are others like it, which are only counted"));
        }
    }
}
