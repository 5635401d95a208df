package io.skein.perf.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Results for people to read.
 */
final class BenchReport
{
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final String SUBJECT = "skein";
    private static final String BASELINE = "aeron";
    private static final int FRAME_HEADER = 32;
    private static final double NOTHING = 0.01;
    private static final int FRAME_ALIGNMENT = 32;

    private final BenchOptions options;
    private final Environment environment;
    private final PrintWriter out;

    BenchReport(final BenchOptions options, final Environment environment, final PrintWriter out)
    {
        this.options = options;
        this.environment = environment;
        this.out = out;
    }

    void print(final List<BenchResult> results)
    {
        printEnvironment();
        for (final int size : options.sizes())
        {
            final List<BenchResult> ofSize = results.stream()
                .filter((result) -> result.spec().payloadLength() == size).toList();
            printSize(size, ofSize);
        }
        out.flush();
    }

    /**
     * @param results of one size.
     * @return ratios of Skein to raw Aeron; empty when one of them was not measured.
     */
    static List<Comparison> compare(final List<BenchResult> results)
    {
        final BenchResult subject = find(results, SUBJECT);
        final BenchResult baseline = find(results, BASELINE);
        final List<Comparison> comparisons = new ArrayList<>();
        if (null != subject && null != baseline)
        {
            if (subject.hasLatencies())
            {
                comparisons.add(Comparison.p50(subject, baseline));
                comparisons.add(Comparison.p99(subject, baseline));
            }
            comparisons.add(Comparison.throughput(subject, baseline));
        }
        return comparisons;
    }

    private static BenchResult find(final List<BenchResult> results, final String system)
    {
        return results.stream().filter((result) -> result.spec().system().equals(system)).findFirst().orElse(null);
    }

    private void printEnvironment()
    {
        out.printf("%s, %s, %s driver, %d %s%n", options.scenario(), options.channel(), options.driver(),
            options.processes(), 1 == options.processes() ? "process" : "processes");
        out.printf("%s%n%s, flags: %s%n", environment.machine(), environment.jvm(), environment.jvmFlags());
        out.printf("skein checks %s, Agrona bounds checks %s, commit %s%n",
            environment.checks() ? "on" : "off", environment.boundsCheck() ? "on" : "off",
            null == environment.commit() ? "unknown" : environment.commit());
    }

    private void printSize(final int size, final List<BenchResult> results)
    {
        final int length = results.get(0).spec().lineLength();
        final int frame = (length + FRAME_HEADER + FRAME_ALIGNMENT - 1) & -FRAME_ALIGNMENT;
        out.printf("%n%,d B payload, %s; message %,d B, frame %,d B; %d rounds of %,d messages%s%n",
            size, options.isTouched() ? "every byte written and verified" : "untouched but for 8 bytes",
            length, frame, options.rounds(), results.get(0).messages(),
            0 == options.ratePerSecond() ? "" : String.format(Locale.ROOT, " at %,.0f/s", options.ratePerSecond()));
        if (results.get(0).hasLatencies())
        {
            printLatencies(results);
        }
        printRates(results);
        final List<Comparison> comparisons = compare(results);
        for (final Comparison comparison : comparisons)
        {
            out.printf(Locale.ROOT, "  skein/aeron %-10s %.3f  (rounds %.3f to %.3f)%n", comparison.figure(),
                comparison.ratio(), comparison.byRound().min(), comparison.byRound().max());
        }
        if (!comparisons.isEmpty())
        {
            Target.of(options, size).forEach((target) -> out.println("  " + target.verdict(comparisons)));
        }
        printAllocation(results);
        results.stream().filter((result) -> result.hasMissed(options.ratePerSecond())).forEach(
            (result) -> out.printf(Locale.ROOT, "  FAIL: %s reached %,.0f/s of %,.0f/s%n", result.spec().system(),
                result.messagesPerSecond().min(), options.ratePerSecond()));
    }

    private void printAllocation(final List<BenchResult> results)
    {
        final BenchResult subject = find(results, SUBJECT);
        if (null != subject)
        {
            // What an idle thread runs of the driver may allocate a little now and then; a message may not.
            final boolean isMet = subject.allocatedBytesPerMessage() < NOTHING;
            out.printf(Locale.ROOT, "  P11 %s: %.3f B allocated per message, target 0%n",
                isMet ? "met" : "MISSED", subject.allocatedBytesPerMessage());
        }
    }

    private void printLatencies(final List<BenchResult> results)
    {
        out.printf("  %-8s %26s %26s %26s %26s %12s%n",
            "ns", "p50 (min-max)", "p90", "p99", "p99.9", "max");
        for (final BenchResult result : results)
        {
            final StringBuilder line = new StringBuilder(String.format("  %-8s", result.spec().system()));
            for (final double percentile : PERCENTILES)
            {
                line.append(String.format(Locale.ROOT, " %26s", text(result.percentile(percentile))));
            }
            out.println(line.append(String.format(Locale.ROOT, " %,12.0f", result.max().median())));
        }
    }

    private void printRates(final List<BenchResult> results)
    {
        out.printf("  %-8s %38s %8s %10s %8s %4s %10s%n",
            "", "messages/s (min-max)", "GB/s", "B alloc/m", "cpu s", "gc", "corrupted");
        for (final BenchResult result : results)
        {
            out.printf(Locale.ROOT, "  %-8s %38s %8.3f %10.3f %8.2f %4d %10d%n",
                result.spec().system(), text(result.messagesPerSecond()), result.gigabytesPerSecond(),
                result.allocatedBytesPerMessage(), result.cpuSeconds(), result.gcCount(), result.corrupted());
        }
    }

    private static String text(final Spread spread)
    {
        return String.format(Locale.ROOT, "%,.0f (%,.0f-%,.0f)", spread.median(), spread.min(), spread.max());
    }
}
