package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A run of {@code bench compare}: what was measured, and where.
 *
 * @param about   the run: command, machine, commit, noise, what was skipped.
 * @param results flat objects, one for each system and size.
 */
public record Run(JsonObject about, JsonArray results)
{
    /**
     * A figure of one row.
     *
     * @param row  of the results.
     * @param name of the figure.
     * @return its value; NaN when the row has none.
     */
    static double number(final JsonObject row, final String name)
    {
        final JsonElement value = row.get(name);
        return null == value || value.isJsonNull() ? Double.NaN : value.getAsDouble();
    }

    static String text(final JsonObject row, final String name)
    {
        final JsonElement value = row.get(name);
        return null == value || value.isJsonNull() ? "" : value.getAsString();
    }

    List<JsonObject> rows(final Predicate<JsonObject> isMeant)
    {
        final List<JsonObject> rows = new ArrayList<>();
        results.forEach((row) -> rows.add(row.getAsJsonObject()));
        return rows.stream().filter(isMeant).toList();
    }

    /**
     * @return what rows have in common that belong into one plot: scenario, channel, processes, rate, touched.
     */
    static String group(final JsonObject row)
    {
        final double rate = number(row, "ratePerSecond");
        return text(row, "scenario") + " over " + text(row, "channel") +
            (2 == number(row, "processes") ? ", two processes" : "") +
            (Double.isNaN(rate) ? "" : ", " + Math.round(rate) + "/s on schedule") +
            ("true".equals(text(row, "touched")) ? ", every byte touched" : ", untouched");
    }
}
