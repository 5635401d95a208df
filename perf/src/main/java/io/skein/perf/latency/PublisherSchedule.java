package io.skein.perf.latency;

/**
 * When a publisher, that others run, should have published: a time after its message before, as its rate is known. What
 * it did not publish in time has a latency all the same. If it catches up, each message that left too soon after the
 * one before is the oldest one that was held back; if it does not, those that were held back count as of the message
 * that ended the pause. A publisher that is steadily slower, by a third at most, makes no pauses: how many messages
 * it sends too few is counted, and they have no latency.
 */
final class PublisherSchedule
{
    private static final double CATCHING_UP = 0.75;
    private static final double REACHED = 0.99;

    private final double intervalNs;
    private final LatencyTally tally;
    private boolean isOpen;
    private boolean isWallClock;
    private long lastNs;
    private long firstDueNs;
    private long done;
    private long missing;
    private long seenNs;
    private long heard;
    private long even;
    private long evenNs;

    PublisherSchedule(final double intervalNs, final LatencyTally tally)
    {
        this.intervalNs = intervalNs;
        this.tally = tally;
    }

    /**
     * A message came.
     *
     * @param turn        one more than that of the message before, of whichever publisher.
     * @param publishedNs when it left.
     * @param nowNs       by the same clock.
     * @param isWall      which clock that is.
     */
    void add(final long turn, final long publishedNs, final long nowNs, final boolean isWall)
    {
        heard = turn;
        final long gapNs = publishedNs - lastNs;
        if (missing > 0 && isWall == isWallClock && gapNs >= 0 && gapNs < CATCHING_UP * intervalNs)
        {
            take(nowNs);
        }
        else
        {
            flush();
            final boolean isPause = isOpen && isWall == isWallClock && gapNs > 0 && gapNs < LatencyTally.HIGHEST_NS;
            final long due = isPause ? Math.round(gapNs / intervalNs) : 1;
            if (due > 1)
            {
                firstDueNs = lastNs + (long)intervalNs;
                done = 0;
                missing = due;
                seenNs = nowNs;
                take(nowNs);
            }
            else
            {
                tally.message(nowNs - publishedNs);
                addEven(isPause ? gapNs : 0);
            }
        }
        isOpen = true;
        isWallClock = isWall;
        lastNs = publishedNs;
    }

    private void addEven(final long gapNs)
    {
        if (gapNs > 0 && tally.isWarm())
        {
            ++even;
            evenNs += gapNs;
        }
    }

    private void take(final long nowNs)
    {
        tally.message(nowNs - dueNs());
        ++done;
        --missing;
    }

    private long dueNs()
    {
        return firstDueNs + (long)(done * intervalNs);
    }

    /**
     * @return the turn of its last message.
     */
    long heard()
    {
        return heard;
    }

    private void flush()
    {
        if (missing > 0)
        {
            tally.heldBack(dueNs(), intervalNs, missing, seenNs);
            missing = 0;
        }
    }

    /**
     * No more messages are waited for.
     *
     * @param monotonicNs now, by the one clock.
     * @param wallNs      now, by the other.
     * @param graceNs     that a message may be late, or 0 if none is to come.
     */
    void end(final long monotonicNs, final long wallNs, final long graceNs)
    {
        flush();
        final double due = evenNs / intervalNs;
        if (even + 1 < REACHED * due)
        {
            tally.slower(Math.round(due - even));
        }
        final long nowNs = isWallClock ? wallNs : monotonicNs;
        final double sinceDueNs = nowNs - lastNs - intervalNs;
        if (isOpen && graceNs > 0 && sinceDueNs > graceNs && sinceDueNs < LatencyTally.HIGHEST_NS)
        {
            tally.unreceived(lastNs + (long)intervalNs, intervalNs, 1 + (long)(sinceDueNs / intervalNs), nowNs);
        }
    }
}
