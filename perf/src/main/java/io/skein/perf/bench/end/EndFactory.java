package io.skein.perf.bench.end;

import java.util.function.IntSupplier;

/**
 * Makes ends, on the far side of the isolation.
 */
public interface EndFactory
{
    /**
     * @param spec of the end.
     * @param hook runs one duty cycle of a driver in this process, or does nothing and returns 0.
     * @return a new end, known to the driver.
     */
    End open(EndSpec spec, IntSupplier hook);
}
