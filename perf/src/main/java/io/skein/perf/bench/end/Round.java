package io.skein.perf.bench.end;

/**
 * One round of a scenario.
 *
 * @param messages   to send.
 * @param intervalNs from one scheduled sending to the next; 0 for as fast as the scenario goes.
 */
public record Round(int messages, long intervalNs)
{
}
