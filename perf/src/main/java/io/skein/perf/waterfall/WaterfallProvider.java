package io.skein.perf.waterfall;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code waterfall} to {@code ./skein}.
 */
public final class WaterfallProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public WaterfallProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new WaterfallCommand());
    }
}
