package io.skein.examples.camera;

import io.skein.tool.CommandProvider;

import java.util.List;

/**
 * Adds {@code camera} to {@code ./skein}.
 */
public final class CameraProvider implements CommandProvider
{
    /**
     * For {@link java.util.ServiceLoader}.
     */
    public CameraProvider()
    {
    }

    @Override
    public List<Object> commands()
    {
        return List.of(new CameraCommand());
    }
}
