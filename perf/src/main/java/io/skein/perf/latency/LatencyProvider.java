package io.skein.perf.latency;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code latency} to {@code ./skein}.
 */
public final class LatencyProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public LatencyProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new LatencyCommand());
    }
}
