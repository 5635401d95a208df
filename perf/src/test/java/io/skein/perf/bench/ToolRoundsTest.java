package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class ToolRoundsTest
{
    @Test
    void shouldTakeMedianSumAndAllRoundsWhenAToolRanSeveralTimes()
    {
        final JsonArray rows = ToolRounds.merged(List.of(run(30, 100, 0), run(50, 100, 2), run(20, 90, 0)));
        assertEquals(1, rows.size());
        final JsonObject row = rows.get(0).getAsJsonObject();
        assertEquals(30, row.get("transportNs").getAsDouble());
        assertEquals(290, row.get("messages").getAsLong());
        assertEquals(2, row.get("corrupted").getAsLong());
        assertEquals("[30.0,50.0,20.0]", row.get("transportNsByRound").toString());
        assertEquals("24883200", row.get("sizeBytes").getAsString());
        assertEquals("skein", row.get("system").getAsString());
        assertEquals(3, row.get("rounds").getAsInt());
        assertFalse(row.has("sizeBytesByRound"));
    }

    @Test
    void shouldHaveNoRowsWhenNoRunEnded()
    {
        assertEquals(0, ToolRounds.merged(List.of()).size());
    }

    private static JsonArray run(final double transportNs, final int messages, final int corrupted)
    {
        return JsonParser.parseString(("[{'system': 'skein', 'transportNs': %s, 'messages': %d, 'corrupted': %d, " +
            "'sizeBytes': 24883200, 'p50Ns': null}]").formatted(transportNs, messages, corrupted).replace('\'', '"'))
            .getAsJsonArray();
    }
}
