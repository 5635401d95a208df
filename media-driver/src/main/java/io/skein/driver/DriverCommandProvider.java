package io.skein.driver;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code driver} and {@code pool} to {@code ./skein}.
 */
public final class DriverCommandProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public DriverCommandProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new DriverCommand(), new PoolCommand());
    }
}
