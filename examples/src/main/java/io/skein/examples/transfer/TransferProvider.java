package io.skein.examples.transfer;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code transfer} to {@code ./skein}.
 */
public final class TransferProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public TransferProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new TransferCommand());
    }
}
