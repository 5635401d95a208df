package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PageTest
{
    @Test
    void shouldHoldEverythingWithoutNetwork()
    {
        final String page = new Page(run(false)).toString();

        assertTrue(page.contains("<svg"), page);
        assertTrue(page.contains("latency by percentile"), page);
        assertTrue(page.contains("./skein bench rtt --systems skein,aeron --lane claim --sizes 64<"), page);
        assertTrue(page.contains("name='viewport'"), page);
        assertTrue(page.contains("its longest message &lt; 5"), page);
        assertFalse(page.replace("http://www.w3.org/2000/svg", "").contains("http"), page);
        assertFalse(page.contains("<script"), page);
    }

    @Test
    void shouldShowAMissedRateAsAFailure()
    {
        assertTrue(new Page(run(true)).toString().contains("FAIL"));
        assertFalse(new Page(run(false)).toString().contains("FAIL"));
        assertTrue(new PerformanceDocument(run(true)).toString().contains("**FAIL**: rate missed"));
    }

    @Test
    void shouldShowCorruptedMessagesAsAFailure()
    {
        final Run run = run(false);
        run.results().get(1).getAsJsonObject().addProperty("corrupted", 2);

        assertTrue(new Page(run).toString().contains("FAIL: 2 corrupted"));
        assertTrue(new PerformanceDocument(run).toString().contains("**FAIL**: 2 corrupted"));
    }

    @Test
    void shouldNameTheCommitAtTheTop()
    {
        final Run run = run(false);
        run.about().addProperty("commit", "abc123");

        assertEquals("Commit `abc123`, m.", new PerformanceDocument(run).toString().lines().skip(2).findFirst().get());
    }

    @Test
    void shouldShowNoPercentileThatRoundsHaveNoSamplesFor()
    {
        final Run run = run(false);
        run.results().get(0).getAsJsonObject().addProperty("p999Ns", 500);
        assertTrue(new PerformanceDocument(run).toString().contains("| 64 B skein | 105 ns | 400 ns | 500 ns | - |"));
        run.results().get(0).getAsJsonObject().addProperty("latencySamples", 999);
        assertTrue(new PerformanceDocument(run).toString().contains("| 64 B skein | 105 ns | 400 ns | - | - |"));
        run.results().get(0).getAsJsonObject().addProperty("steady", false);
        assertTrue(new PerformanceDocument(run).toString().contains(" | not steady before the first round |"));
        run.results().get(0).getAsJsonObject().addProperty("latencySamples", 99);
        assertTrue(new PerformanceDocument(run).toString().contains("| 64 B skein | 105 ns | - | - | - |"));
    }

    @Test
    void shouldShowSmallAndLargeRatiosWithDigits()
    {
        final Run run = run(false);
        run.results().get(1).getAsJsonObject().addProperty("p50Ns", 105 * 15_600.5);
        run.results().get(1).getAsJsonObject().addProperty("messagesPerSecond", 2.7);

        assertTrue(new PerformanceDocument(run).toString().contains(" | 15,601 | 0.0027 | "),
            new PerformanceDocument(run)::toString);
        run.results().get(1).getAsJsonObject().addProperty("messagesPerSecond", 0.05);
        assertTrue(new PerformanceDocument(run).toString().contains(" | 15,601 | < 0.0001 | "));
    }

    @Test
    void shouldSayWhatWasNotMeasuredOnceAndWhere()
    {
        final Run run = run(false);
        run.about().getAsJsonArray("skipped").add(run.about().getAsJsonArray("skipped").get(0).deepCopy());
        final JsonObject other = run.about().getAsJsonArray("skipped").get(0).deepCopy().getAsJsonObject();
        other.addProperty("processes", 2);
        run.about().getAsJsonArray("skipped").add(other);
        final String document = new PerformanceDocument(run).toString();

        assertEquals(2, document.lines().filter((line) -> line.contains("its longest message")).count(), document);
        assertTrue(
            document.contains("- rtt over ipc, 2 processes: aeron at 100 MB: its longest message < 5"), document);
        assertTrue(document.contains("iceoryx 2.0.3, limit <= 0.3"), document);
    }

    @Test
    void shouldTellGroupsOfAnotherMtuApart()
    {
        final Run run = run(false);
        run.results().get(0).getAsJsonObject().addProperty("mtu", 65_504);

        assertTrue(new Page(run).toString().contains("<h2>rtt over ipc, mtu 65504, untouched</h2>"));
        assertTrue(new Page(run).toString().contains("<h2>rtt over ipc, untouched</h2>"));
    }

    @Test
    void shouldSayThatJeromqIsNotOverUdp()
    {
        final Run run = run(false);
        run.results().forEach((row) -> row.getAsJsonObject().addProperty("channel", "udp"));
        run.results().get(1).getAsJsonObject().addProperty("system", "jeromq");

        assertTrue(new PerformanceDocument(run).toString().contains("| 64 B jeromq (TCP) |"));
    }

    @Test
    void shouldKeepNamesFromAFileInTheirCell()
    {
        final Run run = run(false);
        run.results().get(1).getAsJsonObject().addProperty("system", "a|b<script>");

        assertTrue(new PerformanceDocument(run).toString().contains("| 64 B a\\|b&lt;script> |"));
        assertFalse(new Page(run).toString().contains("<script"));
    }

    @Test
    void shouldSayWhatIsMetMissedAndNotMeasured()
    {
        final String document = new PerformanceDocument(run(false)).toString();

        assertTrue(document.contains("| P1 | rtt of 64 B over ipc / raw Aeron, p50 | 1.05 | <= 1.10 | met |"),
            document);
        assertTrue(document.contains("| P1 | rtt of 64 B over ipc / raw Aeron, p99 | 2.00 | <= 1.25 | **MISSED** |"),
            document);
        assertTrue(document.contains("| P9 | 24.9 MB over UDP / raw Aeron by hand, rate | - | >= 1.00 | " +
            "**not measured** |"), document);
    }

    @Test
    void shouldSayThatARunWasStopped()
    {
        final Run run = run(false);
        run.about().addProperty("complete", false);

        assertTrue(new Page(run).toString().contains("Not complete"));
        assertTrue(new PerformanceDocument(run).toString().contains("**Not complete**"));
    }

    @Test
    void shouldReferToPlotsThatAreFiles()
    {
        final Run run = run(false);
        final Map<String, String> files = Plots.of(run).files();

        assertEquals(Set.of("plots/rtt-over-ipc-untouched-64.svg"), files.keySet());
        assertTrue(new PerformanceDocument(run).toString()
            .contains("![64 B, latency by percentile](plots/rtt-over-ipc-untouched-64.svg)"));
        files.values().forEach((svg) -> assertTrue(svg.startsWith("<svg ") && svg.endsWith("</svg>\n"), svg));
    }

    @Test
    void shouldTakeTheOtherTargetsFromTheirOwnRows()
    {
        final Run run = run(false);
        run.results().add(other("pipeline", 24_883_200, 3, "\"messages\":60,\"rehearsals\":55,\"transportNs\":12345"));
        run.results().add(other("pipeline-cold", 24_883_200, 3, "\"transportNs\":61234"));
        run.results().add(other("wakeup", 8, 1, "\"strategy\":\"event\",\"p50Ns\":60000,\"idleCpuPercent\":0.5"));
        final String summary = ReportFiles.summary(run);

        assertTrue(summary.lines().anyMatch((line) -> line.startsWith("P8") && line.contains(" 12.3 ") &&
            line.endsWith("met")), summary);
        assertTrue(summary.lines().anyMatch((line) -> line.startsWith("P8") && line.contains(" 61.2 ") &&
            line.endsWith("MISSED")), summary);
        assertTrue(summary.lines().anyMatch((line) -> line.startsWith("P12") && line.contains(" 0.50 ") &&
            line.endsWith("met")), summary);
        assertTrue(summary.lines().anyMatch((line) -> line.startsWith("P12") && line.contains(" 60.0 ") &&
            line.endsWith("MISSED")), summary);
        assertTrue(summary.lines().anyMatch((line) -> line.startsWith("P11") && line.endsWith("met")), summary);
        assertTrue(new Page(run).toString().contains("pipeline over ipc"));
        assertTrue(new PerformanceDocument(run).toString().contains(
            " | transport of a frame p50 12.3 us, 55 rehearsals for 60 frames |"));
        assertTrue(new PerformanceDocument(run).toString().contains(" | event: idle 0.50 % of a core |"));
    }

    @Test
    void shouldDivideRoundsByTheirNeighboursWhenTheMachineChangesItsPace()
    {
        final Run run = run(false);
        run.results().get(0).getAsJsonObject().add("p50NsByRound", JsonParser.parseString("[200, 900, 950]"));
        run.results().get(1).getAsJsonObject().add("p50NsByRound", JsonParser.parseString("[150, 900, 300]"));
        final String summary = ReportFiles.summary(run);

        assertTrue(summary.lines().anyMatch((line) -> line.startsWith("P1") && line.contains(" 1.33 ")), summary);
    }

    private static JsonObject other(
        final String scenario, final int size, final int processes, final String figures)
    {
        final JsonObject row = JsonParser.parseString("{\"system\":\"skein\",\"channel\":\"ipc\"," +
            "\"processes\":" + processes + "," + figures + "}").getAsJsonObject();
        row.addProperty("scenario", scenario);
        row.addProperty("sizeBytes", size);
        return row;
    }

    private static Run run(final boolean isMissed)
    {
        final JsonObject about = JsonParser.parseString("{\"command\":\"c\",\"machine\":\"m\",\"seconds\":1," +
            "\"stealPercent\":0,\"othersPercent\":0,\"noisy\":false,\"skipped\":[{\"scenario\":\"rtt\",\"system\":" +
            "\"aeron\",\"channel\":\"ipc\"," +
            "\"sizeBytes\":100000000,\"reason\":\"its longest message < 5\"}]}").getAsJsonObject();
        final JsonArray rows = new JsonArray();
        rows.add(row("skein", 105, 400, isMissed));
        rows.add(row("aeron", 100, 200, false));
        return new Run(about, rows);
    }

    private static JsonObject row(final String system, final long p50, final long p99, final boolean isMissed)
    {
        final JsonArray curve = new JsonArray();
        for (int i = 0; i < Curve.PERCENTILES.length; i++)
        {
            curve.add(p50 + i);
        }
        final JsonObject row = JsonParser.parseString("{\"scenario\":\"rtt\",\"channel\":\"ipc\",\"lane\":\"claim\"," +
            "\"sizeBytes\":64,\"processes\":1,\"touched\":false,\"ratePerSecond\":null,\"messagesPerSecond\":1000," +
            "\"allocatedBytesPerMessage\":0,\"corrupted\":0," +
            "\"command\":\"./skein bench rtt --systems skein,aeron --lane claim\"}").getAsJsonObject();
        row.addProperty("system", system);
        row.addProperty("p50Ns", p50);
        row.addProperty("p99Ns", p99);
        row.addProperty("rateMissed", isMissed);
        row.add("curveNs", curve);
        return row;
    }
}
