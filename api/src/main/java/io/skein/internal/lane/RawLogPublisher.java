package io.skein.internal.lane;

import io.skein.internal.link.Links;
import io.skein.internal.link.Timeouts;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.message.Claim;
import io.skein.message.RawPublisher;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes raw bytes: no header.
 */
public final class RawLogPublisher extends LogPublisher implements RawPublisher
{
    private final HeaderTemplate none = new HeaderTemplate();

    /**
     * @param links    that it becomes one of.
     * @param topic    to publish to.
     * @param isShared whether several threads may publish.
     */
    public RawLogPublisher(final Links links, final Topic topic, final boolean isShared)
    {
        super(links, topic, isShared, false);
    }

    @Override
    public Claim newClaim()
    {
        return newLogClaim();
    }

    @Override
    public long tryClaim(final int length, final Claim claim)
    {
        final LogClaim target = (LogClaim)claim;
        final long position = tryClaimLike(none, length, target);
        return 0 != position ? position : tryClaim(none, none, length, target);
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
        return 0 != tryClaimLike(none, length, state.claim) ? state.claim :
            claim(none, none, length, state, timeoutNs);
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        return offer(none, state().gather.segment(buffer, offset, length), length);
    }

    @Override
    public long offer(final Payload payload)
    {
        return offer(none, state().gather.payload(payload), payload.length());
    }

    @Override
    public long offer(final Payload payload, final Duration timeout)
    {
        return offer(none, payload, state(), Timeouts.nanos(timeout));
    }

    @Override
    public long publish(final Payload payload)
    {
        return offer(none, payload, state(), BY_POLICY);
    }

    @Override
    public CompletableFuture<Long> publishAsync(final Payload payload)
    {
        return publishLater(payload, () -> publish(payload));
    }
}
