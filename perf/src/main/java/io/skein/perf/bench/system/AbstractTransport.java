package io.skein.perf.bench.system;

import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;
import org.agrona.concurrent.IdleStrategy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What connections of other systems have in common: the way to wait that all share, and what has to be closed.
 */
abstract class AbstractTransport implements Transport
{
    private final EndSpec spec;
    private final IntSupplier hook;
    private final List<AutoCloseable> resources = new ArrayList<>();

    AbstractTransport(final EndSpec spec, final IntSupplier hook)
    {
        this.spec = spec;
        this.hook = hook;
    }

    final EndSpec spec()
    {
        return spec;
    }

    /**
     * @param resource to be closed with this.
     * @param <T>      of it.
     * @return the same.
     */
    final <T extends AutoCloseable> T closedLater(final T resource)
    {
        resources.add(resource);
        return resource;
    }

    @Override
    public final IdleStrategy newIdleStrategy()
    {
        return WaitStrategy.of(spec.waitStrategy()).newIdleStrategy(hook::getAsInt);
    }

    @Override
    public final void close()
    {
        for (final AutoCloseable resource : resources)
        {
            try
            {
                resource.close();
            }
            catch (final Exception ignore)
            {
                // It is of no use any more.
            }
        }
    }
}
