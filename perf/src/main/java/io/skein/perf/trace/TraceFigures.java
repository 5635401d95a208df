package io.skein.perf.trace;

import java.util.List;

/**
 * What was seen until now. Immutable.
 *
 * @param counts of messages.
 * @param rows   in the order of the way, the last one of all of it.
 * @param clocks that differ.
 */
record TraceFigures(TraceCounts counts, List<TraceRow> rows, List<ClockRow> clocks)
{
}
