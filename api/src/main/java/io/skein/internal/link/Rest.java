package io.skein.internal.link;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the client's thread rests when it has nothing to do: longer when threads sleep by event and nothing happened
 * for a while, so that an idle process costs next to nothing.
 */
final class Rest
{
    private static final long LONG_NS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final int LOOKS_BEFORE_LONG = 500;

    private final long intervalNs;
    private final boolean isGrowing;
    private volatile int looks;

    Rest(final long intervalNs, final boolean isGrowing)
    {
        this.intervalNs = intervalNs;
        this.isGrowing = isGrowing;
    }

    void park()
    {
        final boolean isLong = isGrowing && looks >= LOOKS_BEFORE_LONG;
        if (isGrowing && !isLong)
        {
            // A reset that gets lost here is made up for by the next.
            ++looks;
        }
        LockSupport.parkNanos(isLong ? LONG_NS : intervalNs);
    }

    /**
     * Something happens: rest briefly, for a while. From any thread.
     */
    void reset()
    {
        if (0 != looks)
        {
            looks = 0;
        }
    }
}
