package io.skein.perf.bench;

import io.skein.perf.bench.end.EndReport;

/**
 * What came of a round at a seat.
 *
 * @param end         what the end saw; null when it failed.
 * @param driverBytes of those that the end's thread allocated, what it did while it ran the driver.
 * @param usage       of the process, if it is not the conductor's own; otherwise nothing.
 * @param error       what went wrong; null when nothing did.
 */
record SeatReport(EndReport end, long driverBytes, ProcessUsage usage, String error)
{
    /**
     * @param error what went wrong.
     * @return a report of it.
     */
    static SeatReport failed(final String error)
    {
        return new SeatReport(null, 0, ProcessUsage.NONE, error);
    }

    /**
     * @return bytes that the end's thread allocated for its messages.
     */
    long allocatedBytes()
    {
        return end.allocatedBytes() - driverBytes;
    }

}
