package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;

import java.util.function.IntSupplier;

/**
 * A system that carries messages.
 */
public interface BenchSystem
{
    /**
     * @return name on the command line and in reports.
     */
    String name();

    /**
     * @return whether the near end does everything by itself, and there is no far one.
     */
    default boolean isAlone()
    {
        return false;
    }

    /**
     * @return of a system that is alone, whether the poll that brings a message is what it is about; otherwise the
     * sending.
     */
    default boolean isPollTimed()
    {
        return false;
    }

    /**
     * Connect to the driver.
     *
     * @param spec of the end.
     * @param hook runs one duty cycle of a driver in this process, or does nothing and returns 0.
     * @return connected.
     */
    Transport open(EndSpec spec, IntSupplier hook);
}
