package io.skein.examples.camera;

import java.util.Arrays;

/**
 * What a stage notes of its frames: two times for each, in memory until the end, so that measuring costs the pipeline
 * nothing but the clock. Frames of the warm-up take the same way to a place of their own: a branch that was never taken
 * before the first measured frame would send the compiler back to the start. Belongs to one thread; allocates nothing
 * after it was made.
 */
final class StageRecorder
{
    /**
     * Time of a frame that was not there.
     */
    static final long NEVER = Long.MIN_VALUE;

    private static final int FIRST = (int)-FrameTagDescriptor.WARM_UP;

    private final long[] inNs;
    private final long[] outNs;
    private long arrivals;
    private long warmup;

    /**
     * @param frames most that will be measured.
     */
    StageRecorder(final int frames)
    {
        inNs = new long[FIRST + frames];
        outNs = new long[FIRST + frames];
        Arrays.fill(inNs, NEVER);
        Arrays.fill(outNs, NEVER);
    }

    /**
     * @param number of a frame, or {@link FrameTagDescriptor#WARM_UP}.
     * @param timeNs when it came, or when work on it began.
     * @throws IndexOutOfBoundsException when there is no such frame.
     */
    void in(final long number, final long timeNs)
    {
        inNs[Math.toIntExact(FIRST + number)] = timeNs;
        // 1 for what is negative, 0 for the rest.
        warmup += number >>> Long.SIZE - 1;
        ++arrivals;
    }

    /**
     * @param number of a frame that came.
     * @param timeNs when it left, or when the work on it was done.
     */
    void out(final long number, final long timeNs)
    {
        outNs[Math.toIntExact(FIRST + number)] = timeNs;
    }

    /**
     * @return how many frames of the warm-up came.
     */
    long warmup()
    {
        return warmup;
    }

    /**
     * @return how many measured frames came; one that came twice counts once.
     */
    long count()
    {
        return Arrays.stream(inNs, FIRST, inNs.length).filter((timeNs) -> NEVER != timeNs).count();
    }

    /**
     * @return how many measured frames came again.
     */
    long repeated()
    {
        return arrivals - warmup - count();
    }

    /**
     * @return for each measured frame up to the last that came, when it came; a copy.
     */
    long[] inNs()
    {
        return Arrays.copyOfRange(inNs, FIRST, end());
    }

    /**
     * @return for each measured frame up to the last that came, when it left; a copy.
     */
    long[] outNs()
    {
        return Arrays.copyOfRange(outNs, FIRST, end());
    }

    /**
     * A run that is stopped early may have come to a few frames of very many.
     */
    private int end()
    {
        int end = inNs.length;
        while (end > FIRST && NEVER == inNs[end - 1] && NEVER == outNs[end - 1])
        {
            --end;
        }
        return end;
    }
}
