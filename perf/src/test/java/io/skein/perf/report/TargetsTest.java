package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TargetsTest
{
    private final JsonArray rows = new JsonArray();

    @ParameterizedTest
    @CsvSource({"1.9999,49999,met,met", "2,50000,MISSED,MISSED"})
    void shouldBeStrictWhereTheTargetIs(
        final String percent, final String ns, final String idle, final String wakeUp)
    {
        add("wakeup", "skein", 8, "'strategy':'park','idleCpuPercent':90,'p50Ns':1");
        add("wakeup", "skein", 8, "'strategy':'event','idleCpuPercent':" + percent + ",'p50Ns':" + ns);
        final List<Verdict> verdicts = of("P12");

        assertEquals(idle, verdicts.get(0).word());
        assertEquals("< 2.00", verdicts.get(0).limit());
        assertEquals(wakeUp, verdicts.get(1).word());
        assertEquals("< 50.0", verdicts.get(1).limit());
    }

    @Test
    void shouldShowOnWhichSideOfTheLimitAFigureIs()
    {
        add("wakeup", "skein", 8, "'strategy':'event','idleCpuPercent':1.99997,'p50Ns':50000.4");

        assertEquals(List.of("1.99997", "50.0004"), of("P12").stream().map(Verdict::measured).toList());
    }

    @Test
    void shouldNameTheBareUnparkBesideAWakeUp()
    {
        add("wakeup", "skein", 8, "'strategy':'event','idleCpuPercent':1,'p50Ns':60000");
        add("wakeup", "unpark", 8, "'strategy':'spin','p50Ns':1");
        add("wakeup", "unpark", 8, "'strategy':'event','p50Ns':58200");

        assertTrue(of("P12").get(1).what().endsWith("us (a bare unpark: 58.2)"), of("P12")::toString);
        assertEquals("60.0", of("P12").get(1).measured());
    }

    @ParameterizedTest
    @CsvSource({"0.0004,met,0.0004", "0.0005,MISSED,0.0005", "0.003,MISSED,0.0030"})
    void shouldTakeTheWorstRoundOfAllForAllocation(final String most, final String word, final String measured)
    {
        add("rtt", "skein", 64, "'allocatedBytesPerMessage':0,'allocatedBytesPerMessageMax':" + most);
        add("rtt", "skein", 1024, "'allocatedBytesPerMessage':0,'allocatedBytesPerMessageMax':0");
        add("rtt", "jeromq", 64, "'allocatedBytesPerMessage':600,'allocatedBytesPerMessageMax':900");
        add("construct", "borrow", 64, "'allocatedBytesPerMessage':80,'allocatedBytesPerMessageMax':80");

        assertEquals(word, of("P11").get(0).word());
        assertEquals(measured, of("P11").get(0).measured());
        assertEquals("most bytes allocated for a message, in any round (rtt, skein at 64 B)", of("P11").get(0).what());
        assertEquals("< 0.0005", of("P11").get(0).limit());
    }

    @Test
    void shouldCompareAPayloadWithASmallerOne()
    {
        assertEquals(Verdict.NOT_MEASURED, of("P5").get(1).word());
        add("construct", "skein", 11_796_528, "'p50Ns':76,'touched':false");
        add("construct", "skein", 1_048_616, "'p50Ns':60,'touched':false");

        assertEquals("made of 11.25 MiB / made of 1 MiB, p50", of("P5").get(1).what());
        assertEquals("1.27", of("P5").get(1).measured());
        assertEquals(Verdict.MISSED, of("P5").get(1).word());
    }

    @Test
    void shouldHaveARowForSliceBySliceOnlyWhenItWasMeasured()
    {
        assertEquals(1, of("P6").size());
        add("slice", "skein", 1 << 20, "'p50Ns':400,'touched':false");
        add("slice", "next", 1 << 20, "'p50Ns':2800,'touched':false");

        assertEquals(List.of("met", "MISSED"), of("P6").stream().map(Verdict::word).toList());
    }

    @Test
    void shouldTellRunsOfAnotherMtuApart()
    {
        final String rate = "'channel':'udp','touched':true,'messagesPerSecond':";
        add("throughput", "skein", 24_883_200, rate + 5);
        add("throughput", "aeron", 24_883_200, rate + 10);
        add("throughput", "skein", 24_883_200, rate + 20 + ",'mtu':65504");
        add("throughput", "aeron", 24_883_200, rate + 10 + ",'mtu':65504");

        assertEquals(List.of("0.50", "-", "2.00", "-"), of("P9").stream().map(Verdict::measured).toList());
        assertTrue(of("P9").get(2).what().contains("with an mtu of 65504"));
    }

    @Test
    void shouldTakeTheBetterOfBothTimesTheFactor()
    {
        assertEquals(List.of(">= 15.50", ">= 0.90", ">= 14.75", ">= 0.90", ">= 16.25", ">= 0.90", ">= 18.75",
            ">= 0.90"), of("P7").stream().map(Verdict::limit).toList());
    }

    @Test
    void shouldMeetARatioUpToItsLimit()
    {
        final String row = "'lane':'claim','touched':false,'command':'./skein bench rtt --systems x','p50Ns':";
        add("rtt", "aeron", 64, row + 100);
        add("rtt", "skein", 64, row + 110);

        assertEquals(Verdict.MET, of("P1").get(0).word());
        assertEquals("./skein bench rtt --systems x --sizes 64", of("P1").get(0).command());
        rows.get(1).getAsJsonObject().addProperty("p50Ns", 111);
        assertEquals(Verdict.MISSED, of("P1").get(0).word());
    }

    @Test
    void shouldMeetNothingWithCorruptedMessages()
    {
        add("rtt", "aeron", 64, "'p50Ns':100,'lane':'claim','touched':false");
        add("rtt", "skein", 64, "'p50Ns':100,'lane':'claim','touched':false,'corrupted':3");

        assertEquals(Verdict.MISSED, of("P1").get(0).word());
        assertEquals("1.00, 3 corrupted", of("P1").get(0).measured());
    }

    @ParameterizedTest
    @CsvSource({"touched,true", "lane,pool", "processes,2", "ratePerSecond,1000", "channel,udp", "mtu,8960"})
    void shouldNotTakeRowsThatATargetIsNotAbout(final String field, final String value)
    {
        for (final String system : List.of("skein", "aeron"))
        {
            add("rtt", system, 64, "'p50Ns':100,'lane':'claim','touched':false");
            rows.get(rows.size() - 1).getAsJsonObject().addProperty(field, value);
        }

        assertFalse(of("P1").get(0).isMeasured());
    }

    @Test
    void shouldPrintBelowACommandWhatItMeasured()
    {
        add("rtt", "skein", 64, "'p50Ns':105,'lane':'claim','touched':false,'allocatedBytesPerMessageMax':0");
        add("rtt", "aeron", 64, "'p50Ns':100,'lane':'claim','touched':false");

        assertEquals(List.of("P1  met: rtt of 64 B over ipc / raw Aeron, p50 1.05, target <= 1.10",
            "P11 met: most bytes allocated for a message, in any round 0.0000, target < 0.0005"), Targets.lines(rows));
    }

    private List<Verdict> of(final String id)
    {
        return Targets.of(new Run(new JsonObject(), rows)).stream()
            .filter((verdict) -> id.equals(verdict.id())).toList();
    }

    private void add(final String scenario, final String system, final int size, final String figures)
    {
        final JsonObject row = JsonParser.parseString("{" + figures.replace('\'', '"') + "}").getAsJsonObject();
        row.addProperty("scenario", scenario);
        row.addProperty("system", system);
        row.addProperty("sizeBytes", size);
        if (!row.has("channel"))
        {
            row.addProperty("channel", "ipc");
        }
        row.addProperty("processes", 1);
        rows.add(row);
    }
}
