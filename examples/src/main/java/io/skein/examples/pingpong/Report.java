package io.skein.examples.pingpong;

import io.skein.examples.picture.Picture;
import io.skein.message.PublisherStats;
import io.skein.tensor.TensorType;
import io.skein.tool.JsonFile;
import io.skein.tool.PercentileTable;
import io.skein.tool.Terminal;
import io.skein.tool.TerminalHistogram;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Shows and writes what came of a run.
 */
final class Report
{
    private static final int TICKS_PER_HALF = 5;
    private static final double UNSCALED = 1.0;

    private final PingPongSetup setup;
    private final PingResult result;

    Report(final PingPongSetup setup, final PingResult result)
    {
        this.setup = setup;
        this.result = result;
    }

    /**
     * @param out      receives the report.
     * @param terminal behind it.
     * @param answered what pong sent; null if that is another process.
     */
    void print(final PrintWriter out, final Terminal terminal, final PublisherStats answered)
    {
        final TensorType type = setup.content().type();
        final double rate = setup.plan().ratePerSecond();
        out.println("pingpong  " + type + " = " + Units.bytes(type.sizeBytes()) + "  " + setup.routes().channel() +
            ", driver " + setup.driverName() + ", " + Units.count(result.messages()) + " round trips " +
            (rate > 0 ? "at " + Units.rate(rate) : "one by one") + " after " + Units.count(result.warmup()) +
            " to warm up" + (result.isStopped() ? ", stopped early" : ""));
        out.println();
        out.print(new PercentileTable().row("", result.histogram(), result.messagesPerSecond()));
        out.println();
        out.print(new TerminalHistogram(result.histogram(), terminal));
        out.println();
        out.println("lanes     " + lanes("ping", result.sent()) +
            (null == answered ? "" : ", " + lanes("pong", answered)));
        out.println("verified  " + Units.count(result.messages() + result.warmup()) + " replies, every byte: " +
            Units.count(result.corrupted()) + " corrupted, " + Units.count(result.lost()) + " lost");
        out.flush();
    }

    /**
     * Write the files that were asked for.
     *
     * @param firstReply bytes of a reply.
     * @throws IOException if one can not be written.
     */
    void write(final byte[] firstReply) throws IOException
    {
        final PingPongSetup.Outputs outputs = setup.outputs();
        if (null != outputs.hgrm())
        {
            JsonFile.writeText(outputs.hgrm(), percentiles(result.histogram()));
        }
        if (null != outputs.json())
        {
            JsonFile.write(outputs.json(), PingPongJson.of(setup, result));
        }
        if (null != outputs.picture())
        {
            writePicture(outputs.picture(), firstReply);
        }
    }

    private void writePicture(final Path file, final byte[] pixels) throws IOException
    {
        final TensorType type = setup.content().type();
        new Picture((int)type.dim(1), (int)type.dim(0), Picture.COLOURS, pixels).writePng(file);
    }

    private static String percentiles(final Histogram histogram)
    {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        histogram.outputPercentileDistribution(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), TICKS_PER_HALF, UNSCALED, false);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String lanes(final String who, final PublisherStats stats)
    {
        return who + " " + Units.count(stats.claimed()) + " claimed, " + Units.count(stats.gathered()) + " gathered";
    }
}
