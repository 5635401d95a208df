package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.tool.Units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The plots of a run: of each group by size where there are several, and each size's latency by percentile.
 */
final class Plots
{
    /**
     * Where their files are, beside the page and the document.
     */
    static final String FOLDER = "plots";

    private static final double ALL = 100;
    private static final double ROUNDED = 1e-6;
    private static final List<Double> NAMED = List.of(50.0, 90.0, 99.0, 99.9, 99.99);

    private final Map<String, Map<String, Chart>> groups = new LinkedHashMap<>();

    private Plots()
    {
    }

    /**
     * @param run to show.
     * @return its plots.
     */
    static Plots of(final Run run)
    {
        final Plots plots = new Plots();
        run.groups().forEach((group, rows) -> plots.groups.put(group, charts(group, rows)));
        return plots;
    }

    /**
     * @return SVG by the name of the file, folder included.
     */
    Map<String, String> files()
    {
        final Map<String, String> files = new LinkedHashMap<>();
        groups.values().forEach((charts) -> charts.forEach((name, chart) -> files.put(name, chart.toString())));
        return files;
    }

    /**
     * @param group of rows.
     * @return its plots by the name of their files.
     */
    Map<String, Chart> of(final String group)
    {
        return groups.get(group);
    }

    private static Map<String, Chart> charts(final String group, final List<JsonObject> rows)
    {
        final List<Integer> sizes = Run.sizes(rows);
        final List<String> ticks = sizes.stream().map((size) -> Units.bytes(size)).toList();
        final Map<String, Chart> charts = new LinkedHashMap<>();
        if (sizes.size() > 1)
        {
            if (rows.stream().anyMatch((row) -> !Double.isNaN(Run.number(row, "p50Ns"))))
            {
                charts.put(name(group, "p50"),
                    new Chart("p50 by size", Units::time, ticks, bySize(rows, sizes, "p50Ns")));
                charts.put(name(group, "p99"),
                    new Chart("p99 by size", Units::time, ticks, bySize(rows, sizes, "p99Ns")));
            }
            charts.put(name(group, "rate"), new Chart("messages per second by size", Plots::rate, ticks,
                bySize(rows, sizes, "messagesPerSecond")));
        }
        for (final int size : sizes)
        {
            final List<Chart.Series> curves = curves(Run.ofSize(rows, size));
            if (!curves.isEmpty())
            {
                charts.put(name(group, String.valueOf(size)), new Chart(
                    Units.bytes(size) + ", latency by percentile", Units::time, percentiles(), curves));
            }
        }
        return charts;
    }

    private static String name(final String group, final String what)
    {
        return FOLDER + '/' + group.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + '-' + what + ".svg";
    }

    private static List<Chart.Series> bySize(
        final List<JsonObject> rows, final List<Integer> sizes, final String figure)
    {
        return rows.stream().map(Run::system).distinct()
            .map((system) -> new Chart.Series(system, sizes.stream().mapToDouble((size) ->
                Run.ofSize(rows, size).stream().filter((row) -> system.equals(Run.system(row)))
                    .mapToDouble((row) -> value(row, figure)).findFirst().orElse(Double.NaN)).toArray()))
            .toList();
    }

    private static double value(final JsonObject row, final String figure)
    {
        return figure.endsWith("Ns") ? Run.percentile(row, figure) : Run.number(row, figure);
    }

    /**
     * A place that has no sample above it is the maximum by another name, and is left out.
     */
    private static List<Chart.Series> curves(final List<JsonObject> rows)
    {
        final List<Chart.Series> series = new ArrayList<>();
        for (final JsonObject row : rows)
        {
            if (row.has("curveNs") && row.get("curveNs").isJsonArray())
            {
                final JsonArray curve = row.getAsJsonArray("curveNs");
                final double[] values = new double[curve.size()];
                final double rounds = Run.number(row, "rounds");
                final double samples = Run.samples(row) * (Double.isNaN(rounds) ? 1 : rounds);
                Arrays.setAll(values, (i) -> isTold(Curve.PERCENTILES[i], samples) ? curve.get(i).getAsDouble() :
                    Double.NaN);
                series.add(new Chart.Series(Run.system(row), values));
            }
        }
        return series;
    }

    private static String rate(final double perSecond)
    {
        return perSecond < 1 ? String.format(Locale.ROOT, "%.1g/s", perSecond) : Units.rate(perSecond);
    }

    private static boolean isTold(final double percentile, final double samples)
    {
        return ALL == percentile || Double.isNaN(samples) || samples * (ALL - percentile) >= ALL - ROUNDED;
    }

    private static List<String> percentiles()
    {
        return Arrays.stream(Curve.PERCENTILES).mapToObj((percentile) ->
            0 == percentile ? "min" : ALL == percentile ? "max" :
            NAMED.contains(percentile) ? String.valueOf(percentile).replace(".0", "") : "").toList();
    }
}
