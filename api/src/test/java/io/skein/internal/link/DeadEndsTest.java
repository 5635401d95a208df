package io.skein.internal.link;

import io.skein.internal.bell.ImagePeek;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Which gaps are passed, when, and how far.
 */
@Timeout(60)
class DeadEndsTest
{
    private static final int TERM = DeadLog.TERM;
    private static final long START_NS = Long.MAX_VALUE - DeadEnds.PATIENCE_NS / 2;
    private static final long OVER_NS = START_NS + DeadEnds.PATIENCE_NS + 1;
    private static final int LOGS = 5;

    @TempDir
    private Path directory;
    private final UnsafeBuffer values =
        new UnsafeBuffer(ByteBuffer.allocateDirect(LOGS * CountersReader.COUNTER_LENGTH));
    private final List<DeadLog> logs = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final DeadEnds ends = new DeadEnds(errors::add);
    private final ImagePeek peek = new ImagePeek();

    @AfterEach
    void close()
    {
        logs.forEach(DeadLog::close);
        assertTrue(errors.isEmpty(), errors::toString);
    }

    private DeadLog newLog(final String source) throws IOException
    {
        final DeadLog log = new DeadLog(directory.resolve(logs.size() + ".logbuffer"), values, logs.size(), source);
        logs.add(log);
        return log;
    }

    private DeadLog newLog(final long position, final long end) throws IOException
    {
        final DeadLog log = newLog(DeadEnds.IPC_SOURCE);
        log.position(position);
        log.end(end);
        return log;
    }

    private void look(final long nowNs)
    {
        logs.forEach((log) -> ends.look(log.image(), nowNs));
    }

    private void pass()
    {
        Arrays.stream(ends.found()).forEach((end) -> end.pass(peek, values));
    }

    @ParameterizedTest(name = "{0} {1}: length {2}, frame of {4} at {3}, end {5}")
    @CsvSource({
        // Open frames, as long as they say.
        "0,    96,         -1, 0, 0, 4096,  128", "0, 96, -32, 0, 0, 4096, 128", "0, 96, -33, 0, 0, 4096, 160",
        "1,    96,      -1000, 0, 0, 4096, 1120", "5, 96, -1000, 0, 0, 4096, 1120",
        // No longer than there is log: until its end, or that of the term.
        "0,    96,      -5000, 0, 0, 4096, 4096", "0, 96, -2147483648, 0, 0, 4096, 4096",
        "0, 65472,        -64, 0, 0, 90000, 65536", "2, 65472, -96, 0, 0, 90000, 65536",
        "0,    96, -2147483648, 0, 0, 90000, 65536",
        // Nothing, until something comes.
        "0,    96,          0, 128, 64, 4096, 128", "0, 96, 0, 1120, 64, 4096, 1120",
        "4,    96,          0, 1120, -64, 4096, 1120", "0, 0, 0, 65504, 32, 65536, 65504",
        "0,    32,          0, 65504, 32, 65536, 65504",
        // Nothing at all.
        "0,    96,          0, 0, 0, 4096, 4096", "3, 96, 0, 0, 0, 90000, 65536", "0, 0, 0, 0, 0, 65536, 65536",
        "0,    96,          0, 8192, 64, 4096, 4096",
        // An end that is none of Aeron's.
        "0,    96,          0, 0, 0, 4100, 4096", "0, 96, -5000, 0, 0, 127, 96",
        // No gap.
        "0,    96,         64, 0, 0, 4096,   96", "0, 96, 1, 0, 0, 4096, 96",
    })
    void shouldPassAGapUpToTheNextFrame(
        final long term, final long offset, final int length, final long nextOffset, final int nextLength,
        final long endOffset, final long expected) throws IOException
    {
        final long base = term * TERM;
        final DeadLog log = newLog(base + offset, base + endOffset);
        log.frame(base + nextOffset, nextLength);
        log.frame(base + offset, length);
        look(START_NS);
        look(OVER_NS);
        assertEquals(expected == offset ? 0 : 1, ends.found().length);
        pass();
        assertEquals(base + expected, log.image().position());
    }

    @Test
    void shouldServeAllLogsAtOnceAndEachAfterItsOwnPatience() throws IOException
    {
        for (int i = 0; i < LOGS; i++)
        {
            newLog(0, 64);
        }
        look(START_NS);
        look(OVER_NS - 1);
        assertSame(DeadEnds.NONE, ends.found());
        logs.get(0).position(32);
        look(OVER_NS);
        assertEquals(LOGS - 1, ends.found().length);
        pass();
        look(OVER_NS);
        assertSame(DeadEnds.NONE, ends.found());
        look(OVER_NS + DeadEnds.PATIENCE_NS + 1);
        assertEquals(1, ends.found().length);
        pass();
        logs.forEach((log) -> assertTrue(log.image().isEndOfStream()));
    }

    @Test
    void shouldLeaveAGapToTheDriverThatClosesItMeanwhile() throws IOException
    {
        final DeadLog log = newLog(0, 4096);
        log.frame(0, -128);
        look(START_NS);
        look(OVER_NS);
        log.padding(0, 256);
        pass();
        assertEquals(256, log.image().position());
    }

    @Test
    void shouldSkipNoMessageThatIsThere() throws IOException
    {
        final DeadLog log = newLog(0, 4096);
        look(START_NS);
        look(OVER_NS);
        assertEquals(1, ends.found().length);
        log.frame(0, 64);
        pass();
        assertEquals(0, log.image().position());
        log.position(64);
        pass();
        assertEquals(64, log.image().position());
    }

    @Test
    void shouldForgetALogThatIsGone() throws IOException
    {
        final DeadLog log = newLog(0, 4096);
        look(START_NS);
        look(OVER_NS);
        ends.forget(log.image());
        assertSame(DeadEnds.NONE, ends.found());
        look(OVER_NS);
        assertSame(DeadEnds.NONE, ends.found());
        look(OVER_NS + DeadEnds.PATIENCE_NS + 1);
        assertEquals(1, ends.found().length);
        ends.forgetAll();
        assertSame(DeadEnds.NONE, ends.found());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "aeron:ipc"})
    void shouldPassNothingOfAnotherHostsLogOrOfOneThatGoesOn(final String source) throws IOException
    {
        final DeadLog log = newLog(source);
        log.end(DeadEnds.IPC_SOURCE.equals(source) ? Long.MAX_VALUE : 4096);
        look(START_NS);
        look(OVER_NS);
        assertSame(DeadEnds.NONE, ends.found());
    }

    @Test
    void shouldReportALogThatCanNotBeReadOnce() throws IOException
    {
        final DeadLog log = newLog(0, 4096);
        log.image().fileChannel().close();
        look(START_NS);
        look(OVER_NS);
        look(OVER_NS + 1);
        assertSame(DeadEnds.NONE, ends.found());
        assertEquals(1, errors.size());
        errors.clear();
    }
}
