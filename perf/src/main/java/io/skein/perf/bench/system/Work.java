package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;

import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/**
 * A system whose near end does everything by itself.
 *
 * @param name        on the command line and in reports.
 * @param isPollTimed whether it is about the poll, and not about the sending.
 * @param opener      makes it.
 */
record Work(String name, boolean isPollTimed, BiFunction<EndSpec, IntSupplier, Transport> opener)
    implements BenchSystem
{
    Work(final String name, final BiFunction<EndSpec, IntSupplier, Transport> opener)
    {
        this(name, false, opener);
    }

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
