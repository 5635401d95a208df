package io.skein.perf.latency;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.perf.bench.Machine;
import io.skein.tool.JsonFile;
import io.skein.tool.PercentileTable;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The summary, and the files of the whole run.
 *
 * @param setup   of the run.
 * @param total   latencies in nanoseconds.
 * @param seconds that were measured.
 * @param lost    messages.
 */
record LatencyReport(LatencySetup setup, Histogram total, double seconds, long lost)
{
    private static final int TICKS_PER_HALF = 5;
    private static final double NS_PER_US = 1e3;

    void write(final PrintWriter out) throws IOException
    {
        out.println((setup.isAttached() ? "topic " + setup.topic().name() + ", since published" :
            Units.bytes(setup.sizeBytes()) + " on schedule, since each was due") + ", one way over " +
            setup.topic().channels().get(0).subscribe() + ", " + Units.count(total.getTotalCount()) + " messages");
        out.print(new PercentileTable().row("", total, total.getTotalCount() / seconds));
        out.flush();
        if (null != setup.hgrm())
        {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            total.outputPercentileDistribution(
                new PrintStream(bytes, false, StandardCharsets.UTF_8), TICKS_PER_HALF, NS_PER_US);
            JsonFile.writeText(setup.hgrm(), bytes.toString(StandardCharsets.UTF_8));
        }
        if (null != setup.json())
        {
            JsonFile.write(setup.json(), json());
        }
    }

    private JsonArray json()
    {
        final JsonObject object = new JsonObject();
        object.addProperty("system", "skein");
        object.addProperty("scenario", "latency");
        object.addProperty("channel", setup.topic().channels().get(0).subscribe());
        object.addProperty("topic", setup.topic().name());
        object.addProperty("attached", setup.isAttached());
        object.addProperty("sizeBytes", setup.isAttached() ? null : (Number)setup.sizeBytes());
        object.addProperty("ratePerSecond", 0 == setup.ratePerSecond() ? null : (Number)setup.ratePerSecond());
        object.addProperty("rateMissed", setup.isMissed(total.getTotalCount() / seconds));
        object.addProperty("seconds", seconds);
        object.addProperty("messages", total.getTotalCount());
        object.addProperty("messagesPerSecond", total.getTotalCount() / seconds);
        object.addProperty("p50Ns", total.getValueAtPercentile(50));
        object.addProperty("p90Ns", total.getValueAtPercentile(90));
        object.addProperty("p99Ns", total.getValueAtPercentile(99));
        object.addProperty("p999Ns", total.getValueAtPercentile(99.9));
        object.addProperty("p9999Ns", total.getValueAtPercentile(99.99));
        object.addProperty("maxNs", total.getMaxValue());
        object.addProperty("lost", lost);
        object.addProperty("machine", Machine.name());
        object.addProperty("commit", Machine.commit());
        final JsonArray array = new JsonArray();
        array.add(object);
        return array;
    }
}
