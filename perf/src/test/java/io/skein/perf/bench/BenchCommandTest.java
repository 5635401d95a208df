package io.skein.perf.bench;

import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BenchCommandTest
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--systems zeromq|--systems is zeromq, need skein, jeromq, chronicle, socket, aeron",
        "--systems memcpy|--systems is memcpy, need skein, jeromq, chronicle, socket, aeron",
        "--channel tcp|--channel is tcp, need ipc or udp",
        "--lane log|--lane is log, need auto, claim or pool",
        "--lane pool --channel udp|--lane is pool, need claim with --channel udp",
        "--lane auto --channel udp|--lane is auto, need claim with --channel udp",
        "--slots 0|--slots is 0, need 1 to 1024",
        "--slots 1025|--slots is 1025, need 1 to 1024",
        "--driver none|--driver is none, need cooperative or shared",
        "--processes 3|--processes is 3, need 1 or 2",
        "--sizes 64,7|--sizes is 7, need 8 or more bytes",
        "--messages -1|--messages is -1, need 1 or more",
        "--warmup -2|--warmup is -2, need 0 or more",
        "--rounds 0|--rounds is 0, need 1 to 100",
        "--rate -1|--rate is -1.0, need",
        "--rate NaN|--rate is NaN, need",
        "--sizes many|many",
        "--no-such 1|--no-such"})
    void shouldExitWithUsageWhenAnOptionIsBad(final String options, final String expected)
    {
        assertEquals(2, run(("bench rtt " + options).split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--systems aeron|--systems is aeron, need skein, handover, memcpy",
        "--sizes 15|--sizes is 15, need 16 or more bytes",
        "--channel udp|--lane is pool, need claim with --channel udp"})
    void shouldExitWithUsageWhenAnOptionIsBadForAHop(final String options, final String expected)
    {
        assertEquals(2, run(("bench hop " + options).split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "throughput --lane log|--lane is log, need auto, claim, pool or offer",
        "throughput --lane pool --channel udp|--lane is pool, need claim or offer with --channel udp",
        "rtt --lane offer|--lane is offer, need auto, claim or pool",
        "slice --systems aeron|--systems is aeron, need skein, next, copy",
        "slice --sizes 0|--sizes is 0, need 1 or more bytes",
        "slice --rounds 0|--rounds is 0, need 1 to 100",
        "slice --messages -1|--messages is -1, need 1 or more",
        "slice --warmup -2|--warmup is -2, need 0 or more",
        "slice --channel udp|--channel",
        "construct --systems copy|--systems is copy, need skein, borrow, offer, read, memcpy",
        "construct --sizes 63|--sizes is 63, need 64 or more bytes",
        "construct --slots 0|--slots is 0, need 1 to 1024"})
    void shouldExitWithUsageWhenAnOptionIsBadForAScenario(final String options, final String expected)
    {
        assertEquals(2, run(("bench " + options).split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldExitWithUsageWhenThereIsNoScenario()
    {
        assertEquals(2, run("bench"));
        assertTrue(err.toString().contains(
            "rtt, hop, throughput, slice, construct, stream or wakeup; or compare, report or diff"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtt", "hop", "throughput", "slice", "construct", "stream"})
    void shouldExplainItself(final String scenario)
    {
        assertEquals(0, run("bench", scenario, "--help"));
        assertTrue(out.toString().contains("--systems"), out::toString);
    }

    @Test
    void shouldRefuseALimitThatIsNone()
    {
        assertEquals(2, run("bench", "diff", "a.json", "b.json", "--fail-over", "ten"));
        assertTrue(err.toString().contains("--fail-over is ten, need such as 10%"), err::toString);
    }

    @Test
    void shouldRefuseToCompareQuicklyAndFully()
    {
        assertEquals(2, run("bench", "compare", "--quick", "--full"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--scenario 8k|--scenario is 8k, need 4k_raw, 1080p_raw, 480p_raw, 4k_to_1080p",
        "--work 1001|--work is 1001, need 0 to 1000",
        "--work 5 --no-work|--work is 5, need 0 to 1000, and no --no-work",
        "--frames 0|--frames is 0, need 1 to"})
    void shouldExitWithUsageWhenAnOptionOfTheWaterfallIsBad(final String options, final String expected)
    {
        assertEquals(2, run(("waterfall " + options).split(" ")));
        assertTrue(err.toString().contains(expected), err::toString);
    }

    @Test
    void shouldSayInOneLineWhenTheResultsCanNotBeWritten()
    {
        assertEquals(1, run("bench", "rtt", "--json", "/no/such/folder/results.json"));
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    private int run(final String... args)
    {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
