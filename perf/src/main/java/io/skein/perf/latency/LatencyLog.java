package io.skein.perf.latency;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The histogram of each interval in a file, written as it comes, so that whatever ends the process leaves the others.
 */
final class LatencyLog implements AutoCloseable
{
    private final PrintStream stream;
    private final HistogramLogWriter writer;

    private LatencyLog(final OutputStream target)
    {
        stream = new PrintStream(target, true, StandardCharsets.UTF_8);
        writer = new HistogramLogWriter(stream);
        writer.outputComment("[latencies in nanoseconds]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(System.currentTimeMillis());
        writer.outputLegend();
    }

    /**
     * @param file to write; null for none.
     * @return open.
     * @throws IOException when it can not be written.
     */
    static LatencyLog open(final Path file) throws IOException
    {
        return new LatencyLog(null == file ? OutputStream.nullOutputStream() : Files.newOutputStream(file));
    }

    void add(final Histogram interval) throws IOException
    {
        writer.outputIntervalHistogram(interval);
        if (stream.checkError())
        {
            throw new IOException("the histograms can not be written: is the disk full?");
        }
    }

    @Override
    public void close()
    {
        stream.close();
    }
}
