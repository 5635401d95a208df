package io.skein.perf.soak;

import io.skein.message.MessageView;
import io.skein.message.SubscriberStats;

/**
 * Counts what a process that receives has found.
 */
final class FrameTally
{
    private long verified;
    private long rechecked;
    private long corrupted;
    private long broken;

    /**
     * A frame came.
     *
     * @param view    of it.
     * @param checker of its subscriber.
     */
    void look(final MessageView view, final FrameChecker checker)
    {
        count(checker.problem(view));
        count(checker.misplaced(view));
        ++verified;
    }

    /**
     * Look at a frame again.
     *
     * @param view    of it.
     * @param checker of its subscriber.
     * @return whether it is valid still.
     */
    boolean lookAgain(final MessageView view, final FrameChecker checker)
    {
        count(checker.problem(view));
        ++rechecked;
        return view.isValid();
    }

    /**
     * A frame was lost while it was retained.
     */
    void countBroken()
    {
        ++broken;
        SoakMember.say(SoakMember.CORRUPT, "a retained frame was lost");
    }

    private void count(final String problem)
    {
        if (null != problem)
        {
            ++corrupted;
            SoakMember.say(SoakMember.CORRUPT, problem);
        }
    }

    Findings findings(final long forwarded, final SubscriberStats... all)
    {
        long lapped = 0;
        long unreachable = 0;
        long lost = 0;
        long bad = corrupted;
        for (final SubscriberStats stats : all)
        {
            lapped += stats.lapped();
            unreachable += stats.unreachable();
            lost += stats.lost();
            bad += stats.rejected() + stats.failed() + stats.foreign();
        }
        return new Findings(0, forwarded, verified, rechecked, lapped, unreachable, lost, bad, broken);
    }
}
