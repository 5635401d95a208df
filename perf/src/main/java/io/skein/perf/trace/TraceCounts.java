package io.skein.perf.trace;

/**
 * How many messages there were, and what their traces did not say. Immutable.
 *
 * @param messages     that came.
 * @param withoutTrace of these, those that had none.
 * @param lostHops     hops that are missing in the traces, as a stage had no room for them.
 * @param lostSpans    spans that are missing, likewise.
 * @param backwards    times that were before the ones that they follow, and are not in the figures.
 * @param leftOut      hops and spans that are not in the figures, as there were too many different ones.
 */
record TraceCounts(
    long messages, long withoutTrace, long lostHops, long lostSpans, long backwards, long leftOut)
{
}
