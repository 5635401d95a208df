package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

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

    /**
     * A figure of each round.
     *
     * @param row  of the results.
     * @param name of the figure.
     * @return its values; none when the row has none.
     */
    static double[] rounds(final JsonObject row, final String name)
    {
        final JsonElement values = row.get(name + "ByRound");
        return null == values || !values.isJsonArray() ? new double[0] :
            StreamSupport.stream(values.getAsJsonArray().spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble).toArray();
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
            (number(row, "processes") > 1 ? ", " + text(row, "processes") + " processes" : "") +
            (Double.isNaN(rate) ? "" : ", " + Math.round(rate) + "/s on schedule") +
            ("true".equals(text(row, "touched")) ? ", every byte touched" : ", untouched");
    }

    /**
     * @return rows by group, in the order in which they were measured.
     */
    Map<String, List<JsonObject>> groups()
    {
        final Map<String, List<JsonObject>> groups = new LinkedHashMap<>();
        rows((row) -> true).forEach((row) -> groups.computeIfAbsent(group(row), (name) -> new ArrayList<>()).add(row));
        return groups;
    }

    static List<Integer> sizes(final List<JsonObject> rows)
    {
        return rows.stream().map((row) -> row.get("sizeBytes").getAsInt()).distinct().sorted().toList();
    }

    static List<JsonObject> ofSize(final List<JsonObject> rows, final int size)
    {
        return rows.stream().filter((row) -> size == row.get("sizeBytes").getAsInt()).toList();
    }

    /**
     * @param rows of a group.
     * @return the commands that take the same figures, each with its sizes.
     */
    static List<String> commands(final List<JsonObject> rows)
    {
        final Map<String, Set<String>> sizes = new LinkedHashMap<>();
        rows.forEach((row) -> sizes.computeIfAbsent(text(row, "command"), (command) -> new LinkedHashSet<>())
            .add(text(row, "sizeBytes")));
        return sizes.entrySet().stream().map((entry) -> entry.getKey() +
            (entry.getKey().contains("--systems") ? " --sizes " + String.join(",", entry.getValue()) : "")).toList();
    }
}
