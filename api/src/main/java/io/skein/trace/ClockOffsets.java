package io.skein.trace;

import java.util.concurrent.TimeUnit;

/**
 * Estimates by how much the clocks of hosts differ, from the traces that come by. What it says of two hosts is an
 * estimate, and to be shown as one:
 * <ul>
 * <li>{@link Kind#ROUND_TRIP}, when messages went both ways: half the difference of the fastest ways there and back.
 * Off by half of what one of them is slower than the other.</li>
 * <li>{@link Kind#ONE_WAY}, when they went one way only: as if the fastest had taken no time. Off by that time, so that
 * delays are too small by it, and only their differences mean something.</li>
 * </ul>
 * The fastest is that of the last 10 to 20 seconds, as clocks drift. Belongs to one thread; allocates only for
 * hosts that are new.
 */
public final class ClockOffsets
{
    /**
     * Hosts that send to others directly: pairs beyond this number are not estimated.
     */
    public static final int MAX_WAYS = 64;

    static final int WINDOW_SECONDS = 10;
    static final int TWO_WINDOWS_SECONDS = 20;

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);

    /**
     * How an offset is known.
     */
    public enum Kind
    {
        /**
         * It is 0: the clock is the same.
         */
        SAME_CLOCK,

        /**
         * Estimated from ways there and back.
         */
        ROUND_TRIP,

        /**
         * Estimated from ways in one direction.
         */
        ONE_WAY,

        /**
         * It is not known.
         */
        UNKNOWN
    }

    private final Way[] ways = new Way[MAX_WAYS];
    private int count;

    /**
     * Learn from a trace.
     *
     * @param trace of a message, in its handler.
     */
    public void observe(final TraceView trace)
    {
        final int hops = trace.hopCount();
        for (int hop = 0; hop < hops; hop++)
        {
            final long from = trace.publisherHost(hop);
            final long to = trace.receiverHost(hop);
            final long receivedNs = trace.timeNs(hop, Stamp.RECEIVED);
            if (from != to && TraceView.UNKNOWN_HOST != to && TraceView.NO_TIME != receivedNs)
            {
                final Way way = makeWay(from, to);
                if (null != way)
                {
                    way.add(receivedNs - leftNs(trace, hop), trace.timeNs(hops - 1, Stamp.HANDLER_START));
                }
            }
        }
    }

    private static long leftNs(final TraceView trace, final int hop)
    {
        final long inLogNs = trace.timeNs(hop, Stamp.IN_LOG);
        return TraceView.NO_TIME == inLogNs ? trace.timeNs(hop, Stamp.PUBLISHED) : inLogNs;
    }

    /**
     * @param from host.
     * @param to   host.
     * @return how {@link #offsetNs} is known.
     */
    public Kind kind(final long from, final long to)
    {
        if (from == to)
        {
            return Kind.SAME_CLOCK;
        }
        final boolean isThere = null != findWay(from, to);
        final boolean isBack = null != findWay(to, from);
        return isThere && isBack ? Kind.ROUND_TRIP : isThere || isBack ? Kind.ONE_WAY : Kind.UNKNOWN;
    }

    /**
     * @param from host.
     * @param to   host.
     * @return what to add to a time of the one's clock to have it by the other's, in nanoseconds; or
     * {@link TraceView#NO_TIME}.
     */
    public long offsetNs(final long from, final long to)
    {
        if (from == to)
        {
            return 0;
        }
        final Way there = findWay(from, to);
        final Way back = findWay(to, from);
        if (null != there && null != back)
        {
            return (there.fastestNs() - back.fastestNs()) / 2;
        }
        return null != there ? there.fastestNs() : null != back ? -back.fastestNs() : TraceView.NO_TIME;
    }

    /**
     * A time of a trace by this host's clock.
     *
     * @param trace of a message, in its handler.
     * @param hop   from 0.
     * @param stamp of the hop.
     * @return nanoseconds, estimated if there is more than one host; or {@link TraceView#NO_TIME}.
     * @throws IndexOutOfBoundsException when there is no such hop.
     */
    public long localTimeNs(final TraceView trace, final int hop, final Stamp stamp)
    {
        long timeNs = trace.timeNs(hop, stamp);
        final boolean isPublishers = Stamp.PUBLISHED == stamp || Stamp.IN_LOG == stamp;
        for (int i = isPublishers ? hop : hop + 1; i < trace.hopCount() && TraceView.NO_TIME != timeNs; i++)
        {
            final long offsetNs = offsetNs(trace.publisherHost(i), trace.receiverHost(i));
            timeNs = TraceView.NO_TIME == offsetNs ? offsetNs : timeNs + offsetNs;
        }
        return timeNs;
    }

    private Way findWay(final long from, final long to)
    {
        for (int i = 0; i < count; i++)
        {
            if (ways[i].from == from && ways[i].to == to)
            {
                return ways[i];
            }
        }
        return null;
    }

    private Way makeWay(final long from, final long to)
    {
        final Way way = findWay(from, to);
        if (null != way || MAX_WAYS == count)
        {
            return way;
        }
        ways[count] = new Way(from, to);
        return ways[count++];
    }

    /**
     * From one host to another, directly.
     */
    private static final class Way
    {
        private final long from;
        private final long to;
        private boolean isOpen;
        private long beginNs;
        private long nowFastestNs;
        private long beforeFastestNs = Long.MAX_VALUE;

        private Way(final long from, final long to)
        {
            this.from = from;
            this.to = to;
        }

        private void add(final long delayNs, final long nowNs)
        {
            if (!isOpen || nowNs - beginNs >= WINDOW_NS)
            {
                beforeFastestNs = isOpen && nowNs - beginNs < 2 * WINDOW_NS ? nowFastestNs : Long.MAX_VALUE;
                nowFastestNs = delayNs;
                beginNs = nowNs;
                isOpen = true;
            }
            nowFastestNs = Math.min(nowFastestNs, delayNs);
        }

        private long fastestNs()
        {
            return Math.min(nowFastestNs, beforeFastestNs);
        }
    }
}
