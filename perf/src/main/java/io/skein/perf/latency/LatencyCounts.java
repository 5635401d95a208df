package io.skein.perf.latency;

/**
 * What the latencies of a run are of. Immutable.
 *
 * @param messages       that came.
 * @param inTime         of these, those that came before the end; the others were due before it.
 * @param heldBack       that did not leave when they should have.
 * @param unreceived     that were due and had not come when it ended.
 * @param slower         that did not come because a publisher is slower than its rate all the time; in no latency.
 * @param wallClock      of the messages that came, those whose time is of a clock that others may set.
 * @param tooEarly       of the messages that came, those that came before they were published.
 * @param mostTooEarlyNs by how much, at most.
 */
record LatencyCounts(
    long messages, long inTime, long heldBack, long unreceived, long slower, long wallClock, long tooEarly,
    long mostTooEarlyNs)
{
}
