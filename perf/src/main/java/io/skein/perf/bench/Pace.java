package io.skein.perf.bench;

/**
 * How long things take, where messages do not say it.
 *
 * @param warmUpNs of each system, at least.
 * @param roundNs  of a round, about.
 */
record Pace(long warmUpNs, long roundNs)
{
}
