package io.skein.perf.waterfall;

import io.skein.SkeinException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
class ChildProcessTest
{
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void shouldTellEachLine()
    {
        final List<String> lines = new ArrayList<>();
        assertEquals("one\ntwo", child("echo one; echo two", LONG).run(folder, lines::add));
        lines.removeIf(String::isEmpty);
        assertEquals(List.of("one", "two"), lines);
    }

    @Test
    void shouldNotTakeAComplaintForTheAnswer()
    {
        final List<String> lines = new ArrayList<>();
        assertEquals("one", child("echo 'warning: two' >&2; echo one", LONG).run(folder, lines::add));
        assertTrue(lines.contains("warning: two"), lines::toString);
        final ChildProcess failing = child("echo 'fatal: none' >&2; exit 3", LONG);
        assertEquals("it failed with 3: fatal: none",
            assertThrows(SkeinException.class, () -> failing.run(folder, (line) -> { })).getMessage());
    }

    @Test
    void shouldStopWhatIsSilent()
    {
        final String message = assertThrows(SkeinException.class,
            () -> child("echo hello; exec sleep 30", Duration.ofMillis(300)).run(folder, (line) -> { })).getMessage();
        assertEquals("it said nothing for 300 ms, and was stopped; last: hello", message);
    }

    @Test
    void shouldNotWaitForWhatItHasLeftBehind()
    {
        assertEquals("done", child("sleep 15 & echo done", LONG).run(folder, (line) -> { }));
    }

    @Test
    void shouldSayInOneLineWhyItFailed()
    {
        final ChildProcess child = child("printf 'first\\n\\033[31mlast\\n\\n'; exit 7", LONG);
        assertEquals("it failed with 7: ?[31mlast",
            assertThrows(SkeinException.class, () -> child.run(folder, (line) -> { })).getMessage());
    }

    @Test
    void shouldSayThatItDoesNotStart()
    {
        final ChildProcess child = new ChildProcess(List.of("/no/such/program"), "it", LONG);
        final String message =
            assertThrows(SkeinException.class, () -> child.run(folder, (line) -> { })).getMessage();
        assertTrue(message.startsWith("it does not start: "), message);
    }

    private static ChildProcess child(final String script, final Duration silence)
    {
        return new ChildProcess(List.of("sh", "-c", script), "it", silence);
    }
}
