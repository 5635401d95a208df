package io.skein.perf.soak;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code soak} to {@code ./skein}.
 */
public final class SoakProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public SoakProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new SoakCommand());
    }
}
