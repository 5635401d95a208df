package io.skein.internal.pool;

import java.nio.file.Path;

final class PoolSweeper
{
    static void sweep(final Path poolsDirectory)
    {
    }
}
