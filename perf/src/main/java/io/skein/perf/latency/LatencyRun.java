package io.skein.perf.latency;

import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.perf.attach.LiveRun;
import io.skein.perf.attach.LiveText;
import io.skein.perf.attach.RunState;
import io.skein.perf.attach.Watched;
import io.skein.tool.ExitCodes;
import io.skein.tool.Terminal;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Puts ends, screen and files together.
 */
final class LatencyRun implements Watched
{
    private static final double NS_PER_SECOND = 1e9;

    private final LatencySetup setup;
    private final PrintWriter out;
    private final Terminal terminal;
    private final LatencyScreen screen;
    private final Histogram total = new Histogram(3);
    private LatencyReceiver receiver;
    private LatencyLog log;
    private Histogram interval;

    LatencyRun(final LatencySetup setup, final PrintWriter out, final PrintWriter err, final Terminal terminal)
    {
        this.setup = setup;
        this.out = out;
        this.terminal = terminal;
        screen = new LatencyScreen(new LiveText(err, terminal));
    }

    /**
     * @return one of the {@link ExitCodes}.
     * @throws IOException    when a file can not be written.
     * @throws SkeinException when an end fails, or nothing was received.
     */
    int run() throws IOException
    {
        try
        {
            return new LiveRun(setup.pace(), setup.aeronDirectory()).run(this);
        }
        finally
        {
            if (null != log)
            {
                log.close();
            }
        }
    }

    @Override
    public List<Runnable> ends(final Skein skein, final RunState state)
    {
        final SendSchedule schedule = new SendSchedule(setup.intervalNs());
        receiver = new LatencyReceiver(skein, setup, state, schedule);
        return setup.isAttached() ? List.of(receiver) :
            List.of(receiver, new LatencySender(skein, setup, state, schedule));
    }

    @Override
    public void begin() throws IOException
    {
        log = LatencyLog.open(setup.hlog());
    }

    @Override
    public void look(final long elapsedNs) throws IOException
    {
        takeInterval();
        screen.show(interval, total, elapsedNs, receiver.tally().counts().messages(),
            receiver.listener().publisherCount());
    }

    private void takeInterval() throws IOException
    {
        interval = receiver.tally().recorder().getIntervalHistogram(interval);
        total.add(interval);
        log.add(interval);
    }

    @Override
    public int finish(final long elapsedNs, final boolean isStopped) throws IOException
    {
        takeInterval();
        final LatencyReport report = new LatencyReport(setup, total, receiver.tally().counts(),
            elapsedNs / NS_PER_SECOND, receiver.listener().stats().lost());
        report.write(out, terminal.columns());
        if (0 == total.getTotalCount())
        {
            throw new SkeinException("no message came on topic " + setup.topic().name() + ", stream " +
                setup.topic().streamId() + ": is its publisher there, and on the same driver?");
        }
        if (!report.failures().isEmpty())
        {
            return ExitCodes.FAILED;
        }
        return isStopped ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }
}
