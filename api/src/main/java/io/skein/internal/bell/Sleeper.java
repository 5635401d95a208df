package io.skein.internal.bell;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's sleep: {@link #arm}, look once more whether there is something to do, then {@link #sleep}. What is
 * published after {@code arm} rings. Belongs to one thread; is rung by any.
 */
final class Sleeper
{
    /**
     * By then what was committed before the bit was seen has left every store buffer: see ADR 11.
     */
    static final long FIRST_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MIN_PARK_NS = 50_000;

    private final Bells bells;
    private final long[] buckets = new long[BoardDescriptor.BUCKET_COUNT / Long.SIZE];
    private volatile Thread thread;
    private volatile boolean isRung;
    private volatile boolean isRungByDriver;
    private boolean isArmed;
    private boolean isFresh = true;
    private boolean isSilent;
    private boolean isDriverBound;
    private boolean isVain;
    private long parkNs = MIN_PARK_NS;

    Sleeper(final Bells bells)
    {
        this.bells = bells;
    }

    Thread thread()
    {
        return thread;
    }

    /**
     * @param bucket 0 to 255.
     * @return whether it is slept on. With the lock of the sleepers.
     */
    boolean isInterestedIn(final int bucket)
    {
        return 0 != (buckets[bucket >> 6] & 1L << bucket);
    }

    boolean isDriverBound()
    {
        return isDriverBound;
    }

    void ring()
    {
        isRung = true;
        LockSupport.unpark(thread);
    }

    void ringByDriver()
    {
        isRungByDriver = true;
        ring();
    }

    boolean isFresh()
    {
        return isFresh;
    }

    boolean isArmed()
    {
        return isArmed;
    }

    /**
     * Ask to be rung.
     *
     * @param sources that may be slept on.
     * @param isAll   whether all of them are, or those that the caller polls.
     */
    void arm(final Source[] sources, final boolean isAll)
    {
        disarm();
        isArmed = true;
        isVain = isRungByDriver;
        isRungByDriver = false;
        isRung = false;
        thread = Thread.currentThread();
        final Bell bell = bells.bell();
        look(sources, isAll, null == bell ? null : bell.board());
        // What the driver rang for was of no use: let some time pass before it may ring again.
        isDriverBound = isSilent && bells.isToldByDriver() && !isVain;
        bells.sleepers().add(this);
        if (null != bell)
        {
            for (int bucket = 0; bucket < BoardDescriptor.BUCKET_COUNT; bucket++)
            {
                if (isInterestedIn(bucket))
                {
                    isFresh |= bell.board().set(bucket, bell.slot());
                }
            }
        }
        VarHandle.fullFence(); // sync: bell, the bits are stored before the log is looked at
    }

    private void look(final Source[] sources, final boolean isAll, final Board board)
    {
        Arrays.fill(buckets, 0);
        isSilent = true;
        boolean isAny = false;
        boolean isEachHeard = true;
        for (final Source source : sources)
        {
            if (isAll || source.isPolledByCaller())
            {
                isAny = true;
                final int bucket = BoardDescriptor.bucket(source.streamId());
                buckets[bucket >> 6] |= 1L << bucket;
                isEachHeard = isEachHeard && null != board && isHeard(source.streams(), board);
            }
        }
        isSilent = !isAny || !isEachHeard;
    }

    private static boolean isHeard(final long[] streams, final Board board)
    {
        for (final long stream : streams)
        {
            if (0 == stream || !board.isAnnounced(stream))
            {
                return false;
            }
        }
        return true;
    }

    /**
     * Sleep until rung, interrupted, or the time is up.
     *
     * @param longestNs more than 0.
     */
    void sleep(final long longestNs)
    {
        final long limitNs = Math.min(longestNs, limitNs());
        final long startNs = System.nanoTime();
        long leftNs = limitNs;
        while (!isRung && leftNs > 0 && !thread.isInterrupted())
        {
            LockSupport.parkNanos(this, leftNs);
            leftNs = limitNs - (System.nanoTime() - startNs);
        }
        isFresh = isRung;
        disarm();
    }

    private long limitNs()
    {
        if (isSilent && !isDriverBound)
        {
            final long limitNs = parkNs;
            parkNs = Math.min(parkNs << 1, FIRST_NS);
            return limitNs;
        }
        return isFresh ? FIRST_NS : bells.longestNs();
    }

    /**
     * There was something to do.
     */
    void worked()
    {
        disarm();
        isFresh = true;
        isRungByDriver = false;
        parkNs = MIN_PARK_NS;
    }

    private void disarm()
    {
        if (isArmed)
        {
            isArmed = false;
            if (!isRung)
            {
                bells.sleepers().remove(this);
            }
        }
    }
}
