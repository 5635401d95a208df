package io.skein.internal.lane;

import io.skein.PayloadMismatchException;
import io.skein.internal.link.Links;
import io.skein.internal.link.Timeouts;
import io.skein.internal.view.KeptView;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.message.MessageView;
import io.skein.payload.Payload;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import io.skein.transfer.Transfer;
import org.agrona.DirectBuffer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes tensors: a tensor header, encoded once per type object.
 */
public final class TensorLogPublisher extends LogPublisher implements TensorPublisher
{
    /**
     * @param links    that it becomes one of.
     * @param topic    to publish to.
     * @param isShared whether several threads may publish.
     */
    public TensorLogPublisher(final Links links, final Topic topic, final boolean isShared)
    {
        super(links, topic, isShared, true);
    }

    @Override
    public TensorClaim newClaim()
    {
        return newLogClaim();
    }

    @Override
    public long tryClaim(final TensorType type, final TensorClaim claim)
    {
        final LogClaim target = (LogClaim)claim;
        final long position = tryClaimLike(type, payloadLength(type), target);
        if (0 == position)
        {
            return tryClaim(type, 0, claim);
        }
        target.type(type);
        return position;
    }

    @Override
    public long tryClaim(final TensorType type, final int attachmentLength, final TensorClaim claim)
    {
        final LogClaim target = requireFree(claim);
        final long result = tryClaim(
            type, claimHeader(state(), type, attachmentLength, target.traceRoom()), payloadLength(type), target);
        if (result > 0)
        {
            target.type(type);
        }
        return result;
    }

    @Override
    public TensorClaim claim(final TensorType type)
    {
        return claimWithin(type, BY_POLICY);
    }

    @Override
    public TensorClaim claim(final TensorType type, final Duration timeout)
    {
        return claimWithin(type, Timeouts.nanos(timeout));
    }

    @Override
    public long offer(final TensorType type, final DirectBuffer buffer, final int offset, final int length)
    {
        checkLength(type, length);
        final ThreadState state = state();
        return offer(
            claimHeader(state, type, 0, state.gather.traceRoom()), state.gather.segment(buffer, offset, length),
            length);
    }

    @Override
    public long offer(final TensorType type, final Payload payload)
    {
        return offer(type, payload, (DirectBuffer)null);
    }

    @Override
    public long offer(final TensorType type, final Payload payload, final DirectBuffer attachment)
    {
        final ThreadState state = state();
        return offer(
            offerHeader(state, type, payload, attachment), state.gather.payload(payload), payload.length());
    }

    @Override
    public long offer(final TensorType type, final Payload payload, final Duration timeout)
    {
        return offerWithin(type, payload, Timeouts.nanos(timeout));
    }

    @Override
    public long publish(final TensorType type, final Payload payload)
    {
        return offerWithin(type, payload, BY_POLICY);
    }

    @Override
    public CompletableFuture<Long> publishAsync(final TensorType type, final Payload payload)
    {
        checkLength(type, payload.length());
        return publishLater(payload, () -> publish(type, payload));
    }

    @Override
    public Transfer transfer(final TensorType type, final Payload payload)
    {
        return transfer(type, payload, null);
    }

    @Override
    public Transfer transfer(final TensorType type, final Payload payload, final DirectBuffer attachment)
    {
        return newTransfer(transferHeader(type, payload, attachment), payload, 0);
    }

    @Override
    public Transfer transfer(
        final TensorType type, final Payload payload, final DirectBuffer attachment, final long contentId)
    {
        requireNamed(contentId);
        return newTransfer(transferHeader(type, payload, attachment), payload, contentId);
    }

    private HeaderTemplate transferHeader(
        final TensorType type, final Payload payload, final DirectBuffer attachment)
    {
        checkLength(type, payload.length());
        final HeaderTemplate header = newHeader().tensor(
            type, payload, null == attachment ? 0 : attachment.capacity());
        if (null != attachment)
        {
            header.attachment(attachment);
        }
        return header;
    }

    private TensorClaim claimWithin(final TensorType type, final long timeoutNs)
    {
        final ThreadState state = state();
        final LogClaim claim = 0 != tryClaimLike(type, payloadLength(type), state.claim) ? state.claim :
            claim(type, claimHeader(state, type, 0, state.claim.traceRoom()), payloadLength(type), state, timeoutNs);
        claim.type(type);
        return claim;
    }

    private long offerWithin(final TensorType type, final Payload payload, final long timeoutNs)
    {
        final ThreadState state = state();
        return offer(offerHeader(state, type, payload, null), payload, state, timeoutNs);
    }

    @Override
    public long forward(final TensorView view)
    {
        return forward((LogView)view);
    }

    @Override
    public void continueTrace(final MessageView view)
    {
        continueTrace((LogView)view);
    }

    @Override
    public long tryTakeOver(final RetainedTensor retained, final TensorClaim claim)
    {
        return tryTakeOver((KeptView)retained, (LogClaim)claim);
    }

    private HeaderTemplate claimHeader(
        final ThreadState state, final TensorType type, final int attachmentLength, final int traceRoom)
    {
        if (state.isOtherClaimHeader(type, attachmentLength, traceRoom))
        {
            state.claimHeaderKey = null;
            state.claimHeader.traceRoom(traceRoom).tensor(type, null, attachmentLength);
            state.claimHeaderKey = type;
            state.claimHeaderAttachment = attachmentLength;
        }
        return state.claimHeader;
    }

    private HeaderTemplate offerHeader(
        final ThreadState state, final TensorType type, final Payload payload, final DirectBuffer attachment)
    {
        checkLength(type, payload.length());
        if (null == attachment && 1 == payload.segmentCount() && payload.length() > 0)
        {
            return claimHeader(state, type, 0, state.gather.traceRoom());
        }
        final HeaderTemplate header = state.offerHeader.traceRoom(state.gather.traceRoom()).tensor(
            type, payload, null == attachment ? 0 : attachment.capacity());
        if (null != attachment)
        {
            header.attachment(attachment);
        }
        return header;
    }

    private static int payloadLength(final TensorType type)
    {
        return (int)Math.min(Integer.MAX_VALUE, type.sizeBytes());
    }

    private void checkLength(final TensorType type, final long length)
    {
        if (type.sizeBytes() != length)
        {
            throw new PayloadMismatchException("a payload of " + length + " bytes is no " + type + " for topic " +
                topic().name() + ", which takes " + type.sizeBytes() + ": change the type or the payload");
        }
    }
}
