package io.skein.perf.wakeup;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.idle.WaitStrategy;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
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
import java.util.ArrayList;
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
        "one, the time is from just before the offer to the handler; then nothing is sent, and the processor time of " +
        "the whole process is taken, driver included.",
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
        out.printf("%-8s %10s %10s %10s %10s %10s%n", "strategy", "p50", "p90", "p99", "max", "idle CPU");
        final List<WakeupResult> results = new ArrayList<>();
        for (final WaitStrategy strategy : asked)
        {
            final WakeupResult result =
                new WakeupRun(strategy).run(warmUps, messages, rate, settleSeconds, idleSeconds);
            results.add(result);
            print(out, result);
        }
        if (null != json)
        {
            JsonFile.write(json, json(results));
        }
        return ExitCodes.OK;
    }

    private static void print(final PrintWriter out, final WakeupResult result)
    {
        final Histogram latencies = result.latencies();
        out.printf("%-8s %10s %10s %10s %10s %8s %%%s%n", result.strategy(),
            Units.time(latencies.getValueAtPercentile(50)), Units.time(latencies.getValueAtPercentile(90)),
            Units.time(latencies.getValueAtPercentile(99)), Units.time(latencies.getMaxValue()),
            String.format(Locale.ROOT, "%.2f", result.idleCpuPercent()),
            !"event".equals(result.strategy()) ? "" : result.meetsTarget() ? "  P12 met" : "  P12 missed");
        out.flush();
    }

    private JsonArray json(final List<WakeupResult> results)
    {
        final JsonArray array = new JsonArray();
        for (final WakeupResult result : results)
        {
            final Histogram latencies = result.latencies();
            final JsonObject object = new JsonObject();
            object.addProperty("system", "skein");
            object.addProperty("scenario", "wakeup");
            object.addProperty("channel", "aeron:ipc");
            object.addProperty("driver", "cooperative");
            object.addProperty("strategy", result.strategy());
            object.addProperty("sizeBytes", Long.BYTES);
            object.addProperty("messages", latencies.getTotalCount());
            object.addProperty("messagesPerSecond", rate);
            object.addProperty("p50Ns", latencies.getValueAtPercentile(50));
            object.addProperty("p90Ns", latencies.getValueAtPercentile(90));
            object.addProperty("p99Ns", latencies.getValueAtPercentile(99));
            object.addProperty("p999Ns", latencies.getValueAtPercentile(99.9));
            object.addProperty("maxNs", latencies.getMaxValue());
            object.addProperty("idleSeconds", result.idleSeconds());
            object.addProperty("idleCpuPercent", result.idleCpuPercent());
            array.add(object);
        }
        return array;
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
