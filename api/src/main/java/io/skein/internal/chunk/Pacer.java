package io.skein.internal.chunk;

import io.skein.topic.ChunkOptions;
import io.skein.transfer.SharedRate;
import org.agrona.concurrent.NanoClock;

/**
 * How fast a publisher sends slices: at its own rate, or at its part of what the process shares, whichever is less.
 */
public final class Pacer
{
    private final NanoClock clock;
    private final long ownRate;
    private final SharedRate shared;
    private final TokenBucket bucket;
    private long nowNs;
    private int senders;

    private Pacer(final NanoClock clock, final ChunkOptions options, final SharedRate shared)
    {
        this.clock = clock;
        this.shared = shared;
        ownRate = 0 == options.maxRate() ? Long.MAX_VALUE : options.maxRate();
        bucket = new TokenBucket(rate(), options.burst(), clock.nanoTime());
    }

    /**
     * @param options of the topic.
     * @param shared  by the process, or null.
     * @param clock   that bursts and rates refer to.
     * @return a pacer, or null when there is no limit.
     */
    public static Pacer of(final ChunkOptions options, final SharedRate shared, final NanoClock clock)
    {
        return 0 == options.maxRate() && null == shared ? null : new Pacer(clock, options, shared);
    }

    /**
     * A transfer begins; {@link #end()} must follow.
     */
    public void begin()
    {
        if (0 == senders++ && null != shared)
        {
            shared.join();
        }
    }

    /**
     * A transfer has ended.
     */
    public void end()
    {
        if (0 == --senders && null != shared)
        {
            shared.leave();
        }
    }

    /**
     * @return whether a slice may be sent now.
     */
    public boolean mayGo()
    {
        final long rate = rate();
        if (rate != bucket.rate())
        {
            bucket.rate(rate);
        }
        nowNs = clock.nanoTime();
        return bucket.delayNs(nowNs) <= 0;
    }

    /**
     * A slice was sent, after {@link #mayGo()}.
     *
     * @param bytes of it.
     */
    public void sent(final int bytes)
    {
        bucket.spend(bytes, nowNs);
    }

    private long rate()
    {
        return null == shared ? ownRate : Math.min(ownRate, shared.share());
    }
}
