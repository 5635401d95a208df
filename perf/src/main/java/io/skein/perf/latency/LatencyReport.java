package io.skein.perf.latency;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.perf.attach.Paragraph;
import io.skein.perf.bench.Machine;
import io.skein.tool.JsonFile;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The summary, and the files of the whole run.
 *
 * @param setup   of the run.
 * @param total   latencies in nanoseconds.
 * @param counts  of what they are.
 * @param seconds that were measured.
 * @param lost    messages.
 */
record LatencyReport(LatencySetup setup, Histogram total, LatencyCounts counts, double seconds, long lost)
{
    private static final int TICKS_PER_HALF = 5;
    private static final double NS_PER_US = 1e3;
    /**
     * Both clocks are set by the time of day, by the best of some looks at it, each of which takes some time.
     */
    private static final long WALL_CLOCK_ERROR_NS = 1_000;

    void write(final PrintWriter out, final int columns) throws IOException
    {
        out.print(Paragraph.wrap((setup.isAttached() ? "topic " + setup.topic().name() + ", since published" :
            Units.bytes(setup.sizeBytes()) + " on schedule, since each was due") + ", one way over " +
            setup.topic().channels().get(0).subscribe() + ", " + Units.count(counts.messages()) + " messages",
            columns));
        out.print(new LatencyTable(columns, 0).row("", total, perSecond()));
        notes().forEach((note) -> out.print(Paragraph.wrap(note, columns)));
        failures().forEach((failure) -> out.print(Paragraph.wrap("FAIL: " + failure, columns)));
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

    private double perSecond()
    {
        return counts.inTime() / seconds;
    }

    private List<String> notes()
    {
        final List<String> notes = new ArrayList<>();
        if (counts.heldBack() > 0)
        {
            notes.add(Units.count(counts.heldBack()) + " more count that a publisher should have sent by its --rate, " +
                "and did not");
        }
        if (counts.slower() > 0)
        {
            notes.add(Units.count(counts.slower()) + " fewer came than --rate says, without a pause: a publisher is " +
                "slower than that, and they do not count");
        }
        if (counts.wallClock() > 0)
        {
            notes.add("by publishTime, whose clock is set by the time of day: on one host each latency may be up to " +
                Units.time(WALL_CLOCK_ERROR_NS) + " off, with trace it is exact; on others as far as the clocks are");
        }
        if (counts.tooEarly() > 0)
        {
            notes.add(Units.count(counts.tooEarly()) + " messages came up to " + Units.time(counts.mostTooEarlyNs()) +
                " before they were published, and count as 0: the clocks differ, and the other latencies are as wrong");
        }
        return notes;
    }

    /**
     * @return why the run is not what was asked for; empty if it is.
     */
    List<String> failures()
    {
        final List<String> failures = new ArrayList<>();
        if (lost > 0)
        {
            failures.add(Units.count(lost) + " messages were lost");
        }
        if (counts.unreceived() > 0)
        {
            failures.add(Units.count(counts.unreceived()) +
                " messages were due and had not come when it ended: they count with the age that they had");
        }
        if (setup.isMissed(counts.inTime(), seconds))
        {
            failures.add("rate missed: " + Units.rate(perSecond()) + " of " + Units.rate(setup.ratePerSecond()) +
                " came; give a lower --rate");
        }
        return failures;
    }

    private String clock()
    {
        return !setup.isAttached() ? "schedule" : 0 == counts.wallClock() ? "trace" :
            counts.messages() == counts.wallClock() ? "publishTime" : "mixed";
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
        object.addProperty("rateMissed", setup.isMissed(counts.inTime(), seconds));
        object.addProperty("seconds", seconds);
        object.addProperty("messages", counts.messages());
        object.addProperty("messagesPerSecond", perSecond());
        object.addProperty("heldBack", counts.heldBack());
        object.addProperty("unreceived", counts.unreceived());
        object.addProperty("slower", counts.slower());
        object.addProperty("clock", clock());
        object.addProperty("clockErrorNs", counts.wallClock() > 0 ? WALL_CLOCK_ERROR_NS : 0);
        object.addProperty("tooEarly", counts.tooEarly());
        object.addProperty("mostTooEarlyNs", counts.mostTooEarlyNs());
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
