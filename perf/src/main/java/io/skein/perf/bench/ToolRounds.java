package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.skein.perf.report.Spread;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Rows of a tool that was run several times, made into one for all runs.
 */
final class ToolRounds
{
    private static final List<String> BY_ROUND = List.of("p50Ns", "transportNs", "idleCpuPercent");
    private static final List<String> SUMS = List.of("messages", "rehearsals", "corrupted");

    private ToolRounds()
    {
    }

    /**
     * @param rounds rows of each run, in the same order.
     * @return of each figure the median of the rounds, or the sum of what is counted; of the figures that targets are
     * about also all of them, as {@code ...ByRound}.
     */
    static JsonArray merged(final List<JsonArray> rounds)
    {
        final JsonArray rows = new JsonArray();
        for (int i = 0; !rounds.isEmpty() && i < rounds.get(0).size(); i++)
        {
            final List<JsonObject> same = new ArrayList<>();
            for (final JsonArray round : rounds)
            {
                same.add(round.get(i).getAsJsonObject());
            }
            rows.add(mergedRow(same));
        }
        return rows;
    }

    private static JsonObject mergedRow(final List<JsonObject> rounds)
    {
        final JsonObject row = rounds.get(0).deepCopy();
        for (final Map.Entry<String, JsonElement> entry : rounds.get(0).entrySet())
        {
            final String name = entry.getKey();
            if (entry.getValue().isJsonPrimitive() && entry.getValue().getAsJsonPrimitive().isNumber())
            {
                merge(row, name, rounds.stream().mapToDouble((round) -> round.get(name).getAsDouble()).toArray());
            }
        }
        row.addProperty("rounds", rounds.size());
        return row;
    }

    private static void merge(final JsonObject row, final String name, final double[] values)
    {
        final Spread spread = Spread.of(values);
        if (SUMS.contains(name))
        {
            row.addProperty(name, Math.round(DoubleStream.of(values).sum()));
        }
        else if (spread.min() < spread.max())
        {
            row.addProperty(name, spread.median());
        }
        if (BY_ROUND.contains(name))
        {
            final JsonArray all = new JsonArray();
            DoubleStream.of(values).forEach(all::add);
            row.add(name + "ByRound", all);
        }
    }
}
