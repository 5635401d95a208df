package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;

import java.util.List;
import java.util.Map;

/**
 * All systems by name.
 */
public final class Systems
{
    /**
     * Those that carry messages; the one that others are compared with is last.
     */
    public static final List<String> CARRIERS = List.of(SkeinSystem.NAME, AeronSystem.NAME);

    /**
     * Skein and the bare work of a hop; the one that others are compared with is last.
     */
    public static final List<String> HOPPERS = List.of(SkeinSystem.NAME, MemcpySystem.NAME);

    /**
     * Those that carry streams of bytes; the first that others are compared with is the second.
     */
    public static final List<String> STREAMERS = List.of(SkeinSystem.NAME, AeronSystem.NAME, PipeSystem.NAME);

    private static final String STREAM = "stream";
    private static final Map<String, BenchSystem> STREAMERS_BY_NAME = Map.of(
        SkeinSystem.NAME, new SkeinStreamSystem(),
        AeronSystem.NAME, new AeronStreamSystem(),
        PipeSystem.NAME, new PipeSystem());
    private static final Map<String, BenchSystem> BY_NAME = Map.of(
        SkeinSystem.NAME, new SkeinSystem(),
        AeronSystem.NAME, new AeronSystem(),
        MemcpySystem.NAME, new MemcpySystem());

    private Systems()
    {
    }

    /**
     * @param spec of an end.
     * @return its system.
     */
    public static BenchSystem of(final EndSpec spec)
    {
        return (spec.scenario().startsWith(STREAM) ? STREAMERS_BY_NAME : BY_NAME).get(spec.system());
    }
}
