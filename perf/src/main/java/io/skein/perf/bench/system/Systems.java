package io.skein.perf.bench.system;

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

    private static final Map<String, BenchSystem> BY_NAME = Map.of(
        SkeinSystem.NAME, new SkeinSystem(),
        AeronSystem.NAME, new AeronSystem(),
        MemcpySystem.NAME, new MemcpySystem());

    private Systems()
    {
    }

    /**
     * @param name of a system.
     * @return the system.
     */
    public static BenchSystem of(final String name)
    {
        return BY_NAME.get(name);
    }
}
