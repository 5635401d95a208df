package io.skein.perf.bench;

import io.skein.perf.report.Spread;
import io.skein.perf.report.Targets;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Results for people to read.
 */
final class BenchReport
{
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final int FRAME_HEADER = 32;
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

    void print(final List<BenchResult> results, final List<Skipped> skipped)
    {
        printEnvironment();
        for (final int size : options.sizes())
        {
            final List<BenchResult> ofSize = results.stream().filter((result) -> result.size() == size).toList();
            if (!ofSize.isEmpty())
            {
                printSize(size, ofSize);
            }
            skipped.stream().filter((one) -> one.size() == size).forEach((one) -> out.println("  " + one));
        }
        if (options.isAcrossSizes())
        {
            printAcrossSizes(results);
        }
        final List<String> verdicts = Targets.lines(BenchJson.toJson(options, environment, results));
        out.print(verdicts.isEmpty() ? "" : System.lineSeparator());
        verdicts.forEach((verdict) -> out.println("  " + verdict));
        out.flush();
    }

    private void printEnvironment()
    {
        final String slots = options.usesSlots() ? " of " + options.slots() + " slots" : "";
        if (options.isWork())
        {
            out.printf("%s, one thread%s%n", options.scenario(), options.usesSlots() ? ", memcpy" + slots : "");
        }
        else
        {
            out.printf("%s, %s, lane %s%s, %s driver, %d %s%n", options.scenario(), options.channel(), options.lane(),
                slots, options.driver(), options.processes(), 1 == options.processes() ? "process" : "processes");
        }
        out.printf("%s%n%s, flags: %s%n", environment.machine(), environment.jvm(), environment.jvmFlags());
        out.printf("skein checks %s, Agrona bounds checks %s, commit %s%n",
            environment.checks() ? "on" : "off", environment.boundsCheck() ? "on" : "off",
            null == environment.commit() ? "unknown" : environment.commit());
    }

    private void printSize(final int size, final List<BenchResult> results)
    {
        out.printf("%n%,d B payload, %s; %s%d rounds of %s messages%s%n",
            size, touched(), ways(results), options.rounds(), messages(results),
            0 == options.ratePerSecond() ? "" : String.format(Locale.ROOT, " at %,.0f/s", options.ratePerSecond()));
        if (results.get(0).hasLatencies())
        {
            printLatencies(results);
        }
        printRates(results);
        for (final Comparison comparison : Comparison.ofSystems(results, options))
        {
            out.printf(Locale.ROOT, "  %s/%s %-10s %.3f  (rounds %.3f to %.3f)%n", options.subject(),
                comparison.baseline(), comparison.figure(), comparison.ratio(), comparison.byRound().min(),
                comparison.byRound().max());
        }
        printAllocation(results);
        results.stream().filter((result) -> result.hasMissed(options.ratePerSecond())).forEach(
            (result) -> out.printf(Locale.ROOT, "  FAIL: %s reached %,.0f/s of %,.0f/s%n", result.system(),
                result.messagesPerSecond().min(), options.ratePerSecond()));
    }

    private void printAcrossSizes(final List<BenchResult> results)
    {
        final List<BenchResult> pooled = results.stream()
            .filter((result) -> Comparison.SUBJECT.equals(result.system()))
            .filter((result) -> options.isWork() || result.isPooled()).toList();
        if (pooled.isEmpty())
        {
            return;
        }
        final BenchResult largest = pooled.stream().max(Comparator.comparingInt(BenchResult::size)).get();
        final List<Comparison> comparisons = Comparison.ofSizes(largest, results);
        if (comparisons.isEmpty())
        {
            return;
        }
        out.printf("%nskein %d B beside smaller messages, payload %s%n", largest.size(), touched());
        for (final Comparison comparison : comparisons)
        {
            out.printf(Locale.ROOT, "  skein %d B / %-16s %s %.3f  (rounds %.3f to %.3f)%n", largest.size(),
                comparison.baseline(), comparison.figure(), comparison.ratio(), comparison.byRound().min(),
                comparison.byRound().max());
        }
    }

    private String touched()
    {
        if (options.isWork())
        {
            return options.usesSlots() ? "40 B and the rest" :
                options.isTouched() ? "slices handed over, first byte read" : "slices handed over";
        }
        return options.isHop() || options.isStream() ? "every byte copied in, read and summed up" :
            options.isTouched() ? "every byte written and verified" : "untouched but for 8 bytes";
    }

    private String ways(final List<BenchResult> results)
    {
        if (results.stream().allMatch(BenchResult::isClaimed))
        {
            final int length = results.get(0).spec().there().lineLength();
            final int frame = (length + FRAME_HEADER + FRAME_ALIGNMENT - 1) & -FRAME_ALIGNMENT;
            return String.format("message %,d B, frame %,d B; ", length, frame);
        }
        if (options.isWork())
        {
            return "";
        }
        final String ways = results.stream().filter((result) -> null != result.lane())
            .map((result) -> result.system() + " by " + result.lane()).collect(Collectors.joining(", "));
        return ways.isEmpty() ? "" : ways + "; ";
    }

    private static String messages(final List<BenchResult> results)
    {
        return results.stream().map((result) -> String.format("%,d", result.messages())).distinct()
            .collect(Collectors.joining(" and "));
    }

    private void printAllocation(final List<BenchResult> results)
    {
        final BenchResult subject = Comparison.find(results, Comparison.SUBJECT);
        if (null != subject)
        {
            out.printf(Locale.ROOT, "  skein allocated %.4f B per message in the worst round; by the driver %.0f B/s%n",
                subject.mostAllocatedBytesPerMessage(), subject.driverBytesPerSecond());
        }
    }

    private void printLatencies(final List<BenchResult> results)
    {
        out.printf("  %-9s %26s %26s %26s %26s %26s %12s%n",
            "ns", "p50 (min-max)", "p90", "p99", "p99.9", "p99.99", "max");
        for (final BenchResult result : results)
        {
            final StringBuilder line = new StringBuilder(String.format("  %-9s", result.system()));
            for (final double percentile : PERCENTILES)
            {
                line.append(String.format(Locale.ROOT, " %26s", text(result.percentile(percentile))));
            }
            out.println(line.append(String.format(Locale.ROOT, " %,12.0f", result.max().median())));
        }
    }

    private void printRates(final List<BenchResult> results)
    {
        out.printf("  %-9s %38s %8s %10s %8s %4s %10s%n",
            "", "messages/s (min-max)", "GB/s", "B alloc/m", "cpu s", "gc", "corrupted");
        for (final BenchResult result : results)
        {
            out.printf(Locale.ROOT, "  %-9s %38s %8s %10.3f %8.2f %4d %10d%n",
                result.system(), text(result.messagesPerSecond()), gigabytesPerSecond(result),
                result.allocatedBytesPerMessage(), result.cpuSeconds(), result.gcCount(), result.corrupted());
        }
    }

    /**
     * Of a loan that nobody touches, no bytes move.
     */
    private String gigabytesPerSecond(final BenchResult result)
    {
        return !options.movesBytes(result.spec()) ? "-" :
            String.format(Locale.ROOT, "%.3f", result.gigabytesPerSecond(options));
    }

    private static String text(final Spread spread)
    {
        return String.format(Locale.ROOT, "%,.0f (%,.0f-%,.0f)", spread.median(), spread.min(), spread.max());
    }
}
