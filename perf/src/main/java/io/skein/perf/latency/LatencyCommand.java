package io.skein.perf.latency;

import io.skein.perf.attach.Pace;
import io.skein.perf.attach.TopicArguments;
import io.skein.tool.JsonFile;
import io.skein.tool.Terminal;
import io.skein.topic.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code ./skein latency}.
 */
@Command(
    name = "latency",
    header = "How long messages take, one way, while you look on.",
    description = {
        "%nAlone, it sends tensors to itself on schedule, and each latency counts from when the message should have " +
            "left: a sender that was held up hides nothing (no coordinated omission).",
        "%nWith --topic it listens to what others publish on a driver that runs already, and each latency counts " +
            "from when the message was published. If the topic of its publisher has trace, and that is on this host, " +
            "the clock is the same, and the latency exact. Else the topic must have publishTime, whose clock is set " +
            "by the time of day: on one host latencies may be 1 us off, on others as far as the clocks are.",
        "%nWith the rate that each publisher is known to have, messages that it held back count from when it should " +
            "have published them.",
        "%nCtrl-C ends it, and the summary and the files are written. What was due and has not come half a second " +
            "later counts as old as it is then, and the run is a FAIL, as it is below 99 %% of the rate."},
    sortOptions = false)
final class LatencyCommand implements Callable<Integer>
{
    private static final double DEFAULT_RATE = 1_000;
    private static final double MAX_RATE = 1e7;
    private static final double MAX_SECONDS = 1e7;
    private static final double MIN_INTERVAL = 0.01;
    private static final int MAX_SIZE = 1 << 16;
    private static final String OWN_TOPIC = "skein/latency";

    @Spec
    private CommandSpec spec;

    @Mixin
    private TopicArguments topic;

    @Option(names = "--rate", paramLabel = "PER_S",
        description = "Messages a second; default 1000, with --topic: of each publisher, not known.")
    private Double rate;

    @Option(names = "--size", paramLabel = "BYTES", defaultValue = "64",
        description = "Of the messages that it sends, 8 to " + MAX_SIZE + "; default ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "0",
        description = "How long to measure; default: until Ctrl-C.")
    private double seconds;

    @Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "2",
        description = "How long not to measure before; default ${DEFAULT-VALUE}.")
    private double warmup;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1",
        description = "How often to show; default ${DEFAULT-VALUE}.")
    private double interval;

    @Option(names = "--hlog", paramLabel = "FILE",
        description = "Write each interval's histogram, as HdrHistogram's log.")
    private Path hlog;

    @Option(names = "--hgrm", paramLabel = "FILE",
        description = "Write the percentiles of all, for HdrHistogram's plotter.")
    private Path hgrm;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures.")
    private Path json;

    @Override
    public Integer call() throws IOException
    {
        final boolean isAttached = topic.isNamed();
        final double perSecond = null != rate ? rate : isAttached ? 0 : DEFAULT_RATE;
        final Topic used = isAttached ? topic.topic() : topic.ownTopic(OWN_TOPIC);
        topic.require(perSecond > 0 && perSecond <= MAX_RATE || isAttached && null == rate, "--rate", perSecond,
            "more than 0, up to 1e7");
        topic.require(size >= Long.BYTES && size <= MAX_SIZE, "--size", size, "8 to " + MAX_SIZE);
        topic.require(seconds >= 0 && seconds <= MAX_SECONDS, "--seconds", seconds, "0 to 1e7");
        topic.require(warmup >= 0 && warmup <= MAX_SECONDS, "--warmup", warmup, "0 to 1e7");
        topic.require(interval >= MIN_INTERVAL && interval <= MAX_SECONDS, "--interval", interval,
            MIN_INTERVAL + " to 1e7");
        for (final Path file : new Path[]{hlog, hgrm, json})
        {
            JsonFile.check(file);
        }
        return new LatencyRun(
            new LatencySetup(used, isAttached, perSecond, size, new Pace(warmup, seconds, interval),
                topic.aeronDirectory(), hlog, hgrm, json),
            spec.commandLine().getOut(), spec.commandLine().getErr(), Terminal.ofThisProcess()).run();
    }
}
