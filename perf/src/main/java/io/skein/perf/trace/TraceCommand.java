package io.skein.perf.trace;

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
 * {@code ./skein trace}.
 */
@Command(
    name = "trace",
    header = "Where messages spend their time, hop by hop, while you look on.",
    description = {
        "%nListens to a topic whose publishers have trace, beside its other subscribers, and sums up the traces: for " +
            "each hop from published to in log, received, handler start and forwarded, and the spans of the stages. " +
            "The last hop ends here. Name the topic of the last hop to see all of a pipeline. Like any subscriber it " +
            "holds publishers up if it is too slow.",
        "%nTimes of one host are of one clock, and exact. Where a hop goes from one host to another, the offset of " +
            "their clocks is estimated, from messages both ways if there are any, and what depends on it has a tilde.",
        "%n--json writes one object: topic, channel, seconds, lost; counts {messages, withoutTrace, lostHops, " +
            "lostSpans, backwards, leftOut}; stages [{hop, begin, end, isEstimated, count, p50Ns, p99Ns, maxNs}], " +
            "where begin is span and end its name for a span, and hop is -1 for the whole way; clocks [{hop, from, " +
            "to, kind, offsetNs, errorNs}], where kind is 'both ways', 'one way' or 'unknown', offsetNs is what to " +
            "add to a time of the one clock to have it by the other, and errorNs is null unless it was both ways.",
        "%nCtrl-C ends it, and the summary and the file are written."},
    sortOptions = false)
final class TraceCommand implements Callable<Integer>
{
    private static final double MAX_SECONDS = 1e7;
    private static final double MIN_INTERVAL = 0.01;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TopicArguments topic;

    @Option(names = "--duration", paramLabel = "SECONDS", defaultValue = "0",
        description = "How long to measure; default: until Ctrl-C.")
    private double duration;

    @Option(names = "--warmup", paramLabel = "SECONDS", defaultValue = "1",
        description = "How long to look at the clocks alone, before; default ${DEFAULT-VALUE}.")
    private double warmup;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1",
        description = "How often to show; default ${DEFAULT-VALUE}.")
    private double interval;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures.")
    private Path json;

    @Override
    public Integer call() throws IOException
    {
        final Topic used = topic.topic();
        topic.require(duration >= 0 && duration <= MAX_SECONDS, "--duration", duration, "0 to 1e7");
        topic.require(warmup >= 0 && warmup <= MAX_SECONDS, "--warmup", warmup, "0 to 1e7");
        topic.require(interval >= MIN_INTERVAL && interval <= MAX_SECONDS, "--interval", interval,
            MIN_INTERVAL + " to 1e7");
        JsonFile.check(json);
        return new TraceRun(used, new Pace(warmup, duration, interval), json, spec.commandLine().getOut(),
            spec.commandLine().getErr(), Terminal.ofThisProcess()).run(topic.aeronDirectory());
    }
}
