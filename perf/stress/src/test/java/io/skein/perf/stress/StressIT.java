package io.skein.perf.stress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Enough to find what is broken, not what is broken once in a billion: for that run {@code stress.jar}.
 */
class StressIT
{
    private static final List<String> TESTS = List.of(
        "SlotGuardHold", "SlotGuardRead", "SlotGuardChange", "PoolReaderWrite", "PoolOwnerReclaim", "PoolOwnerReturn",
        "GateLend");
    private static final String QUICK =
        "-sc false -af NONE -f 1 -fsm 1 -iters 1 -time 150 -c 2 -m quick -t";

    @TempDir
    private Path directory;

    @Test
    @Timeout(600)
    void shouldSeeNothingForbiddenWhenThreadsRace() throws IOException, InterruptedException
    {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), StressMain.class.getName(),
            "-jvmArgs", "-Xmx256m -XX:+UseSerialGC"));
        command.addAll(List.of(QUICK.split(" ")));
        command.add(String.join("|", TESTS));
        final Path log = directory.resolve("log");
        final Process stress = new ProcessBuilder(command)
            .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try
        {
            assertTrue(stress.waitFor(500, TimeUnit.SECONDS), () -> "still at it\n" + read(log));
            assertEquals(0, stress.exitValue(), () -> read(log));
            assertTrue(read(log).contains("All remaining tests: " + TESTS.size() + " matching"), () -> read(log));
        }
        finally
        {
            stress.destroyForcibly();
        }
    }

    private static String read(final Path log)
    {
        try
        {
            return Files.readString(log);
        }
        catch (final IOException ex)
        {
            return ex.toString();
        }
    }
}
