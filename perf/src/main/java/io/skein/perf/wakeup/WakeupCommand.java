package io.skein.perf.wakeup;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.idle.WaitStrategy;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * {@code ./skein bench wakeup}.
 */
@Command(
    name = "wakeup",
    header = "Waiting: processor time of an idle process, and how late a message wakes it.",
    description = "%nOne subscriber, one publisher and the embedded driver in one process. Messages are sent one by " +
        "one, the time is from just before the offer to the handler; half-way between two of them a bare thread is " +
        "unparked, which is the least that waking takes. Then nothing is sent, and the processor time of the whole " +
        "process is taken, driver included.",
    sortOptions = false)
public final class WakeupCommand implements Callable<Integer>
{
    private static final int MAX_MESSAGES = 10_000_000;
    private static final double MAX_RATE = 1e6;
    private static final double MAX_SECONDS = 3_600;

    @Spec
    private CommandSpec spec;

    @Option(names = "--strategies", split = ",", defaultValue = "spin,yield,park,event", paramLabel = "NAME",
        description = "Wait strategies (default: ${DEFAULT-VALUE}).")
    private List<String> strategies;

    @Option(names = "--messages", defaultValue = "500", paramLabel = "N",
        description = "Messages that count (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Option(names = "--warmup", defaultValue = "20000", paramLabel = "N",
        description = "Messages before, one each 200 us (default: ${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(names = "--rate", defaultValue = "100", paramLabel = "PER-SECOND",
        description = "How many in a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--settle", defaultValue = "3", paramLabel = "SECONDS",
        description = "How long to let everything fall asleep before (default: ${DEFAULT-VALUE}).")
    private double settleSeconds;

    @Option(names = "--idle", defaultValue = "10", paramLabel = "SECONDS",
        description = "How long to be idle (default: ${DEFAULT-VALUE}).")
    private double idleSeconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to FILE.")
    private Path json;

    /**
     * Made by the command line.
     */
    public WakeupCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        require(messages > 0 && messages <= MAX_MESSAGES, "--messages", messages, "1 to " + MAX_MESSAGES);
        require(warmUps >= 0 && warmUps <= MAX_MESSAGES, "--warmup", warmUps, "0 to " + MAX_MESSAGES);
        require(rate > 0 && rate <= MAX_RATE, "--rate", rate, "more than 0, up to " + MAX_RATE);
        require(idleSeconds > 0 && idleSeconds <= MAX_SECONDS, "--idle", idleSeconds,
            "more than 0, up to " + MAX_SECONDS);
        require(settleSeconds >= 0 && settleSeconds <= MAX_SECONDS, "--settle", settleSeconds,
            "0 to " + MAX_SECONDS);
        JsonFile.check(json);
        final List<WaitStrategy> asked = strategies.stream().map(WaitStrategy::of).toList();
        final PrintWriter out = spec.commandLine().getOut();
        out.printf("%-8s %10s %10s %10s %10s %10s %12s%n", "strategy", "p50", "p90", "p99", "max", "idle CPU",
            "unpark, p50");
        final JsonArray rows = new JsonArray();
        for (final WaitStrategy strategy : asked)
        {
            final WakeupResult result = run(strategy);
            print(out, result);
            add(rows, result);
        }
        if (null != json)
        {
            JsonFile.write(json, rows);
        }
        return ExitCodes.OK;
    }

    private WakeupResult run(final WaitStrategy strategy) throws InterruptedException
    {
        try (Progress progress = new Progress(
            "wakeup", (long)warmUps + messages, spec.commandLine().getErr(), Terminal.ofThisProcess()))
        {
            return new WakeupRun(strategy, progress::update).run(warmUps, messages, rate, settleSeconds, idleSeconds);
        }
    }

    private static void print(final PrintWriter out, final WakeupResult result)
    {
        final Histogram latencies = result.latencies();
        out.printf("%-8s %10s %10s %10s %10s %8s %% %12s%s%n", result.strategy(),
            Units.time(latencies.getValueAtPercentile(50)), Units.time(latencies.getValueAtPercentile(90)),
            Units.time(latencies.getValueAtPercentile(99)), Units.time(latencies.getMaxValue()),
            String.format(Locale.ROOT, "%.2f", result.idleCpuPercent()),
            Units.time(result.bareLatencies().getValueAtPercentile(50)),
            !"event".equals(result.strategy()) ? "" : result.meetsTarget() ? "  P12 met" : "  P12 missed");
        out.flush();
    }

    private void add(final JsonArray rows, final WakeupResult result)
    {
        final JsonObject object = row("skein", result.strategy(), result.latencies());
        object.addProperty("driver", "cooperative");
        object.addProperty("idleSeconds", result.idleSeconds());
        object.addProperty("idleCpuPercent", result.idleCpuPercent());
        rows.add(object);
        rows.add(row(BareWakeup.NAME, result.strategy(), result.bareLatencies()));
    }

    private JsonObject row(final String system, final String strategy, final Histogram latencies)
    {
        final JsonObject object = new JsonObject();
        object.addProperty("system", system);
        object.addProperty("scenario", "wakeup");
        object.addProperty("channel", "ipc");
        object.addProperty("strategy", strategy);
        object.addProperty("sizeBytes", Long.BYTES);
        object.addProperty("messages", latencies.getTotalCount());
        object.addProperty("messagesPerSecond", rate);
        object.addProperty("p50Ns", latencies.getValueAtPercentile(50));
        object.addProperty("p90Ns", latencies.getValueAtPercentile(90));
        object.addProperty("p99Ns", latencies.getValueAtPercentile(99));
        object.addProperty("p999Ns", latencies.getValueAtPercentile(99.9));
        object.addProperty("maxNs", latencies.getMaxValue());
        return object;
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
