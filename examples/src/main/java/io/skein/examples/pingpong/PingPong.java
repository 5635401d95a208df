package io.skein.examples.pingpong;

import io.skein.Connection;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.driver.DriverOptions;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.PublisherStats;
import io.skein.tool.ExitCodes;
import io.skein.tool.Progress;
import io.skein.tool.StopSignal;
import io.skein.tool.Terminal;
import io.skein.tool.Units;

import java.io.IOException;
import java.io.PrintWriter;

/**
 * Puts driver, connection, ping and pong together, as the role says.
 */
final class PingPong
{
    private final PingPongSetup setup;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;

    PingPong(final PingPongSetup setup, final PrintWriter out, final PrintWriter err, final Terminal terminal)
    {
        this.setup = setup;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * @return the exit code.
     * @throws IOException    if a file can not be written.
     * @throws SkeinException if it can not be done, or what came back is not what was sent.
     */
    int run() throws IOException
    {
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = null == setup.aeronDirectory() ? launch() : null;
            Skein skein = Skein.connect(
                null == driver ? Connection.to(setup.aeronDirectory()) : driver.connection()))
        {
            return switch (setup.role())
            {
                case BOTH -> both(skein, stop);
                case PING -> ping(skein, stop, null);
                case PONG -> pong(skein, stop);
            };
        }
    }

    private EmbeddedDriver launch()
    {
        final long needBytes = null == setup.content() ? 0 : setup.routes().logBytes(setup.content().type());
        final DriverOptions options = DriverOptions.of(DriverProfile.cooperative());
        return EmbeddedDriver.launch(needBytes > 0 ? options.withNeedBytes(needBytes) : options);
    }

    private int both(final Skein skein, final StopSignal stop) throws IOException
    {
        final Pong pong = new Pong(skein, setup.routes(), setup.plan().patience(), stop);
        try (PongThread thread = new PongThread(pong))
        {
            return ping(skein, stop, new Other(pong, thread));
        }
    }

    private int ping(final Skein skein, final StopSignal stop, final Other other) throws IOException
    {
        final Runnable health = null == other ? () -> {} : other.thread()::check;
        try (Ping ping = new Ping(skein, setup.routes(), setup.plan(), setup.content(), this::progress, stop, health))
        {
            if (null == other)
            {
                err.println("skein pingpong: waiting for pong on " +
                    setup.routes().ping(setup.content().type()).channels().get(0).publish());
            }
            ping.awaitPong();
            if (null == other)
            {
                err.println("skein pingpong: pong answers");
            }
            final PingResult result = ping.run();
            // What follows writes files, and an interrupt would close them.
            Thread.interrupted();
            final Report report = new Report(setup, result);
            report.print(out, terminal, null == other ? null : other.pong().stats());
            report.write(ping.firstReply());
            return exitCode(result);
        }
    }

    private int pong(final Skein skein, final StopSignal stop)
    {
        try (Pong pong = new Pong(skein, setup.routes(), setup.plan().patience(), stop))
        {
            out.println("pong waits for ping on " + setup.routes().ping(null).channels().get(0).subscribe());
            out.flush();
            pong.serve();
            final PublisherStats stats = pong.stats();
            out.println("pong sent back " + Units.count(stats.claimed() + stats.gathered()) + " tensors: " +
                Units.count(stats.claimed()) + " claimed, " + Units.count(stats.gathered()) + " gathered");
            out.flush();
            return stop.isRaised() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
        }
    }

    private Progress progress(final String what, final long steps)
    {
        return new Progress(what, steps, err, terminal);
    }

    private int exitCode(final PingResult result)
    {
        if (result.corrupted() > 0 || result.lost() > 0)
        {
            throw new SkeinException(Units.count(result.corrupted()) + " replies differ from what was sent, " +
                Units.count(result.lost()) + " are missing: does another ping or pong use the same channels?");
        }
        final double rate = setup.plan().ratePerSecond();
        if (result.isRateMissed(rate))
        {
            throw new SkeinException("rate missed: messages left at " + Units.rate(result.sendsPerSecond()) +
                ", wanted " + Units.rate(rate) + "; give a lower --rate or a smaller --shape");
        }
        return result.isStopped() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }

    /**
     * The other side, when it is in this process.
     *
     * @param pong   the side.
     * @param thread its thread.
     */
    private record Other(Pong pong, PongThread thread)
    {
    }
}
