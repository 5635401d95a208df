package io.skein.examples.camera;

import java.util.Arrays;

/**
 * What a stage notes of its measured frames: two times for each, in memory until the end, so that measuring costs the
 * pipeline nothing but the clock. Belongs to one thread; allocates nothing after it was made.
 */
final class StageRecorder
{
    /**
     * Time of a frame that was not there.
     */
    static final long NEVER = Long.MIN_VALUE;

    private final long[] inNs;
    private final long[] outNs;
    private long count;

    /**
     * @param frames most that will come.
     */
    StageRecorder(final int frames)
    {
        inNs = new long[frames];
        outNs = new long[frames];
        Arrays.fill(inNs, NEVER);
        Arrays.fill(outNs, NEVER);
    }

    /**
     * @param number of a frame.
     * @param timeNs when it came, or when work on it began.
     * @return false when there is no such frame, or it was here before.
     */
    boolean in(final long number, final long timeNs)
    {
        if (number < 0 || number >= inNs.length || NEVER != inNs[(int)number])
        {
            return false;
        }
        inNs[(int)number] = timeNs;
        ++count;
        return true;
    }

    /**
     * @param number of a frame that came.
     * @param timeNs when it left, or when the work on it was done.
     */
    void out(final long number, final long timeNs)
    {
        outNs[(int)number] = timeNs;
    }

    /**
     * @return how many frames came.
     */
    long count()
    {
        return count;
    }

    long[] inNs()
    {
        return inNs;
    }

    long[] outNs()
    {
        return outNs;
    }
}
