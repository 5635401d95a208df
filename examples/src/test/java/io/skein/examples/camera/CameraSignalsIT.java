package io.skein.examples.camera;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.examples.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What ends a run before its time, and what is left then: nothing.
 */
class CameraSignalsIT
{
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    private static final long PATIENCE_S = 30;
    private static final String STREAMS = "source > forward > sink in 3 processes";

    @TempDir
    private Path folder;

    @Test
    void shouldShowWhatItHasWhenInterrupted() throws Exception
    {
        final Path json = folder.resolve("part.json");
        try (ChildJvm camera = start("--json", json.toString()))
        {
            final List<ProcessHandle> stages = awaitStream(camera);
            camera.interrupt();

            assertEquals(INTERRUPTED, camera.awaitExit(), camera::toString);
            assertGone(stages);
            assertTrue(camera.out().contains("stopped early"), camera::toString);
        }
        final JsonObject summary =
            JsonParser.parseString(Files.readString(json)).getAsJsonArray().get(0).getAsJsonObject();
        assertTrue(summary.get("interrupted").getAsBoolean());
        assertEquals(0, summary.get("corrupted").getAsLong());
    }

    @Test
    void shouldEndWhenTerminated() throws Exception
    {
        try (ChildJvm camera = start())
        {
            final List<ProcessHandle> stages = awaitStream(camera);
            camera.terminate();

            assertEquals(TERMINATED, camera.awaitExit(), camera::toString);
            assertGone(stages);
        }
    }

    @Test
    void shouldSayInOneLineWhichStageWasKilled() throws Exception
    {
        try (ChildJvm camera = start())
        {
            final List<ProcessHandle> stages = awaitStream(camera);
            stages.get(1).destroyForcibly();

            assertEquals(1, camera.awaitExit(), camera::toString);
            assertTrue(camera.err().strip().matches(
                "skein camera: stage [0-2] \\((source|forward|sink)\\): ended with exit code 137"), camera::toString);
            assertGone(stages);
        }
    }

    @Test
    void shouldLeaveNoStageBehindWhenKilled() throws Exception
    {
        try (ChildJvm camera = start())
        {
            final List<ProcessHandle> stages = awaitStream(camera);
            camera.kill();
            assertGone(stages);
        }
    }

    private ChildJvm start(final String... arguments) throws Exception
    {
        final String[] all = new String[8 + arguments.length];
        System.arraycopy(new String[]{"camera", "--processes", "--size", "64x48", "--frames", "100000", "--out",
            folder.toString()}, 0, all, 0, 8);
        System.arraycopy(arguments, 0, all, 8, arguments.length);
        return new ChildJvm(folder, all);
    }

    /**
     * Wait until all stages are ready.
     */
    private static List<ProcessHandle> awaitStream(final ChildJvm camera) throws Exception
    {
        camera.awaitPrinted(STREAMS);
        final List<ProcessHandle> stages = camera.children();
        assertEquals(3, stages.size());
        return stages;
    }

    private static void assertGone(final List<ProcessHandle> stages) throws Exception
    {
        for (final ProcessHandle stage : stages)
        {
            stage.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
            assertFalse(stage.isAlive());
        }
    }
}
