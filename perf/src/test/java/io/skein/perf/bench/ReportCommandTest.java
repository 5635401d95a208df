package io.skein.perf.bench;

import io.skein.tool.JsonFile;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Results in files: what is written again, and what differs.
 */
class ReportCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldWriteThePageOfAKeptRunAgain() throws IOException
    {
        write("results.json", 100, 100, 100, 100);
        JsonFile.writeText(folder.resolve("run.json"),
            "{\"command\":\"./skein bench compare --full\",\"commit\":\"abc123\",\"machine\":\"m\"}");
        Files.createDirectories(folder.resolve("plots"));
        Files.writeString(folder.resolve("plots/of-an-earlier-run.svg"), "<svg/>");

        assertEquals(0, run("bench", "report", folder.toString()), err::toString);
        assertTrue(Files.readString(folder.resolve("performance.md")).contains("Commit `abc123`"));
        assertTrue(Files.readString(folder.resolve("report.html")).contains("<svg"));
        assertTrue(Files.exists(folder.resolve("plots/rtt-over-ipc-untouched-64.svg")));
        assertFalse(Files.exists(folder.resolve("plots/of-an-earlier-run.svg")));
        assertTrue(out.toString().contains("P1 "), out::toString);
    }

    @Test
    void shouldSayInOneLineThatThereIsNoRun()
    {
        assertEquals(1, run("bench", "report", folder.toString()));
        assertTrue(err.toString().contains("run.json"), err::toString);
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    @Test
    void shouldEndWithOneWhenSomethingGotSlower() throws IOException
    {
        final Path before = write("a.json", 100, 101, 102, 103, 104);
        final Path after = write("b.json", 150, 151, 152, 153, 154);

        assertEquals(0, run("bench", "diff", before.toString(), after.toString()), out::toString);
        assertTrue(out.toString().contains("slower"), out::toString);
        assertEquals(1, run("bench", "diff", before.toString(), after.toString(), "--fail-over", "10%"));
        assertTrue(out.toString().contains("FAIL: rtt over ipc"), out::toString);
        assertEquals(0, run("bench", "diff", after.toString(), before.toString(), "--fail-over", "10%"));
        assertEquals(0, run("bench", "diff", before.toString(), after.toString(), "--fail-over", "60"));
    }

    @Test
    void shouldEndWithOneWhenRowsAreMissing() throws IOException
    {
        final Path before = write("a.json", 100, 101, 102, 103, 104);
        final Path after = folder.resolve("b.json");
        JsonFile.writeText(after, "[]");

        assertEquals(1, run("bench", "diff", before.toString(), after.toString(), "--fail-over", "10%"));
        assertTrue(out.toString().contains("is missing"), out::toString);
        assertEquals(1, run("bench", "diff", before.toString(), after.toString()));
        assertTrue(err.toString().contains("nothing of skein is in both"), err::toString);
    }

    @Test
    void shouldSayInOneLineWhichFieldOfAFileIsBad() throws IOException
    {
        final Path bad = folder.resolve("bad.json");
        JsonFile.writeText(bad, "[{\"scenario\":\"rtt\",\"channel\":\"ipc\",\"system\":\"skein\",\"sizeBytes\":64," +
            "\"p50NsByRound\":[1,null]}]");

        assertEquals(1, run("bench", "diff", bad.toString(), bad.toString()));
        assertTrue(err.toString().contains(bad + ": row 1: p50NsByRound[1] is null"), err::toString);
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    @Test
    void shouldRemoveHistogramsOfAnEarlierRun() throws IOException
    {
        final Path old = folder.resolve("rtt-ipc-jeromq-64.hgrm");
        Files.writeString(old, "");
        final Path kept = folder.resolve("notes.txt");
        Files.writeString(kept, "");
        try (HistogramFiles files = new HistogramFiles(folder, 0))
        {
            files.add(Samples.options("rtt", 0), Samples.rtt("skein", 100, 101));
        }

        assertFalse(Files.exists(old));
        assertTrue(Files.exists(kept));
        assertTrue(Files.exists(folder.resolve("rtt-ipc-skein-64.hgrm")));
    }

    private Path write(final String name, final long... latenciesNs) throws IOException
    {
        final Path file = folder.resolve(name);
        JsonFile.write(file, BenchJson.toJson(Samples.options("rtt", 0), Samples.environment(),
            List.of(Samples.rtt("skein", latenciesNs), Samples.rtt("aeron", 100, 100, 100, 100, 100))));
        return file;
    }

    private int run(final String... args)
    {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
