package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.End;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.system.Transport;

/**
 * What two ends do with each other.
 */
public interface Scenario
{
    /**
     * @param spec      of the end.
     * @param transport that the end owns from now on.
     * @return a new end.
     */
    End newEnd(EndSpec spec, Transport transport);
}
