package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.skein.tool.Units;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
    private static final String TRUE = "true";
    private static final String FALSE = "false";
    private static final int STREAM_ITERATION = 1 << 20;
    private static final Set<String> OTHERS = Set.of(
        "aeron", "jeromq", "chronicle", "socket", "pipe", "memcpy", "handover", "copy", "unpark");
    /**
     * A percentile is more than the maximum by another name when a round has a sample above it.
     */
    private static final Map<String, Integer> SAMPLES_NEEDED =
        Map.of("p50Ns", 1, "p99Ns", 100, "p999Ns", 1_000, "p9999Ns", 10_000);

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
        return null == value || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber() ? Double.NaN :
            value.getAsDouble();
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
        return null == value || !value.isJsonPrimitive() ? "" : value.getAsString();
    }

    static boolean is(final JsonObject row, final String flag)
    {
        return TRUE.equals(text(row, flag));
    }

    static boolean isStopped(final JsonObject about)
    {
        return FALSE.equals(text(about, "complete"));
    }

    /**
     * @param row  of the results.
     * @param name of one of the percentiles.
     * @return its value; NaN when the row has none, or a round has too few samples for it.
     */
    static double percentile(final JsonObject row, final String name)
    {
        return isTold(row, name) ? number(row, name) : Double.NaN;
    }

    /**
     * @return whether rounds have enough samples for that percentile, as far as the row tells.
     */
    static boolean isTold(final JsonObject row, final String name)
    {
        return !(samples(row) < SAMPLES_NEEDED.get(name));
    }

    /**
     * @return latencies of a round; NaN when the row does not tell.
     */
    static double samples(final JsonObject row)
    {
        final double samples = number(row, "latencySamples");
        if (!Double.isNaN(samples))
        {
            return samples;
        }
        final double rounds = number(row, "rounds");
        final double ofRound = number(row, "messages") / (Double.isNaN(rounds) ? 1 : rounds);
        return "stream".equals(text(row, "scenario")) ? ofRound * number(row, "sizeBytes") / STREAM_ITERATION : ofRound;
    }

    /**
     * @return whether Skein did it: what it does worse is its own fault.
     */
    static boolean isOurs(final JsonObject row)
    {
        return !OTHERS.contains(text(row, "system"));
    }

    /**
     * @return what makes the row worthless; empty when nothing does.
     */
    static String failure(final JsonObject row)
    {
        final double corrupted = number(row, "corrupted");
        return corrupted > 0 ? String.format(Locale.ROOT, "%.0f corrupted", corrupted) :
            is(row, "rateMissed") ? "rate missed" : "";
    }

    /**
     * @return name of the system, for people.
     */
    static String system(final JsonObject row)
    {
        final String system = text(row, "system");
        // Over which it goes in any case; only beside UDP it matters.
        return "jeromq".equals(system) && "udp".equals(text(row, "channel")) ? "jeromq (TCP)" : system;
    }

    List<JsonObject> rows(final Predicate<JsonObject> isMeant)
    {
        final List<JsonObject> rows = new ArrayList<>();
        results.forEach((row) -> rows.add(row.getAsJsonObject()));
        return rows.stream().filter(isMeant).toList();
    }

    /**
     * @return what rows have in common that belong into one plot: scenario, channel, MTU, processes, rate, touched.
     */
    static String group(final JsonObject row)
    {
        final double rate = number(row, "ratePerSecond");
        final String mtu = text(row, "mtu");
        return text(row, "scenario") + " over " + text(row, "channel") + (mtu.isEmpty() ? "" : ", mtu " + mtu) +
            (number(row, "processes") > 1 ? ", " + text(row, "processes") + " processes" : "") +
            (Double.isNaN(rate) ? "" : ", " + Math.round(rate) + "/s on schedule") +
            (is(row, "touched") ? ", every byte touched" : FALSE.equals(text(row, "touched")) ? ", untouched" : "");
    }

    /**
     * @return all that must be the same when rows of two results are compared; what is usual is not in it.
     */
    static String key(final JsonObject row)
    {
        final String lane = text(row, "lane");
        final String slots = text(row, "slots");
        final String driver = text(row, "driver");
        final String strategy = text(row, "strategy");
        return group(row) + (lane.isEmpty() ? "" : ", lane " + lane) +
            (slots.isEmpty() ? "" : ", " + slots + " slots") +
            (driver.isEmpty() || "cooperative".equals(driver) ? "" : ", driver " + driver) +
            (strategy.isEmpty() ? "" : ", strategy " + strategy) +
            (FALSE.equals(text(row, "skeinChecks")) ? ", no checks" : "") +
            (FALSE.equals(text(row, "boundsChecks")) ? ", no bounds checks" : "") + ", " + text(row, "system") + ' ' +
            text(row, "sizeBytes") + " B";
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

    /**
     * @return what was not measured and why, a line each.
     */
    Set<String> notMeasured()
    {
        final Set<String> lines = new LinkedHashSet<>();
        about.getAsJsonArray("skipped").forEach((element) ->
        {
            final JsonObject one = element.getAsJsonObject();
            lines.add(group(one) + ": " + system(one) + " at " + Units.bytes(number(one, "sizeBytes")) + ": " +
                text(one, "reason"));
        });
        if (!text(about, "leftOut").isEmpty())
        {
            lines.add(text(about, "leftOut"));
        }
        lines.add(Targets.ICEORYX);
        lines.add("Several publishers or subscribers, and other hosts.");
        return lines;
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
