package io.skein.perf.bench;

import io.skein.perf.bench.end.EndReport;

/**
 * What came of a round at a seat.
 *
 * @param end   what the end saw; null when it failed.
 * @param usage of the process, if it is not the conductor's own; otherwise nothing.
 * @param error what went wrong; null when nothing did.
 */
record SeatReport(EndReport end, ProcessUsage usage, String error)
{
}
