package io.skein.perf.attach;

/**
 * How long a run takes. Immutable.
 *
 * @param warmupSeconds   that are not measured, before.
 * @param seconds         that are measured; 0 until it is stopped.
 * @param intervalSeconds between two looks.
 */
public record Pace(double warmupSeconds, double seconds, double intervalSeconds)
{
}
