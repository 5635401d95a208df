package io.skein.perf.bench;

import com.sun.management.OperatingSystemMXBean;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.stream.Stream;

/**
 * What a process has used.
 *
 * @param cpuNs           by all its threads.
 * @param gcCount         garbage collections.
 * @param gcMs            that they took.
 * @param contextSwitches of the threads that live, where the system tells; otherwise 0.
 */
record ProcessUsage(long cpuNs, long gcCount, long gcMs, long contextSwitches)
{
    /**
     * Nothing.
     */
    static final ProcessUsage NONE = new ProcessUsage(0, 0, 0, 0);

    private static final String SWITCHES = "voluntary_ctxt_switches:";

    /**
     * @return of this process since its start.
     */
    static ProcessUsage now()
    {
        long collections = 0;
        long gcMs = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans())
        {
            collections += Math.max(0, collector.getCollectionCount());
            gcMs += Math.max(0, collector.getCollectionTime());
        }
        final OperatingSystemMXBean system = (OperatingSystemMXBean)ManagementFactory.getOperatingSystemMXBean();
        return new ProcessUsage(system.getProcessCpuTime(), collections, gcMs, switches());
    }

    ProcessUsage minus(final ProcessUsage other)
    {
        return new ProcessUsage(
            cpuNs - other.cpuNs, gcCount - other.gcCount, gcMs - other.gcMs,
            Math.max(0, contextSwitches - other.contextSwitches));
    }

    ProcessUsage plus(final ProcessUsage other)
    {
        return new ProcessUsage(
            cpuNs + other.cpuNs, gcCount + other.gcCount, gcMs + other.gcMs, contextSwitches + other.contextSwitches);
    }

    private static long switches()
    {
        long sum = 0;
        final File[] threads = new File("/proc/self/task").listFiles();
        for (final File thread : null == threads ? new File[0] : threads)
        {
            try (Stream<String> lines = Files.lines(thread.toPath().resolve("status")))
            {
                sum += lines.filter((line) -> line.contains(SWITCHES))
                    .mapToLong((line) -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim())).sum();
            }
            catch (final IOException | UncheckedIOException ex)
            {
                // It has ended meanwhile.
            }
        }
        return sum;
    }
}
