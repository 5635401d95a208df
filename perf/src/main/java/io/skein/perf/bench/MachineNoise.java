package io.skein.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine did for others: processor time by the kernel's own count, in ticks.
 *
 * @param total of all cores, idle included.
 * @param idle  that nobody had.
 * @param steal that the hypervisor gave to other machines.
 */
record MachineNoise(long total, long idle, long steal)
{
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;
    private static final int LAST = 8;
    private static final double TICK_NS = 1e7;

    /**
     * @return since the machine's start; zeroes where the system does not tell.
     */
    static MachineNoise now()
    {
        try
        {
            final String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
            long total = 0;
            for (int i = 0; i < LAST; i++)
            {
                total += Long.parseLong(words[i + 1]);
            }
            return new MachineNoise(total, Long.parseLong(words[IDLE + 1]) + Long.parseLong(words[IO_WAIT + 1]),
                Long.parseLong(words[STEAL + 1]));
        }
        catch (final IOException | RuntimeException ex)
        {
            return new MachineNoise(0, 0, 0);
        }
    }

    /**
     * @param start taken before.
     * @return percent of all processor time that was stolen.
     */
    double stealPercent(final MachineNoise start)
    {
        return total == start.total ? 0 : 100.0 * (steal - start.steal) / (total - start.total);
    }

    /**
     * @param start taken before.
     * @param cpuNs that this process used meanwhile.
     * @return percent of all processor time that other processes used.
     */
    double othersPercent(final MachineNoise start, final long cpuNs)
    {
        final long busy = total - start.total - (idle - start.idle) - (steal - start.steal);
        return total == start.total ? 0 : Math.max(0, 100.0 * (busy - cpuNs / TICK_NS) / (total - start.total));
    }
}
