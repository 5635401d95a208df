package io.skein.perf.latency;

import io.skein.perf.attach.LiveText;
import io.skein.tool.Main;
import io.skein.tool.Terminal;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LatencyCommandTest
{
    private static final long SECOND_NS = 1_000_000_000;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--rate 0|--rate is 0.0, need more than 0",
        "--rate NaN|--rate is NaN, need more than 0",
        "--topic a --rate 0|--rate is 0.0, need more than 0",
        "--size 7|--size is 7, need 8 to 65536",
        "--size 65537|--size is 65537, need 8 to 65536",
        "--seconds -1|--seconds is -1.0, need 0",
        "--warmup -1|--warmup is -1.0, need 0",
        "--interval 0|--interval is 0.0, need 0.01",
        "--kind raw|--kind is raw, need tensor or message",
        "--stream 5|--stream or --kind is 5, need --topic",
        "--kind message|--stream or --kind is message, need --topic",
        "--topics t.yaml|--topics is t.yaml, need --topic",
        "--topic a --topics t.yaml --kind tensor|--topics is t.yaml, need no --kind",
        "--topic a --topics t.yaml|t.yaml",
        "--topic a//b|a//b",
        "--topic a --channel nowhere|nowhere"})
    void shouldExitWithUsageWhenAnOptionIsBad(final String options, final String expected)
    {
        assertEquals(2, run(("latency " + options).split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldExplainItself()
    {
        assertEquals(0, run("latency", "--help"));
        assertTrue(out.toString().contains("--hgrm"), out::toString);
        assertTrue(out.toString().contains("coordinated omission"), out::toString);
    }

    @Test
    void shouldSayInOneLineWhenAFileCanNotBeWritten()
    {
        assertEquals(1, run("latency", "--hlog", "/no/such/folder/run.hlog"));
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    @Test
    void shouldStayInPlaceOnATerminal()
    {
        final LatencyScreen screen = screen(80, true);
        screen.show(histogram(1_000), histogram(1_000), SECOND_NS, 1, 1);
        final String first = err.toString();
        assertEquals(4, first.lines().count(), first);
        assertTrue(first.contains("interval") && first.contains("total"), first);
        assertFalse(first.contains("\u001b"), first);

        screen.show(histogram(2_000), histogram(2_000), 2 * SECOND_NS, 2, 1);
        assertTrue(err.toString().substring(first.length()).startsWith("\u001b[4A\r\u001b[J"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 60, 80, 100})
    void shouldFitTheTerminal(final int columns)
    {
        screen(columns, true).show(histogram(Long.MAX_VALUE), histogram(999_000_000), SECOND_NS, Long.MAX_VALUE, 1);
        assertTrue(err.toString().lines().allMatch((line) -> line.length() <= columns), err::toString);
    }

    @Test
    void shouldShowALineForEachIntervalElsewhere()
    {
        final LatencyScreen screen = screen(80, false);
        screen.show(histogram(1_000), histogram(1_000), SECOND_NS, 1, 1);
        screen.show(new Histogram(3), histogram(1_000), 2 * SECOND_NS, 1, 1);

        assertEquals("1.0 s: p50 1.00 us, p99 1.00 us, max 1.00 us, 1/s; total p50 1.00 us, p99 1.00 us, " +
            "max 1.00 us, 1/s\n2.0 s: nothing; total p50 1.00 us, p99 1.00 us, max 1.00 us, 1/s\n",
            err.toString());
    }

    private LatencyScreen screen(final int columns, final boolean isInteractive)
    {
        return new LatencyScreen(new LiveText(new PrintWriter(err), new Terminal(columns, true, isInteractive)));
    }

    private static Histogram histogram(final long valueNs)
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(valueNs);
        return histogram;
    }

    private int run(final String... args)
    {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
