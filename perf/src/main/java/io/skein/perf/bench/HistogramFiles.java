package io.skein.perf.bench;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Keeps the histograms themselves, as other tools read them: one log of all rounds, a tag for each system and size, and
 * the percentiles of each in a file of its own.
 */
final class HistogramFiles implements AutoCloseable
{
    private static final double NS_PER_US = 1e3;
    private static final int TICKS_PER_HALF = 5;

    private final Path folder;
    private final PrintStream stream;
    private final HistogramLogWriter log;

    HistogramFiles(final Path folder, final long startMs) throws IOException
    {
        this.folder = Files.createDirectories(folder);
        removeOld();
        stream = new PrintStream(folder.resolve("rounds.hlog").toFile(), StandardCharsets.UTF_8);
        log = new HistogramLogWriter(stream);
        log.outputComment("[latencies in nanoseconds, one line for each round]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMs);
        log.outputLegend();
    }

    /**
     * Those of an earlier run that had other systems or sizes would pass for some of this one.
     */
    private void removeOld() throws IOException
    {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.hgrm"))
        {
            for (final Path file : old)
            {
                Files.delete(file);
            }
        }
    }

    void add(final BenchOptions options, final BenchResult result) throws IOException
    {
        if (!result.hasLatencies())
        {
            return;
        }
        final String tag = tag(options, result);
        for (final RoundResult round : result.rounds())
        {
            final Histogram histogram = round.latencies();
            histogram.setTag(tag);
            final long nowMs = System.currentTimeMillis();
            histogram.setStartTimeStamp(nowMs - round.elapsedNs() / 1_000_000);
            histogram.setEndTimeStamp(nowMs);
            log.outputIntervalHistogram(histogram);
        }
        try (PrintStream out = new PrintStream(folder.resolve(tag + ".hgrm").toFile(), StandardCharsets.UTF_8))
        {
            result.allLatencies().outputPercentileDistribution(out, TICKS_PER_HALF, NS_PER_US);
        }
    }

    private static String tag(final BenchOptions options, final BenchResult result)
    {
        return String.format(Locale.ROOT, "%s-%s%s-%s%s%s-%d", options.scenario(), options.channel(),
            2 == options.processes() ? "-2processes" : "", result.system(), options.isTouched() ? "-touched" : "",
            0 == options.ratePerSecond() ? "" : String.format(Locale.ROOT, "-%.0fps", options.ratePerSecond()),
            result.size());
    }

    @Override
    public void close()
    {
        stream.close();
    }
}
