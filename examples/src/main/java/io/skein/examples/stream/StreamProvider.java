package io.skein.examples.stream;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code stream} to {@code ./skein}.
 */
public final class StreamProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public StreamProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new StreamCommand());
    }
}
