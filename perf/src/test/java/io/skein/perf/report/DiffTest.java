package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.SkeinException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DiffTest
{
    private static final double LIMIT = 0.1;

    @Test
    void shouldTellWhatGotSurelySlower()
    {
        final Diff diff = Diff.between(p50s("100,101,102,103"), p50s("150,151,152,153"));
        final Difference difference = diff.tested().get(0);

        assertEquals("p50Ns", difference.figure());
        assertEquals(0.493, difference.worse(), 0.001);
        assertEquals(2.0 / 70, difference.chance(), 1e-9);
        assertTrue(diff.lines().get(0).startsWith("slower"), diff.lines()::toString);
        assertEquals(1, diff.failures(LIMIT).size(), diff.failures(LIMIT)::toString);
        assertTrue(diff.failures(0.6).isEmpty());
        assertTrue(diff.failures(Double.POSITIVE_INFINITY).isEmpty());
    }

    @Test
    void shouldNotBeSureWhenRoundsOverlap()
    {
        final Diff diff = Diff.between(p50s("100,160,102,103"), p50s("150,151,152,153"));

        assertTrue(diff.lines().get(0).startsWith("same"), diff.lines()::toString);
        assertTrue(diff.failures(LIMIT).isEmpty());
    }

    @Test
    void shouldSayThatRoundsAreTooFewToTell()
    {
        final Diff diff = Diff.between(p50s("100,101,102"), p50s("150,151,152"));
        final String expected = "too few rounds: 3 of each can not tell 1 figures from chance, 4 can";

        assertTrue(diff.lines().contains("WARNING   " + expected), diff.lines()::toString);
        assertEquals(List.of(expected), diff.failures(LIMIT));
    }

    @Test
    void shouldTakeMoreRoundsWhenThereAreMoreFigures()
    {
        final JsonArray before = p50s("100,101,102,103");
        final JsonArray after = p50s("150,151,152,153");
        before.add(with(before.get(0), "sizeBytes", "65"));
        after.add(with(after.get(0), "sizeBytes", "65"));

        assertFalse(Diff.between(before, after).tested().get(0).isSure());
        assertTrue(Diff.between(before, after).failures(LIMIT).get(0).startsWith("too few rounds"));
    }

    @Test
    void shouldCountFasterAsBetter()
    {
        final Diff diff = Diff.between(p50s("200,201,202,203"), p50s("100,101,102,103"));

        assertTrue(diff.lines().get(0).startsWith("faster"), diff.lines()::toString);
        assertTrue(diff.failures(0).isEmpty());
    }

    @Test
    void shouldTellThatRatesAreBetterWhenHigher()
    {
        final Diff diff = Diff.between(rates("100,101,102,103"), rates("50,51,52,53"));

        assertTrue(diff.tested().get(0).isWorseBy(0.9));
    }

    @Test
    void shouldFailWhenSomethingIsMissing()
    {
        final JsonArray after = p50s("1,2,3,4");
        after.set(0, with(after.get(0), "sizeBytes", "65"));
        final Diff diff = Diff.between(p50s("1,2,3,4"), after);

        assertEquals(List.of("missing   only before: rtt over ipc, untouched, skein 64 B",
            "new       only after: rtt over ipc, untouched, skein 65 B"), diff.lines());
        assertEquals(List.of("rtt over ipc, untouched, skein 64 B: is missing"), diff.failures(LIMIT));
        assertTrue(diff.isEmpty());
    }

    @Test
    void shouldFailWhenTheRoundsAreMissing()
    {
        assertEquals(1, Diff.between(p50s("1,2,3,4"), row("\"p50Ns\":3")).failures(LIMIT).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"corrupted|2|2 corrupted", "rateMissed|true|rate missed"})
    void shouldFailInAnyCaseWhenAfterwardsSomethingFailed(
        final String field, final String value, final String expected)
    {
        final JsonArray after = p50s("1,2,3,4");
        after.set(0, with(after.get(0), field, value));
        final List<String> failures = Diff.between(p50s("1,2,3,4"), after).failures(Double.POSITIVE_INFINITY);

        assertEquals(List.of("rtt over ipc, untouched, skein 64 B: " + expected), failures);
    }

    @ParameterizedTest
    @CsvSource({"driver,'\"shared\"'", "slots,4", "skeinChecks,false", "boundsChecks,false", "lane,'\"pool\"'",
        "mtu,65504", "processes,2", "touched,true", "ratePerSecond,1000", "channel,'\"udp\"'",
        "strategy,'\"park\"'"})
    void shouldNotCompareWhatIsArrangedOtherwise(final String field, final String value)
    {
        final JsonArray after = p50s("1,2,3,4");
        after.set(0, with(after.get(0), field, value));

        assertTrue(Diff.between(p50s("1,2,3,4"), after).isEmpty());
    }

    @Test
    void shouldNotTestOthersButSayHowTheyMoved()
    {
        final JsonArray before = p50s("100,101,102,103");
        final JsonArray after = p50s("100,101,102,103");
        before.add(with(before.get(0), "system", "\"aeron\""));
        after.add(with(p50s("200,202,204,206").get(0), "system", "\"aeron\""));
        final Diff diff = Diff.between(before, after);

        assertEquals(1, diff.tested().size());
        assertTrue(diff.lines().contains("beside    aeron: +100.0 % slower, the median of 1 figures; not tested"),
            diff.lines()::toString);
        assertTrue(diff.failures(LIMIT).isEmpty());
    }

    @Test
    void shouldShowWhatHasNoRounds()
    {
        final Diff diff = Diff.between(row("\"transportNs\":27000"), row("\"transportNs\":54000"));

        assertTrue(diff.lines().get(0).startsWith("one run    +100.0 %  transportNs"), diff.lines()::toString);
        assertTrue(diff.failures(LIMIT).isEmpty());
        assertFalse(diff.isEmpty());
    }

    @Test
    void shouldLeaveOutAPercentileThatRoundsHaveNoSamplesFor()
    {
        final String p99 = "\"p50NsByRound\":[1,2,3,4],\"p99Ns\":9,\"p99NsByRound\":[9,9,9,9],\"latencySamples\":";

        assertEquals(1, Diff.between(row(p99 + 99), row(p99 + 1_000)).tested().size());
        assertEquals(2, Diff.between(row(p99 + 100), row(p99 + 1_000)).tested().size());
    }

    @Test
    void shouldWarnWhenTheMachineOrTheFlagsDiffer()
    {
        final JsonArray before = p50s("1,2,3,4");
        final JsonArray after = p50s("1,2,3,4");
        before.set(0, with(with(before.get(0), "machine", "\"a\""), "jvmFlags", "\"-Xa -Xb\""));
        after.set(0, with(with(after.get(0), "machine", "\"b\""), "jvmFlags", "\"-Xb\""));
        final List<String> lines = Diff.between(before, after).lines();

        assertTrue(lines.contains("WARNING   not the same machine: only before [a], only after [b]"), lines::toString);
        assertTrue(lines.contains("WARNING   not the same flags: only before [-Xa], only after []"), lines::toString);
    }

    @Test
    void shouldRefuseTwoRowsAboutTheSame()
    {
        final JsonArray twice = p50s("1,2,3,4");
        twice.add(twice.get(0));

        assertThrows(SkeinException.class, () -> Diff.between(twice, p50s("1,2,3,4")));
    }

    private static JsonObject with(final JsonElement row, final String field, final String value)
    {
        final JsonObject changed = row.getAsJsonObject().deepCopy();
        changed.add(field, JsonParser.parseString(value));
        return changed;
    }

    private static JsonArray p50s(final String values)
    {
        return row("\"p50NsByRound\":[" + values + "]");
    }

    private static JsonArray rates(final String values)
    {
        return row("\"messagesPerSecondByRound\":[" + values + "]");
    }

    private static JsonArray row(final String figure)
    {
        return JsonParser.parseString("[{\"scenario\":\"rtt\",\"channel\":\"ipc\",\"system\":\"skein\"," +
            "\"sizeBytes\":64,\"processes\":1,\"touched\":false," + figure + "}]").getAsJsonArray();
    }
}
