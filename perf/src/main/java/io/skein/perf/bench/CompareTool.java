package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.SkeinException;
import io.skein.tool.Main;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A figure that another command of {@code ./skein} takes, in a process of its own: what that uses while it is idle, and
 * what it has compiled, is then nobody else's.
 *
 * @param scenario  of its rows.
 * @param size      of its messages in bytes.
 * @param arguments of the command; the file for its figures is added.
 * @param rows      from that file to rows of results.
 */
record CompareTool(String scenario, int size, List<String> arguments, Function<JsonElement, JsonArray> rows)
{
    private static final String PIPELINE = "pipeline";
    private static final String COLD_PIPELINE = "pipeline-cold";
    private static final String WAKEUP = "wakeup";
    private static final String CAMERA = "camera";
    private static final int STAGES = 3;
    private static final double NS_PER_US = 1e3;
    private static final long LIMIT_S = 300;

    /**
     * @param frames to measure.
     * @return the pipeline of three processes with 4K frames, of which the middle one forwards.
     */
    static CompareTool pipeline(final int frames)
    {
        return camera(PIPELINE, frames, List.of());
    }

    /**
     * @param frames to measure.
     * @return the same, but no rehearsal goes ahead of a frame.
     */
    static CompareTool coldPipeline(final int frames)
    {
        return camera(COLD_PIPELINE, frames, List.of("--rehearsal", "0"));
    }

    private static CompareTool camera(final String scenario, final int frames, final List<String> more)
    {
        final List<String> arguments = new ArrayList<>(List.of(CAMERA, "--stages", String.valueOf(STAGES),
            "--processes", "--frames", String.valueOf(frames)));
        arguments.addAll(more);
        arguments.add("--json");
        return new CompareTool(scenario, Target.FRAME, List.copyOf(arguments), (saved) -> cameraRows(scenario, saved));
    }

    /**
     * @param warmUps     messages before, 200 us apart.
     * @param messages    that wake somebody.
     * @param idleSeconds that processor time is taken over.
     * @return waiting for events.
     */
    static CompareTool wakeup(final int warmUps, final int messages, final int idleSeconds)
    {
        return new CompareTool(WAKEUP, Long.BYTES, List.of("bench", "wakeup", "--strategies", "event",
            "--warmup", String.valueOf(warmUps), "--messages", String.valueOf(messages),
            "--idle", String.valueOf(idleSeconds), "--json"),
            JsonElement::getAsJsonArray);
    }

    /**
     * @param environment that it is taken in.
     * @return rows of results.
     * @throws SkeinException when the command fails.
     */
    JsonArray run(final Environment environment)
    {
        try
        {
            final Path file = Files.createTempFile("skein-compare-", ".json");
            try
            {
                run(file);
                final JsonArray found = rows.apply(JsonParser.parseString(Files.readString(file)));
                found.forEach((row) -> complete(row.getAsJsonObject(), environment));
                return found;
            }
            finally
            {
                Files.deleteIfExists(file);
            }
        }
        catch (final IOException ex)
        {
            throw new SkeinException(scenario + ": " + ex.getMessage(), ex);
        }
    }

    private void run(final Path file) throws IOException
    {
        final List<String> command = new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        command.add(file.toString());
        final Path text = Files.createTempFile("skein-compare-", ".txt");
        try
        {
            final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(text.toFile()).start();
            process.getOutputStream().close();
            final String end = end(process);
            if (null != end)
            {
                throw new SkeinException(scenario + ' ' + end + ": " + Files.readString(text).strip());
            }
        }
        finally
        {
            Files.deleteIfExists(text);
        }
    }

    /**
     * @return what is wrong with how it ended, or null.
     */
    private static String end(final Process process)
    {
        try
        {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS))
            {
                return "did not end within " + LIMIT_S + " s";
            }
            return 0 == process.exitValue() ? null : "ended with " + process.exitValue();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new SkeinException("interrupted", ex);
        }
        finally
        {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void complete(final JsonObject row, final Environment environment)
    {
        row.addProperty("channel", BenchOptions.IPC);
        if (!row.has("processes"))
        {
            row.addProperty("processes", 1);
        }
        row.addProperty("command", "./skein " + String.join(" ", arguments.subList(0, arguments.size() - 1)));
        row.addProperty("machine", environment.machine());
        row.addProperty("jvm", environment.jvm());
        row.addProperty("jvmFlags", environment.jvmFlags());
        row.addProperty("commit", environment.commit());
    }

    private static JsonArray cameraRows(final String scenario, final JsonElement saved)
    {
        final JsonArray rows = new JsonArray();
        saved.getAsJsonArray().forEach((element) ->
        {
            final JsonObject summary = element.getAsJsonObject();
            if (CAMERA.equals(summary.get("scenario").getAsString()))
            {
                if (summary.get("transportMicrosPerFrame").isJsonNull())
                {
                    throw new SkeinException(scenario + ": no frame came to its end");
                }
                final JsonObject row = new JsonObject();
                row.addProperty("system", Comparison.SUBJECT);
                row.addProperty("scenario", scenario);
                row.addProperty("lane", BenchOptions.POOL);
                row.addProperty("driver", "cooperative");
                row.addProperty("processes", STAGES);
                row.addProperty("sizeBytes", Target.FRAME);
                row.addProperty("touched", true);
                row.addProperty("messages", summary.get("frames").getAsInt());
                row.add("p50Ns", JsonNull.INSTANCE);
                row.addProperty("rehearsals", summary.get("rehearsals").getAsLong());
                row.addProperty("transportNs", summary.get("transportMicrosPerFrame").getAsDouble() * NS_PER_US);
                row.addProperty(
                    "transportP99Ns", summary.get("transportP99MicrosPerFrame").getAsDouble() * NS_PER_US);
                row.addProperty("corrupted", summary.get("corrupted").getAsLong());
                row.addProperty("messagesPerSecond", summary.get("fps").getAsDouble());
                rows.add(row);
            }
        });
        return rows;
    }
}
