package io.skein.examples.pingpong;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code pingpong} to {@code ./skein}.
 */
public final class PingPongProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public PingPongProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new PingPongCommand());
    }
}
