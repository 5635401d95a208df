package io.skein.perf.latency;

import io.skein.tool.JsonFile;
import io.skein.tool.Terminal;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "from the time that the publisher put into the message: its topic must have publishTime on. Both clocks " +
            "must be the same host's. With the publisher's --rate, messages that a pause held back count as often as " +
            "they should have come.",
        "%nCtrl-C ends it, and the summary and the files are written."},
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

    @Option(names = "--topic", paramLabel = "NAME", description = "Attach to this topic instead of sending.")
    private String topic;

    @Option(names = "--kind", paramLabel = "tensor|message", defaultValue = "tensor",
        description = "What travels in it; default ${DEFAULT-VALUE}.")
    private String kind;

    @Option(names = "--stream", paramLabel = "ID", description = "Its stream; default: what follows from its name.")
    private Integer stream;

    @Option(names = "--channel", paramLabel = "ipc|udp|URI", defaultValue = "ipc",
        description = "ipc, udp (loopback) or an Aeron URI; default ${DEFAULT-VALUE}.")
    private String channel;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of a driver that runs already; default: an embedded one.")
    private Path aeronDirectory;

    @Option(names = "--rate", paramLabel = "PER_S",
        description = "Messages a second; default 1000, attached: not known.")
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
        final boolean isAttached = null != topic;
        final double perSecond = null != rate ? rate : isAttached ? 0 : DEFAULT_RATE;
        require("tensor".equals(kind) || "message".equals(kind), "--kind", kind, "tensor or message");
        require(isAttached || null == stream && "tensor".equals(kind), "--stream or --kind",
            null == stream ? kind : stream, "--topic with it");
        require(perSecond > 0 && perSecond <= MAX_RATE || isAttached && null == rate, "--rate", perSecond,
            "more than 0, up to 1e7");
        require(size >= Long.BYTES && size <= MAX_SIZE, "--size", size, "8 to " + MAX_SIZE);
        require(seconds >= 0 && seconds <= MAX_SECONDS, "--seconds", seconds, "0 to 1e7");
        require(warmup >= 0 && warmup <= MAX_SECONDS, "--warmup", warmup, "0 to 1e7");
        require(interval >= MIN_INTERVAL && interval <= MAX_SECONDS, "--interval", interval, MIN_INTERVAL + " to 1e7");
        for (final Path file : new Path[]{hlog, hgrm, json})
        {
            JsonFile.check(file);
        }
        return new LatencyRun(
            new LatencySetup(topic(isAttached), isAttached, perSecond, size, seconds, warmup, interval, aeronDirectory,
                hlog, hgrm, json),
            spec.commandLine().getOut(), spec.commandLine().getErr(), Terminal.ofThisProcess()).run();
    }

    private Topic topic(final boolean isAttached)
    {
        final String uri = "ipc".equals(channel) ? "aeron:ipc" :
            "udp".equals(channel) ? "aeron:udp?endpoint=127.0.0.1:24331" : channel;
        final Topic named = Topic.of(isAttached ? topic : OWN_TOPIC,
            "message".equals(kind) ? TopicKind.MESSAGE : TopicKind.TENSOR).channel(uri);
        return null == stream ? named : named.stream(stream);
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
