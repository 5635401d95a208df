package io.skein.perf.soak;

/**
 * What a process has done and found until now.
 *
 * @param published   frames.
 * @param forwarded   frames.
 * @param verified    frames of which every byte was looked at, in a handler.
 * @param rechecked   times that a frame was looked at once more, later in its handler or retained.
 * @param lapped      frames that were not valid any more, and said so.
 * @param unreachable frames whose pool was gone, and said so.
 * @param lost        frames that were missing, and said so.
 * @param corrupted   frames that were valid and had wrong bytes, or were rejected.
 * @param broken      frames that were lost while they were retained.
 */
record Findings(
    long published, long forwarded, long verified, long rechecked, long lapped, long unreachable, long lost,
    long corrupted, long broken)
{
    static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, 0, 0, 0);

    Findings plus(final Findings other)
    {
        return new Findings(
            published + other.published, forwarded + other.forwarded, verified + other.verified,
            rechecked + other.rechecked, lapped + other.lapped, unreachable + other.unreachable, lost + other.lost,
            corrupted + other.corrupted, broken + other.broken);
    }
}
