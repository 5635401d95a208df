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
        assertEquals(1.2, skein.get("p50RatioToAeron").getAsDouble(), 0.001);
        assertTrue(skein.get("gigabytesPerSecond").isJsonNull());
        assertTrue(skein.get("commit").isJsonNull());
        assertTrue(array.get(1).getAsJsonObject().get("p50RatioToAeron").isJsonNull());
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
        assertEquals(3, skein.get("corrupted").getAsLong());
        assertFalse(skein.get("rateMissed").getAsBoolean());
    }
}
