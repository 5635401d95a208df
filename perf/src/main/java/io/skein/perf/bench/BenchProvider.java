package io.skein.perf.bench;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code bench} to {@code ./skein}.
 */
public final class BenchProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public BenchProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new BenchCommand());
    }
}
