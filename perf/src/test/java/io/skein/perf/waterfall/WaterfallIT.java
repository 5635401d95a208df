package io.skein.perf.waterfall;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Few frames, as a process. No times are asserted.
 */
@Timeout(60)
class WaterfallIT
{
    private static final int FRAMES = 4;
    private static final int HOPS = 4;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldSaveWhatTheSchemaSaysAndCompareWithIt() throws Exception
    {
        final Path saved = folder.resolve("before.json");
        final Path page = folder.resolve("page.html");
        final Path output = folder.resolve("output");
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter((argument) -> !argument.startsWith("-javaagent")).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "waterfall",
            "--scenario", "480p_raw", "--frames", String.valueOf(FRAMES), "--warmup", "5", "--no-work",
            "--save", saved.toString(), "--html", page.toString()));
        final Process process =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try
        {
            assertTrue(process.waitFor(40, TimeUnit.SECONDS));
        }
        finally
        {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(output));
        final JsonObject file = JsonParser.parseString(Files.readString(saved)).getAsJsonObject();
        assertEquals(Set.of("gitRef", "gitSha", "dirty", "machine", "summary", "waterfall", "more"), file.keySet());
        requireSchema(file.getAsJsonArray("summary").get(0).getAsJsonObject(), file.getAsJsonObject("waterfall"));
        final String drawn = Files.readString(output);
        assertTrue(drawn.contains("filter 3 > sink") && drawn.contains("480p raw, 4 frames, no work"), drawn);
        assertTrue(Files.readString(page).contains("filter 3 &gt; sink"));

        assertEquals(0, run("--scenario", "480p_raw", "--frames", "2", "--warmup", "0", "--no-work", "--baseline",
            saved.toString()), err::toString);
        assertTrue(out.toString().contains("BEFORE  480p raw, 4 frames"), out::toString);
        assertTrue(out.toString().contains("AFTER  480p raw, 2 frames"), out::toString);
    }

    private static void requireSchema(final JsonObject summary, final JsonObject waterfall)
    {
        assertEquals(Set.of("name", "label", "hops", "frames", "workMs", "totalMs", "filterMs", "transportMs",
            "transportMsPerHop", "overheadPct", "maxFps"), summary.keySet());
        assertEquals("480p_raw", summary.get("name").getAsString());
        assertEquals(HOPS, summary.get("hops").getAsInt());
        assertEquals(FRAMES, summary.get("frames").getAsInt());
        assertEquals(Set.of("label", "frames", "stages"), waterfall.keySet());
        final JsonArray stages = waterfall.getAsJsonArray("stages");
        assertEquals(2 * HOPS + 1, stages.size());
        double sumMs = 0;
        for (int i = 0; i < stages.size(); i++)
        {
            final JsonObject stage = stages.get(i).getAsJsonObject();
            assertEquals(Set.of("name", "kind", "ms", "p50Ms", "p99Ms"), stage.keySet());
            assertEquals(0 == i % 2 ? "filter" : "transport", stage.get("kind").getAsString());
            assertTrue(stage.get("ms").getAsDouble() > 0, stage::toString);
            assertTrue(stage.get("p50Ms").getAsDouble() <= stage.get("p99Ms").getAsDouble(), stage::toString);
            sumMs += stage.get("ms").getAsDouble();
        }
        final double totalMs = summary.get("totalMs").getAsDouble();
        assertEquals(totalMs, sumMs, 0.02 * totalMs);
    }

    @Test
    void shouldSayThatABaselineIsNeitherAFileNorACommit() throws IOException
    {
        assertEquals(1, run("--baseline", "befor.json"));
        assertEquals("skein waterfall: --baseline befor.json is neither a file nor a commit", err.toString().strip());
    }

    @Test
    void shouldRefuseABaselineBeforeAnythingIsMeasured() throws IOException
    {
        final Path saved = Files.writeString(folder.resolve("empty.json"), "{\"summary\":[]}");
        assertEquals(1, run("--baseline", saved.toString()));
        assertEquals("skein waterfall: " + saved + " is no waterfall: summary is [], need one pipeline or more",
            err.toString().strip());
    }

    private int run(final String... options)
    {
        final List<String> args = new ArrayList<>(List.of("waterfall"));
        args.addAll(List.of(options));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    }
}
