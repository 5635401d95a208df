package io.skein.examples.market;

import io.skein.idle.WaitStrategy;
import io.skein.tool.JsonFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * {@code ./skein market}.
 */
@Command(
    name = "market",
    header = "Market data in your own SBE schema: a feed, a book builder, a strategy, and how late each is.",
    description = {
        "%nAlone, it runs all three on an embedded driver. As three processes of one host, with a driver that runs " +
            "already (./skein driver):",
        "  ./skein market --role strategy",
        "  ./skein market --role book",
        "  ./skein market --role feed",
        "%nLatency counts from when a quote had to leave."},
    sortOptions = false)
final class MarketCommand implements Callable<Integer>
{
    private static final double MAX_RATE = 1e8;
    private static final long MAX_QUOTES = 1_000_000_000_000L;
    private static final double DEFAULT_SECONDS = 5;
    private static final int MAX_INSTRUMENTS = 10_000;
    private static final long MAX_WAIT_S = 86_400;

    @Option(names = "--role", paramLabel = "ROLE", defaultValue = "all",
        description = "all, feed, book or strategy; default ${DEFAULT-VALUE}.")
    private Role role;

    @Option(names = "--rate", paramLabel = "PER_S", defaultValue = "10000",
        description = "Quotes in a second; default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--quotes", paramLabel = "N", description = "Quotes that count; default: of 5 s.")
    private Long quotes;

    @Option(names = "--warmup", paramLabel = "N",
        description = "Quotes before these; default: of 1 s. Give all processes the same.")
    private Long warmup;

    @Option(names = "--instruments", paramLabel = "N", defaultValue = "100",
        description = "Books, quoted in turn; default ${DEFAULT-VALUE}. Give all processes the same.")
    private int instruments;

    @Option(names = "--waiting", paramLabel = "STRATEGY", defaultValue = "auto",
        description = "auto, spin, yield, park or event; default ${DEFAULT-VALUE}.")
    private String waiting;

    @Option(names = "--aeron-dir", paramLabel = "DIR", description = "Directory of a driver that runs already.")
    private Path aeronDirectory;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results.")
    private Path json;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
        description = "Longest wait of the feed for the book builder; default ${DEFAULT-VALUE}.")
    private long waitSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        if (!(rate > 0 && rate <= MAX_RATE))
        {
            throw usage("--rate is " + rate + ": give more than 0 and at most 1e8 quotes per second");
        }
        final long count = null == quotes ? Math.max(1, (long)(rate * DEFAULT_SECONDS)) : quotes;
        final long before = null == warmup ? (long)rate : warmup;
        require("--quotes", count, 1, MAX_QUOTES);
        require("--warmup", before, 0, MAX_QUOTES);
        require("--instruments", instruments, 1, MAX_INSTRUMENTS);
        require("--wait", waitSeconds, 1, MAX_WAIT_S);
        final WaitStrategy strategy = WaitStrategy.of(waiting);
        JsonFile.check(json);
        final MarketPlan plan = new MarketPlan(count, before, rate, instruments, Duration.ofSeconds(waitSeconds));
        return new Market(role, plan, strategy, aeronDirectory, json, spec.commandLine().getOut()).run();
    }

    private void require(final String option, final long value, final long min, final long max)
    {
        if (value < min || value > max)
        {
            throw usage(option + " is " + value + ": give " + min + " to " + max);
        }
    }

    private ParameterException usage(final String message)
    {
        return new ParameterException(spec.commandLine(), message);
    }
}
