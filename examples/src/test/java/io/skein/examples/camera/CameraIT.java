package io.skein.examples.camera;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.examples.picture.Picture;
import io.skein.examples.picture.PictureFile;
import io.skein.examples.picture.PictureSize;
import io.skein.tool.ExitCodes;
import io.skein.tool.Main;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The whole pipeline, its stages in threads and in processes.
 */
class CameraIT
{
    private static final String THREADS = "--no-processes";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {THREADS, "--processes"})
    void shouldBringEveryFrameThroughUnchanged(final String seats) throws IOException
    {
        final JsonArray json = run(seats, "--size", "320x240", "--frames", "30", "--stages", "3");

        assertEquals(4, json.size());
        final JsonObject summary = json.get(0).getAsJsonObject();
        assertEquals("camera", summary.get("scenario").getAsString());
        assertEquals(!THREADS.equals(seats), summary.get("processes").getAsBoolean());
        assertEquals(30, summary.get("frames").getAsLong());
        for (final String name : List.of("corrupted", "lost", "drops", "lapped"))
        {
            assertEquals(0, summary.get(name).getAsLong(), name);
        }
        assertTrue(summary.get("transportMicrosPerFrame").getAsDouble() > 0);
        assertTrue(summary.get("fps").getAsDouble() > 1);
        final List<String> names = new ArrayList<>();
        for (final JsonObject stage : stages(json))
        {
            names.add(stage.get("name").getAsString());
            assertEquals("uint8[240,320,3]", stage.get("type").getAsString());
            assertEquals(30, stage.get("frames").getAsLong());
            assertEquals("source".equals(stage.get("name").getAsString()),
                stage.get("transportP50Micros").isJsonNull());
            assertEquals(0, stage.get("bytesCopiedPerFrame").getAsDouble());
        }
        assertEquals(List.of("source", "forward", "sink"), names);
        final long rehearsals = summary.get("rehearsals").getAsLong();
        assertTrue(rehearsals > 0 && rehearsals <= 30, () -> rehearsals + " rehearsals");
        final long sent = summary.get("warmup").getAsLong() + rehearsals + 30;
        assertEquals(sent, stages(json).get(0).get("pooled").getAsLong());
        assertEquals(sent, stages(json).get(1).get("forwarded").getAsLong());
        assertEquals(0, summary.get("bytesCopiedPerFrame").getAsDouble());
        assertTrue(out.toString().contains("30 frames, every byte: 0 corrupted, 0 lost, 0 dropped"), out::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, "--processes"})
    void shouldFilterPicturesAndWriteThem(final String seats) throws IOException
    {
        final PictureSize size = new PictureSize(64, 48);
        final byte[] pixels = new byte[(int)size.sizeBytes()];
        for (int i = 0; i < pixels.length; i += 3)
        {
            pixels[i] = (byte)200;
        }
        final Path images = Files.createDirectory(folder.resolve("in"));
        new Picture(size.width(), size.height(), Picture.COLOURS, pixels).writePng(images.resolve("red.png"));
        final Path pictures = folder.resolve("out");

        final JsonArray json = run(seats, "--images", images.toString(), "--frames", "12", "--fps", "50",
            "--filter", "forward,grey,blur", "--out", pictures.toString());

        assertEquals(5, json.get(0).getAsJsonObject().get("pictures").getAsInt());
        assertEquals("uint8[48,64,1]", stages(json).get(4).get("type").getAsString());
        assertEquals(64 * 48, stages(json).get(3).get("bytesWrittenPerFrame").getAsDouble());
        assertEquals(0, json.get(0).getAsJsonObject().get("bytesCopiedPerFrame").getAsDouble());
        // 200 * 77 / 256, and the mean of a plain grey is the same grey.
        final byte[] expected = new byte[pixels.length];
        Arrays.fill(expected, (byte)60);
        for (final String name : List.of("frame-000000.png", "frame-000011.png"))
        {
            assertArrayEquals(expected, PictureFile.read(pictures.resolve(name)).pixels(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {THREADS, "--processes"})
    void shouldTellOfEveryHopWhenFramesAreTraced(final String seats) throws IOException
    {
        final JsonArray json = run(seats, "--size", "64x48", "--frames", "20", "--fps", "50", "--filter",
            "forward,grey", "--trace");

        final List<String> moments = new ArrayList<>();
        for (final JsonObject line : stages(json).subList(4, json.size() - 1))
        {
            assertEquals("camera-trace", line.get("scenario").getAsString());
            assertEquals(20, line.get("frames").getAsInt());
            assertTrue(line.get("maxMicros").getAsDouble() >= line.get("p50Micros").getAsDouble());
            moments.add(line.get("hop") + " " + line.get("begin").getAsString() + " > " +
                line.get("end").getAsString());
        }
        assertEquals(List.of(
            "0 published > received", "0 received > handler start", "0 handler start > forwarded",
            "0 handler start > handler end",
            "1 published > received", "1 received > handler start", "1 span > grey", "1 handler start > forwarded",
            "1 handler start > handler end",
            "2 published > received", "2 received > handler start", "2 handler start > handler end"), moments);
        assertTrue(out.toString().contains("1 forward > 2 grey: span > grey"), out::toString);
    }

    @Test
    void shouldDrawTheNumberOfEachFrameAtTheSink() throws IOException
    {
        final JsonArray json = run("--processes", "--size", "320x240", "--frames", "3", "--stages", "2", "--rehearsal",
            "0", "--out", folder.toString());

        assertEquals(0, json.get(0).getAsJsonObject().get("rehearsals").getAsInt());
        final TestCard card = new TestCard(new PictureSize(320, 240));
        for (int number = 0; number < 3; number++)
        {
            final byte[] expected = new byte[320 * 240 * 3];
            card.render(number, new UnsafeBuffer(expected));
            assertArrayEquals(
                expected, PictureFile.read(folder.resolve("frame-00000" + number + ".png")).pixels());
        }
    }

    @Test
    void shouldSayInOneLineWhichStageFailed() throws IOException
    {
        final Path images = Files.createDirectory(folder.resolve("in"));
        final byte[] picture;
        try (InputStream in = CameraIT.class.getResourceAsStream("../pingpong/landscape.png"))
        {
            picture = in.readAllBytes();
        }
        // The head is there, so only the source finds out.
        Files.write(images.resolve("cut.png"), Arrays.copyOf(picture, picture.length / 2));

        assertEquals(ExitCodes.FAILED, main("--processes", "--images", images.toString()));

        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().startsWith("skein camera: stage 0 (source): can not read picture "), err::toString);
        assertFalse(err.toString().contains("\tat"), err::toString);
    }

    private JsonArray run(final String seats, final String... arguments) throws IOException
    {
        final Path json = folder.resolve("camera.json");
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(seats, "--json", json.toString()));
        assertEquals(ExitCodes.OK, main(all.toArray(String[]::new)), err::toString);
        assertEquals("", err.toString());
        return JsonParser.parseString(Files.readString(json)).getAsJsonArray();
    }

    private int main(final String... arguments)
    {
        final List<String> all = new ArrayList<>(List.of("camera", "--warmup", "500"));
        all.addAll(List.of(arguments));
        all.remove(THREADS);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private static List<JsonObject> stages(final JsonArray json)
    {
        final List<JsonObject> stages = new ArrayList<>();
        for (int i = 1; i < json.size(); i++)
        {
            stages.add(json.get(i).getAsJsonObject());
        }
        return stages;
    }
}
