package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.skein.perf.report.Curve;
import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.function.Predicate;

/**
 * Results for programs to read: an array of flat objects, one for each system and size; null where a scenario has no
 * value.
 */
final class BenchJson
{
    private BenchJson()
    {
    }

    /**
     * @param options     of the run.
     * @param environment that it was taken in.
     * @param results     of the run.
     * @return one flat object for each result.
     */
    static JsonArray toJson(
        final BenchOptions options, final Environment environment, final List<BenchResult> results)
    {
        final JsonArray array = new JsonArray();
        for (final BenchResult result : results)
        {
            final JsonObject object = new JsonObject();
            addWhat(object, options, result);
            addFigures(object, options, result);
            addSpreads(object, result);
            addRatios(object, options, results, result);
            object.addProperty("command", options.command());
            object.addProperty("machine", environment.machine());
            object.addProperty("jvm", environment.jvm());
            object.addProperty("jvmFlags", environment.jvmFlags());
            object.addProperty("skeinChecks", environment.checks());
            object.addProperty("boundsChecks", environment.boundsCheck());
            object.addProperty("commit", environment.commit());
            array.add(object);
        }
        return array;
    }

    private static void addWhat(final JsonObject object, final BenchOptions options, final BenchResult result)
    {
        object.addProperty("system", result.system());
        object.addProperty("scenario", options.scenario());
        object.addProperty("channel", options.channel());
        object.addProperty("mtu", 0 == options.mtu() ? null : (Number)options.mtu());
        object.addProperty("lane", result.lane());
        object.addProperty("slots", options.usesSlots() ? (Number)options.slots() : null);
        object.addProperty("driver", options.driver());
        object.addProperty("processes", options.processes());
        object.addProperty("sizeBytes", result.size());
        object.addProperty("messageBytes", result.spec().there().lineLength());
        object.addProperty("touched", options.isTouched());
        object.addProperty("rounds", options.rounds());
        object.addProperty("messages", (long)result.messages() * options.rounds());
        object.addProperty("ratePerSecond", 0 == options.ratePerSecond() ? null : (Number)options.ratePerSecond());
        object.addProperty("rateMissed", 0 == options.ratePerSecond() ? null :
            (Boolean)result.hasMissed(options.ratePerSecond()));
    }

    private static void addFigures(final JsonObject object, final BenchOptions options, final BenchResult result)
    {
        object.addProperty("latencySamples", !result.hasLatencies() ? null :
            (Number)result.rounds().stream().mapToLong((round) -> round.latencies().getTotalCount()).min().getAsLong());
        object.addProperty("p50Ns", percentile(result, 50));
        object.addProperty("p90Ns", percentile(result, 90));
        object.addProperty("p99Ns", percentile(result, 99));
        object.addProperty("p999Ns", percentile(result, 99.9));
        object.addProperty("p9999Ns", percentile(result, 99.99));
        object.addProperty("maxNs", result.hasLatencies() ? (Number)Math.round(result.max().median()) : null);
        object.addProperty("messagesPerSecond", result.messagesPerSecond().median());
        object.addProperty("gigabytesPerSecond",
            options.isRtt() || !options.movesBytes(result.spec()) ? null : (Number)result.gigabytesPerSecond(options));
        object.addProperty("allocatedBytesPerMessage", result.allocatedBytesPerMessage());
        object.addProperty("allocatedBytesPerMessageMax", result.mostAllocatedBytesPerMessage());
        object.addProperty("driverBytesPerSecond", result.driverBytesPerSecond());
        object.addProperty("cpuSeconds", result.cpuSeconds());
        object.addProperty("gcCount", result.gcCount());
        object.addProperty("gcMs", result.gcMs());
        object.addProperty("contextSwitches", result.contextSwitches());
        object.addProperty("corrupted", result.corrupted());
        object.addProperty("steady", result.isSteady());
    }

    private static Number percentile(final BenchResult result, final double percentile)
    {
        return result.hasLatencies() ? (Number)Math.round(result.percentile(percentile).median()) : null;
    }

    private static void addSpreads(final JsonObject object, final BenchResult result)
    {
        final boolean has = result.hasLatencies();
        object.addProperty("p50MinNs", has ? (Number)result.percentile(50).min() : null);
        object.addProperty("p50MaxNs", has ? (Number)result.percentile(50).max() : null);
        object.addProperty("p99MinNs", has ? (Number)result.percentile(99).min() : null);
        object.addProperty("p99MaxNs", has ? (Number)result.percentile(99).max() : null);
        object.addProperty("messagesPerSecondMin", result.messagesPerSecond().min());
        object.addProperty("messagesPerSecondMax", result.messagesPerSecond().max());
        object.add("p50NsByRound", has ? byRound(result, 50) : JsonNull.INSTANCE);
        object.add("p99NsByRound", has ? byRound(result, 99) : JsonNull.INSTANCE);
        final JsonArray rates = new JsonArray();
        for (int round = 0; round < result.rounds().size(); round++)
        {
            rates.add(result.messagesPerSecond(round));
        }
        object.add("messagesPerSecondByRound", rates);
        object.add("curveNs", has ? curve(result) : JsonNull.INSTANCE);
    }

    private static JsonArray byRound(final BenchResult result, final double percentile)
    {
        final JsonArray values = new JsonArray();
        result.rounds().forEach((round) -> values.add(round.latencies().getValueAtPercentile(percentile)));
        return values;
    }

    private static JsonArray curve(final BenchResult result)
    {
        final Histogram all = result.allLatencies();
        final JsonArray values = new JsonArray();
        for (final double percentile : Curve.PERCENTILES)
        {
            values.add(all.getValueAtPercentile(percentile));
        }
        return values;
    }

    private static Double ratio(final List<Comparison> comparisons, final Predicate<Comparison> isMeant)
    {
        return comparisons.stream().filter(isMeant).map(Comparison::ratio).findFirst().orElse(null);
    }

    private static void addRatios(
        final JsonObject object, final BenchOptions options, final List<BenchResult> results, final BenchResult result)
    {
        final boolean isSubject = options.subject().equals(result.system());
        final List<Comparison> ofSystems = !isSubject ? List.of() : Comparison.ofSystems(
            results.stream().filter((other) -> other.size() == result.size()).toList(), options);
        final String baseline = options.baseline();
        final String to = "RatioTo" + Character.toUpperCase(baseline.charAt(0)) + baseline.substring(1);
        for (final String figure : List.of("p50", "p99", "throughput"))
        {
            object.addProperty(figure + to, ratio(ofSystems, (comparison) -> comparison.figure().equals(figure)));
        }

        final List<Comparison> ofSizes = isSubject && result.isPooled() && options.isAcrossSizes() ?
            Comparison.ofSizes(result, results) : List.of();
        final String smallLoan = Comparison.name("skein", Target.SMALL_LOAN);
        final String smallFrame = Comparison.name("aeron", Target.SMALL);
        object.addProperty(
            "p50RatioToSkein4096B", ratio(ofSizes, (comparison) -> comparison.baseline().equals(smallLoan)));
        object.addProperty(
            "p50RatioToAeron64B", ratio(ofSizes, (comparison) -> comparison.baseline().equals(smallFrame)));
    }
}
