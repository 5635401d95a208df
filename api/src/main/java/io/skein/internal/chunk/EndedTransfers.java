package io.skein.internal.chunk;

import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;

/**
 * The last transfers of a publisher that have ended, and how.
 */
final class EndedTransfers
{
    private static final int REMEMBERED = 64;
    private static final int NONE = -1;

    private final long[] ids = new long[REMEMBERED];
    private final FeedbackCode[] codes = new FeedbackCode[REMEMBERED];
    private final FeedbackReason[] reasons = new FeedbackReason[REMEMBERED];
    private int count;

    void add(final long id, final FeedbackCode code, final FeedbackReason reason)
    {
        final int index = count++ % REMEMBERED;
        ids[index] = id;
        codes[index] = code;
        reasons[index] = reason;
        if (2 * REMEMBERED == count)
        {
            count = REMEMBERED;
        }
    }

    boolean contains(final long id)
    {
        return NONE != indexOf(id);
    }

    FeedbackCode code(final long id)
    {
        return codes[indexOf(id)];
    }

    FeedbackReason reason(final long id)
    {
        return reasons[indexOf(id)];
    }

    private int indexOf(final long id)
    {
        final int limit = Math.min(REMEMBERED, count);
        for (int i = 0; i < limit; i++)
        {
            if (ids[i] == id)
            {
                return i;
            }
        }
        return NONE;
    }
}
