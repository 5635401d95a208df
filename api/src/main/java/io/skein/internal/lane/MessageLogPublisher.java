package io.skein.internal.lane;

import io.skein.internal.link.Links;
import io.skein.internal.link.Timeouts;
import io.skein.internal.view.KeptView;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import io.skein.transfer.Transfer;
import org.agrona.DirectBuffer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes messages: a data header.
 */
public final class MessageLogPublisher extends LogPublisher implements MessagePublisher
{
    // Not the publisher itself: a thread's state must not keep it alive.
    private static final Object DATA_KEY = new Object();

    /**
     * @param links    that it becomes one of.
     * @param topic    to publish to.
     * @param isShared whether several threads may publish.
     */
    public MessageLogPublisher(final Links links, final Topic topic, final boolean isShared)
    {
        super(links, topic, isShared, true);
    }

    @Override
    public Claim newClaim()
    {
        return newLogClaim();
    }

    @Override
    public long tryClaim(final int length, final Claim claim)
    {
        final long position = tryClaimLike(DATA_KEY, length, (LogClaim)claim);
        return 0 != position ? position : tryClaim(length, 0, claim);
    }

    @Override
    public long tryClaim(final int length, final int attachmentLength, final Claim claim)
    {
        final LogClaim target = requireFree(claim);
        return tryClaim(
            DATA_KEY, claimHeader(state(), length, attachmentLength, target.traceRoom()), length, target);
    }

    @Override
    public Claim claim(final int length)
    {
        return claimWithin(length, BY_POLICY);
    }

    @Override
    public Claim claim(final int length, final Duration timeout)
    {
        return claimWithin(length, Timeouts.nanos(timeout));
    }

    private Claim claimWithin(final int length, final long timeoutNs)
    {
        final ThreadState state = state();
        return 0 != tryClaimLike(DATA_KEY, length, state.claim) ? state.claim :
            claim(DATA_KEY, claimHeader(state, length, 0, state.claim.traceRoom()), length, state, timeoutNs);
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        final ThreadState state = state();
        return offer(
            claimHeader(state, length, 0, state.gather.traceRoom()), state.gather.segment(buffer, offset, length),
            length);
    }

    @Override
    public long offer(final Payload payload)
    {
        return offer(payload, (DirectBuffer)null);
    }

    @Override
    public long offer(final Payload payload, final DirectBuffer attachment)
    {
        final ThreadState state = state();
        return offer(offerHeader(state, payload, attachment), state.gather.payload(payload), payload.length());
    }

    @Override
    public long offer(final Payload payload, final Duration timeout)
    {
        final ThreadState state = state();
        return offer(offerHeader(state, payload, null), payload, state, Timeouts.nanos(timeout));
    }

    @Override
    public long publish(final Payload payload)
    {
        final ThreadState state = state();
        return offer(offerHeader(state, payload, null), payload, state, BY_POLICY);
    }

    @Override
    public CompletableFuture<Long> publishAsync(final Payload payload)
    {
        return publishLater(payload, () -> publish(payload));
    }

    @Override
    public Transfer transfer(final Payload payload)
    {
        return transfer(payload, null);
    }

    @Override
    public Transfer transfer(final Payload payload, final DirectBuffer attachment)
    {
        return newTransfer(transferHeader(payload, attachment), payload, 0);
    }

    @Override
    public Transfer transfer(final Payload payload, final DirectBuffer attachment, final long contentId)
    {
        requireNamed(contentId);
        return newTransfer(transferHeader(payload, attachment), payload, contentId);
    }

    private HeaderTemplate transferHeader(final Payload payload, final DirectBuffer attachment)
    {
        final HeaderTemplate header = newHeader().data(
            payload.length(), payload, null == attachment ? 0 : attachment.capacity());
        if (null != attachment)
        {
            header.attachment(attachment);
        }
        return header;
    }

    @Override
    public long forward(final MessageView view)
    {
        final LogView received = (LogView)view;
        if (null != received.type())
        {
            throw new IllegalArgumentException("a tensor can not be forwarded to topic " + topic().name() +
                ", which is of kind message: forward it with a TensorPublisher");
        }
        return forward(received);
    }

    @Override
    public void continueTrace(final MessageView view)
    {
        continueTrace((LogView)view);
    }

    @Override
    public long tryTakeOver(final RetainedMessage retained, final Claim claim)
    {
        return tryTakeOver((KeptView)retained, (LogClaim)claim);
    }

    private HeaderTemplate claimHeader(
        final ThreadState state, final int length, final int attachmentLength, final int traceRoom)
    {
        if (state.isOtherClaimHeader(DATA_KEY, attachmentLength, traceRoom))
        {
            state.claimHeaderKey = null;
            state.claimHeader.traceRoom(traceRoom).data(length, null, attachmentLength);
            state.claimHeaderKey = DATA_KEY;
            state.claimHeaderAttachment = attachmentLength;
        }
        else
        {
            state.claimHeader.dataLength(length);
        }
        return state.claimHeader;
    }

    private HeaderTemplate offerHeader(final ThreadState state, final Payload payload, final DirectBuffer attachment)
    {
        final HeaderTemplate header = state.offerHeader.traceRoom(state.gather.traceRoom()).data(
            payload.length(), payload, null == attachment ? 0 : attachment.capacity());
        if (null != attachment)
        {
            header.attachment(attachment);
        }
        return header;
    }
}
