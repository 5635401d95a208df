package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BenchJsonTest
{
    private static final List<String> FIELDS = List.of(
        "system", "scenario", "channel", "lane", "driver", "sizeBytes", "touched", "messages", "p50Ns", "p90Ns",
        "p99Ns", "p999Ns", "maxNs", "messagesPerSecond", "gigabytesPerSecond", "allocatedBytesPerMessage",
        "cpuSeconds", "corrupted");

    @Test
    void shouldHaveEveryFieldOfARoundTrip()
    {
        final JsonArray array = BenchJson.toJson(Samples.options("rtt", 0), Samples.environment(),
            List.of(Samples.rtt("skein", 110, 120, 130), Samples.rtt("aeron", 100, 100, 100)));

        final JsonObject skein = array.get(0).getAsJsonObject();
        FIELDS.forEach((field) -> assertTrue(skein.has(field), field));
        assertTrue(skein.entrySet().stream().allMatch((entry) -> !entry.getValue().isJsonObject()), "flat");
        assertEquals(120, skein.get("p50Ns").getAsLong());
        assertEquals(3_000, skein.get("messages").getAsLong());
        assertEquals(1_000, skein.get("latencySamples").getAsLong());
        assertEquals(1.2, skein.get("p50RatioToAeron").getAsDouble(), 0.001);
        assertTrue(skein.get("gigabytesPerSecond").isJsonNull());
        assertTrue(skein.get("commit").isJsonNull());
        assertTrue(array.get(1).getAsJsonObject().get("p50RatioToAeron").isJsonNull());
    }

    @Test
    void shouldSayHowALoanComparesWithSmallerMessages()
    {
        final JsonArray array = BenchJson.toJson(Samples.pool(2, false), Samples.environment(), List.of(
            Samples.rtt("aeron", 100, 100, 100),
            Samples.loan(Target.SMALL_LOAN, 150, 150, 150),
            Samples.loan(Target.FRAME, 165, 165, 165)));

        final JsonObject aeron = array.get(0).getAsJsonObject();
        assertEquals("claim", aeron.get("lane").getAsString());
        assertTrue(aeron.get("p50RatioToAeron64B").isJsonNull());
        final JsonObject frame = array.get(2).getAsJsonObject();
        assertEquals("pool", frame.get("lane").getAsString());
        assertFalse(frame.get("touched").getAsBoolean());
        assertTrue(frame.get("p50RatioToAeron").isJsonNull());
        assertEquals(1.1, frame.get("p50RatioToSkein4096B").getAsDouble(), 0.001);
        assertEquals(1.65, frame.get("p50RatioToAeron64B").getAsDouble(), 0.001);
    }

    @Test
    void shouldCompareAHopWithMemcpy()
    {
        final JsonArray array = BenchJson.toJson(Samples.hop(), Samples.environment(), List.of(
            Samples.loan(Target.FRAME, 120, 120, 120), Samples.timed("memcpy", null, Target.FRAME, 100, 100, 100)));

        final JsonObject skein = array.get(0).getAsJsonObject();
        FIELDS.forEach((field) -> assertTrue(skein.has(field), field));
        assertTrue(skein.get("touched").getAsBoolean());
        assertEquals(1.2, skein.get("p50RatioToMemcpy").getAsDouble(), 0.001);
        assertFalse(skein.get("gigabytesPerSecond").isJsonNull());
        assertTrue(array.get(1).getAsJsonObject().get("lane").isJsonNull());
    }

    @Test
    void shouldHaveEveryFieldOfThroughput()
    {
        final JsonArray array = BenchJson.toJson(Samples.options("throughput", 500), Samples.environment(),
            List.of(Samples.throughput("skein", 1_000_000, 1_000_000, 1_000_000)));

        final JsonObject skein = array.get(0).getAsJsonObject();
        FIELDS.forEach((field) -> assertTrue(skein.has(field), field));
        assertTrue(skein.get("p50Ns").isJsonNull());
        assertTrue(skein.get("throughputRatioToAeron").isJsonNull());
        assertEquals(1_000_000, skein.get("messagesPerSecond").getAsDouble(), 1);
        assertEquals(0.064, skein.get("gigabytesPerSecond").getAsDouble(), 1e-6);
        assertEquals(2, skein.get("allocatedBytesPerMessage").getAsDouble(), 1e-9);
        assertEquals(2, skein.get("allocatedBytesPerMessageMax").getAsDouble(), 1e-9);
        assertTrue(skein.get("latencySamples").isJsonNull());
        assertEquals(64_000, skein.get("driverBytesPerSecond").getAsDouble(), 1e-6);
        assertEquals(3, skein.get("corrupted").getAsLong());
        assertFalse(skein.get("rateMissed").getAsBoolean());
    }
}
