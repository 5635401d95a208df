package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DifferenceTest
{
    @Test
    void shouldTellWhatGotSurelySlower()
    {
        final Difference difference = Difference.between(rounds("100,101,102"), rounds("150,151,152")).get(0);

        assertEquals("p50Ns", difference.figure());
        assertEquals(0.495, difference.worse(), 0.001);
        assertEquals(0.05, difference.chance(), 1e-9);
        assertTrue(difference.isWorseBy(0.1));
        assertFalse(difference.isWorseBy(0.6));
        assertTrue(difference.line().startsWith("slower"), difference::line);
    }

    @Test
    void shouldNotBeSureWhenRoundsOverlap()
    {
        final Difference difference = Difference.between(rounds("100,160,102"), rounds("150,151,152")).get(0);

        assertFalse(difference.isSure());
        assertFalse(difference.isWorseBy(0.1));
        assertTrue(difference.line().startsWith("same"), difference::line);
    }

    @Test
    void shouldNeverBeSureOfTwoRounds()
    {
        assertFalse(Difference.between(rounds("1,1"), rounds("9,9")).get(0).isSure());
    }

    @Test
    void shouldCountFasterAsBetter()
    {
        final Difference difference = Difference.between(rounds("200,201,202"), rounds("100,101,102")).get(0);

        assertTrue(difference.isSure());
        assertTrue(difference.worse() < 0);
        assertFalse(difference.isWorseBy(0));
    }

    @Test
    void shouldTellThatRatesAreBetterWhenHigher()
    {
        final List<Difference> differences =
            Difference.between(rates("100,101,102"), rates("50,51,52"));

        assertTrue(differences.get(0).isWorseBy(0.9));
    }

    @Test
    void shouldCompareOnlyWhatBothHave()
    {
        final JsonArray other = rounds("1,2,3");
        other.get(0).getAsJsonObject().addProperty("sizeBytes", 65);

        assertEquals(List.of(), Difference.between(rounds("1,2,3"), other));
    }

    private static JsonArray rounds(final String values)
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
