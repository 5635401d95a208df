package io.skein.perf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * P7: a byte stream over IPC, every byte read. What two in-process channels of Erlang and Python reached on an unnamed
 * machine (the better of both), times 2.5 up to 16 KiB and 1.5 at 64 KiB; and 0.9 of raw Aeron beside it.
 */
final class StreamTarget
{
    /**
     * Chunks that it is about, in bytes.
     */
    static final List<Integer> SIZES = List.of(1_024, 4_096, 16_384, 65_536);

    private static final double[] OTHERS = {6.2, 5.9, 6.5, 12.5};
    private static final double[] FACTORS = {2.5, 2.5, 2.5, 1.5};
    private static final Target TO_AERON = new Target("P7", "throughput", "aeron", 0.90, true);

    private StreamTarget()
    {
    }

    /**
     * @param size of a chunk.
     * @return gigabytes per second that are the aim, or 0 when there is none.
     */
    static double aim(final int size)
    {
        final int index = SIZES.indexOf(size);
        return index < 0 ? 0 : OTHERS[index] * FACTORS[index];
    }

    static List<String> verdicts(
        final int size, final BenchOptions options, final List<BenchResult> results,
        final List<Comparison> comparisons)
    {
        final List<String> verdicts = new ArrayList<>();
        final BenchResult subject = Comparison.find(results, Comparison.SUBJECT);
        final double aim = aim(size);
        if (options.isIpc() && null != subject && aim > 0)
        {
            final double reached = subject.gigabytesPerSecond(options);
            verdicts.add(String.format(Locale.ROOT, "%-3s %s: %.2f GB/s, target >= %.2f", "P7",
                reached >= aim ? "met" : "MISSED", reached, aim));
        }
        if (options.isIpc() && aim > 0 && !comparisons.isEmpty())
        {
            verdicts.add(TO_AERON.verdict(comparisons));
        }
        return verdicts;
    }
}
