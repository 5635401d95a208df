package io.skein.examples.camera;

import io.skein.examples.picture.PictureSize;

import java.util.List;

/**
 * Made-up stages for tests.
 */
final class Reports
{
    static final long NEVER = StageRecorder.NEVER;

    private Reports()
    {
    }

    static CameraPlan plan(final int frames, final FilterKind... filters)
    {
        return new CameraPlan(new PictureSize(4, 2), 20_000, frames, 10, 1000, List.of(filters), null, null, false);
    }

    static StageReport of(final long[] inNs, final long[] outNs)
    {
        return of(inNs, outNs, Lanes.NONE, 0);
    }

    static StageReport of(final long[] inNs, final long[] outNs, final Lanes lanes, final long copiedBytes)
    {
        long frames = 0;
        for (final long timeNs : inNs)
        {
            frames += NEVER == timeNs ? 0 : 1;
        }
        return new StageReport(10, 0, frames, 0, 0, 0, lanes, copiedBytes, 0, 0, inNs, outNs, List.of());
    }

    static long[] times(final long... ns)
    {
        return ns;
    }
}
