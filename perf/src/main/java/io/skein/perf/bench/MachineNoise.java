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
 * @param own   of this process and of those that it started and that have ended.
 */
record MachineNoise(long total, long idle, long steal, long own)
{
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;
    private static final int LAST = 8;
    // In /proc/self/stat, behind the name of the program: user and system time, then those of children.
    private static final int OWN_FIRST = 11;
    private static final int OWN_LAST = 14;

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
                Long.parseLong(words[STEAL + 1]), ownTicks());
        }
        catch (final IOException | RuntimeException ex)
        {
            return new MachineNoise(0, 0, 0, 0);
        }
    }

    private static long ownTicks() throws IOException
    {
        final String line = Files.readString(Path.of("/proc/self/stat"));
        final String[] words = line.substring(line.lastIndexOf(')') + 1).trim().split("\\s+");
        long own = 0;
        for (int i = OWN_FIRST; i <= OWN_LAST; i++)
        {
            own += Long.parseLong(words[i]);
        }
        return own;
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
     * @return percent of all processor time that others than this process and its children used.
     */
    double othersPercent(final MachineNoise start)
    {
        final long busy = total - start.total - (idle - start.idle) - (steal - start.steal);
        return total == start.total ? 0 :
            Math.max(0, 100.0 * (busy - (own - start.own)) / (total - start.total));
    }
}
