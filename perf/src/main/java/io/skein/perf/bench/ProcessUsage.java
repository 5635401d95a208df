package io.skein.perf.bench;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a process has used.
 *
 * @param cpuNs   by all its threads.
 * @param gcCount garbage collections.
 */
record ProcessUsage(long cpuNs, long gcCount)
{
    /**
     * Nothing.
     */
    static final ProcessUsage NONE = new ProcessUsage(0, 0);

    /**
     * @return of this process since its start.
     */
    static ProcessUsage now()
    {
        long collections = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans())
        {
            collections += Math.max(0, collector.getCollectionCount());
        }
        final OperatingSystemMXBean system = (OperatingSystemMXBean)ManagementFactory.getOperatingSystemMXBean();
        return new ProcessUsage(system.getProcessCpuTime(), collections);
    }

    ProcessUsage minus(final ProcessUsage other)
    {
        return new ProcessUsage(cpuNs - other.cpuNs, gcCount - other.gcCount);
    }

    ProcessUsage plus(final ProcessUsage other)
    {
        return new ProcessUsage(cpuNs + other.cpuNs, gcCount + other.gcCount);
    }
}
