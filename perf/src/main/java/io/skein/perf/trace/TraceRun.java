package io.skein.perf.trace;

import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.perf.attach.LiveRun;
import io.skein.perf.attach.LiveText;
import io.skein.perf.attach.Pace;
import io.skein.perf.attach.Paragraph;
import io.skein.perf.attach.RunState;
import io.skein.perf.attach.Watched;
import io.skein.perf.bench.Machine;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Terminal;
import io.skein.tool.Units;
import io.skein.topic.Topic;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Puts listener, screen and file together.
 */
final class TraceRun implements Watched
{
    private static final double NS_PER_SECOND = 1e9;

    private final Topic topic;
    private final Pace pace;
    private final Path json;
    private final PrintWriter out;
    private final Terminal terminal;
    private final LiveText live;
    private final TraceTally tally = new TraceTally();
    private TraceReceiver receiver;

    TraceRun(
        final Topic topic, final Pace pace, final Path json, final PrintWriter out, final PrintWriter err,
        final Terminal terminal)
    {
        this.topic = topic;
        this.pace = pace;
        this.json = json;
        this.out = out;
        this.terminal = terminal;
        live = new LiveText(err, terminal);
    }

    /**
     * @param aeronDirectory of a driver that runs already, or null.
     * @return one of the {@link ExitCodes}.
     * @throws IOException    when the file can not be written.
     * @throws SkeinException when the listener fails, nothing was received, or nothing had a trace.
     */
    int run(final Path aeronDirectory) throws IOException
    {
        return new LiveRun(pace, aeronDirectory).run(this);
    }

    @Override
    public List<Runnable> ends(final Skein skein, final RunState state)
    {
        receiver = new TraceReceiver(skein, topic, state, tally);
        return List.of(receiver);
    }

    @Override
    public void begin()
    {
        // What was seen before are clocks, and they go on.
    }

    @Override
    public void look(final long elapsedNs)
    {
        final TraceFigures figures = tally.figures();
        final String head = String.format(Locale.ROOT, "%.1f s, %d publishers%s", elapsedNs / NS_PER_SECOND,
            receiver.listener().publisherCount(), live.isInteractive() ? "\n" : ", ");
        live.show(head + (live.isInteractive() ? new TraceText(figures, live.columns()) :
            Units.count(figures.counts().messages()) + " messages, " +
            Units.count(figures.counts().withoutTrace()) + " without a trace\n"));
    }

    @Override
    public int finish(final long elapsedNs, final boolean isStopped) throws IOException
    {
        final TraceFigures figures = tally.figures();
        final double seconds = elapsedNs / NS_PER_SECOND;
        final long lost = receiver.listener().stats().lost();
        final String channel = topic.channels().get(0).subscribe();
        out.print(Paragraph.wrap(String.format(Locale.ROOT, "topic %s over %s, %.1f s%s", topic.name(), channel,
            seconds, lost > 0 ? ", " + Units.count(lost) + " messages lost" : ""), terminal.columns()) +
            new TraceText(figures, terminal.columns()));
        out.flush();
        if (null != json)
        {
            JsonFile.write(json, new TraceJson("skein", "trace", topic.name(), channel, seconds, lost,
                figures.counts(), figures.rows(), figures.clocks(), Machine.name(), Machine.commit()));
        }
        if (0 == figures.counts().messages())
        {
            throw new SkeinException("no message came on topic " + topic.name() + ", stream " + topic.streamId() +
                ": is its publisher there, and on the same driver?");
        }
        if (figures.rows().isEmpty())
        {
            throw new SkeinException("none of " + Units.count(figures.counts().messages()) + " messages of topic " +
                topic.name() + " has a trace: set trace in the topic of their publishers");
        }
        return isStopped ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }
}
