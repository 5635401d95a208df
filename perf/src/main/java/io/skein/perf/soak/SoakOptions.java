package io.skein.perf.soak;

/**
 * What to run.
 *
 * @param minutes        to inject faults for.
 * @param seed           of what is done to whom and when.
 * @param slots          of each pool.
 * @param sizeBytes      of a frame.
 * @param restartsDriver whether the driver is killed as well.
 */
record SoakOptions(double minutes, long seed, int slots, int sizeBytes, boolean restartsDriver)
{
}
