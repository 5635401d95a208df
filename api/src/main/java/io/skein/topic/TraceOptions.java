package io.skein.topic;

import io.skein.ConfigurationException;

/**
 * What a trace has room for that travels with every message of a topic (docs/adr/0013-stage-tracing.md). Immutable. A
 * message in the log has room in front of its payload for what its trace carries; a claim, which has its room before
 * its trace is known, for as much as the longest trace of the same claim's last messages (64 or more), at first for
 * all: {@link #roomBytes()}. What there is no room for is left out of the trace, and counted there; the claim's next
 * message has all of the room again.
 *
 * @param stages ways from one stage to the next, {@value #MIN_STAGES} to {@value #MAX_STAGES}.
 * @param spans  spans of the user's own, of all stages together, 0 to {@value #MAX_SPANS}.
 */
public record TraceOptions(int stages, int spans)
{
    /**
     * Fewest stages.
     */
    public static final int MIN_STAGES = 1;

    /**
     * Most stages.
     */
    public static final int MAX_STAGES = 8;

    /**
     * Most spans.
     */
    public static final int MAX_SPANS = 16;

    /**
     * Spans where nothing is said.
     */
    public static final int DEFAULT_SPANS = 4;

    private static final int FIXED_BYTES = 40;
    private static final int STAGE_BYTES = 40;
    private static final int SPAN_BYTES = 32;

    /**
     * @param stages ways from one stage to the next.
     * @param spans  spans of the user's own.
     * @throws ConfigurationException when a value is out of range.
     */
    public TraceOptions
    {
        require("trace.stages", stages, MIN_STAGES, MAX_STAGES);
        require("trace.spans", spans, 0, MAX_SPANS);
    }

    /**
     * With room for {@link #DEFAULT_SPANS}.
     *
     * @param stages ways from one stage to the next.
     * @return the options.
     * @throws ConfigurationException when it is out of range.
     */
    public static TraceOptions of(final int stages)
    {
        return new TraceOptions(stages, DEFAULT_SPANS);
    }

    /**
     * @param newSpans spans of the user's own.
     * @return these options with that many.
     * @throws ConfigurationException when it is out of range.
     */
    public TraceOptions spans(final int newSpans)
    {
        return new TraceOptions(stages, newSpans);
    }

    /**
     * @return most bytes that are taken in front of a payload in the log, before alignment.
     */
    public int roomBytes()
    {
        return FIXED_BYTES + STAGE_BYTES * stages + SPAN_BYTES * spans;
    }

    private static void require(final String name, final int value, final int min, final int max)
    {
        if (value < min || value > max)
        {
            throw new ConfigurationException(
                name + " " + value + " is out of range: give " + min + " to " + max);
        }
    }
}
