package io.skein.examples.pingpong;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.examples.picture.PictureFile;
import io.skein.tool.ExitCodes;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Both sides in this process, on an embedded driver.
 */
class PingPongIT
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "64, float32, 256, claim", "'', float64, 8, claim", "'0,3', int8, 0, claim", "'7,3', uint8, 21, claim",
        "65000, uint8, 65000, claim", "65472, uint8, 65472, gather", "400000, uint8, 400000, gather",
        "'1200,1000', uint8, 1200000, gather"})
    void shouldBringBackEveryByteOverIpc(
        final String shape, final String type, final long sizeBytes, final String lane) throws IOException
    {
        final JsonObject result = json("--shape", shape, "--type", type, "--messages", "300", "--warmup", "20");

        assertEquals(sizeBytes, result.get("sizeBytes").getAsLong());
        assertEquals(lane, result.get("lane").getAsString());
        assertEquals(300, result.get("messages").getAsLong());
        assertEquals(21, result.get("warmup").getAsLong());
    }

    @ParameterizedTest
    @CsvSource({"64, claim", "30000, gather"})
    void shouldBringBackEveryByteOverUdp(final String shape, final String lane) throws IOException
    {
        final JsonObject result = json("--shape", shape, "--messages", "300", "--warmup", "20",
            "--channel", Samples.freeUdpChannel(), "--reply-channel", Samples.freeUdpChannel());

        assertEquals(lane, result.get("lane").getAsString());
    }

    @Test
    void shouldWriteWhatABenchmarkWritesAndPercentiles() throws IOException
    {
        final Path hgrm = folder.resolve("a.hgrm");
        final JsonObject result = json("--messages", "1000", "--warmup", "0", "--hgrm", hgrm.toString());

        for (final String field : List.of("system", "scenario", "channel", "lane", "driver", "touched", "p50Ns",
            "p90Ns", "p99Ns", "p999Ns", "maxNs", "messagesPerSecond", "gigabytesPerSecond", "allocatedBytesPerMessage",
            "cpuSeconds", "ratePerSecond", "rateMissed"))
        {
            assertTrue(result.has(field), field);
        }
        assertTrue(result.get("minNs").getAsLong() <= result.get("p50Ns").getAsLong());
        assertTrue(result.get("p9999Ns").getAsLong() <= result.get("maxNs").getAsLong());
        assertTrue(Files.readString(hgrm).contains("Total count    =         1000"), Files.readString(hgrm));
        for (final String word : List.of("p99.99", "messages/s", "claimed", "gathered", "0 corrupted, 0 lost"))
        {
            assertTrue(out.toString().contains(word), out::toString);
        }
    }

    @Test
    void shouldKeepToASchedule() throws IOException
    {
        final Path json = folder.resolve("paced.json");

        final int code = run("--messages", "50", "--warmup", "20", "--rate", "100", "--json", json.toString());

        // A machine that stops for a moment may miss the rate; nothing may exceed it.
        final JsonObject result = read(json);
        assertEquals(result.get("rateMissed").getAsBoolean() ? ExitCodes.FAILED : ExitCodes.OK, code, err::toString);
        assertEquals(100, result.get("ratePerSecond").getAsDouble());
        assertEquals(50, result.get("messages").getAsLong());
        assertTrue(result.get("messagesPerSecond").getAsDouble() < 110, result::toString);
    }

    @Test
    void shouldFailWhenTheRateIsMissed() throws IOException
    {
        final Path json = folder.resolve("missed.json");

        assertEquals(ExitCodes.FAILED,
            run("--messages", "3000", "--warmup", "20", "--rate", "1e9", "--json", json.toString()));

        assertTrue(err.toString().startsWith("skein pingpong: rate missed: messages left at "), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(read(json).get("rateMissed").getAsBoolean());
        assertEquals(0, read(json).get("corrupted").getAsLong());
    }

    @Test
    void shouldBringBackAPicture() throws IOException
    {
        final Path picture = Samples.landscape(folder);
        final Path back = folder.resolve("back.png");

        final JsonObject result =
            json("--image", picture.toString(), "--out", back.toString(), "--messages", "20", "--warmup", "2");

        assertEquals("uint8[160,240,3]", result.get("type").getAsString());
        assertArrayEquals(PictureFile.read(picture).pixels(), PictureFile.read(back).pixels());
    }

    @ParameterizedTest
    @CsvSource({"1m, 1m", "4m, 1m"})
    void shouldBringBackWhatNoMessageOfAChannelCarries(final String there, final String back) throws IOException
    {
        final JsonObject result = json("--shape", "100000", "--messages", "20", "--warmup", "2",
            "--channel", "aeron:ipc?term-length=" + there, "--reply-channel", "aeron:ipc?term-length=" + back);

        assertEquals(400_000, result.get("sizeBytes").getAsInt());
    }

    private JsonObject json(final String... arguments) throws IOException
    {
        final Path file = folder.resolve("result.json");
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", file.toString()));
        assertEquals(ExitCodes.OK, run(all.toArray(String[]::new)), err::toString);
        assertEquals("", err.toString());
        final JsonObject result = read(file);
        assertEquals("pingpong", result.get("scenario").getAsString());
        assertEquals(0, result.get("corrupted").getAsLong());
        assertEquals(0, result.get("lost").getAsLong());
        return result;
    }

    private static JsonObject read(final Path file) throws IOException
    {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private int run(final String... arguments)
    {
        final List<String> all = new ArrayList<>(List.of("pingpong"));
        all.addAll(List.of(arguments));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
