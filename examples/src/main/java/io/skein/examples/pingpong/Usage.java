package io.skein.examples.pingpong;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/**
 * What was used until now.
 *
 * @param cpuNs          of the process, in nanoseconds; negative if unknown.
 * @param allocatedBytes by the calling thread; negative if unknown.
 */
record Usage(long cpuNs, long allocatedBytes)
{
    static Usage now()
    {
        final long cpuNs = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system ?
            system.getProcessCpuTime() : -1;
        final long bytes = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads ?
            threads.getCurrentThreadAllocatedBytes() : -1;
        return new Usage(cpuNs, bytes);
    }

    Usage since(final Usage before)
    {
        return new Usage(
            before.cpuNs < 0 ? -1 : cpuNs - before.cpuNs,
            before.allocatedBytes < 0 ? -1 : allocatedBytes - before.allocatedBytes);
    }
}
