package io.skein.perf.bench.system;

import java.util.List;
import java.util.Map;

/**
 * All systems by name.
 */
public final class Systems
{
    /**
     * Names, the one that others are compared with last.
     */
    public static final List<String> NAMES = List.of(SkeinSystem.NAME, AeronSystem.NAME);

    private static final Map<String, BenchSystem> BY_NAME =
        Map.of(SkeinSystem.NAME, new SkeinSystem(), AeronSystem.NAME, new AeronSystem());

    private Systems()
    {
    }

    /**
     * @param name one of {@link #NAMES}.
     * @return the system.
     */
    public static BenchSystem of(final String name)
    {
        return BY_NAME.get(name);
    }
}
