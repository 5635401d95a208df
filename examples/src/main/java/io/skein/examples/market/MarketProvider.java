package io.skein.examples.market;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code ./skein market}.
 */
public final class MarketProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public MarketProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new MarketCommand());
    }
}
