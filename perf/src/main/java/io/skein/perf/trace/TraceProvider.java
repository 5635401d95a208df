package io.skein.perf.trace;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code trace} to {@code ./skein}.
 */
public final class TraceProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public TraceProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new TraceCommand());
    }
}
