package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;

import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/**
 * A system whose near end does everything by itself.
 *
 * @param name   on the command line and in reports.
 * @param opener makes it.
 */
record Work(String name, BiFunction<EndSpec, IntSupplier, Transport> opener) implements BenchSystem
{
    @Override
    public boolean isAlone()
    {
        return true;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return opener.apply(spec, hook);
    }
}
