package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One figure before and after.
 *
 * @param what    was measured.
 * @param figure  name.
 * @param before  median of the rounds.
 * @param after   median of the rounds.
 * @param worse   share by which it got worse: 0.1 is 10 % slower, negative is faster.
 * @param chance  that rounds as these come from no difference at all, one-sided, by the rank sum test.
 */
public record Difference(String what, String figure, double before, double after, double worse, double chance)
{
    private static final double SURE = 0.05;
    private static final Map<String, Boolean> FIGURES = new LinkedHashMap<>();

    static
    {
        FIGURES.put("p50Ns", false);
        FIGURES.put("p99Ns", false);
        FIGURES.put("messagesPerSecond", true);
    }

    /**
     * @param before results.
     * @param after  results.
     * @return a difference for each figure that both have, in the order of the first.
     */
    public static List<Difference> between(final JsonArray before, final JsonArray after)
    {
        final Map<String, JsonObject> later = new LinkedHashMap<>();
        after.forEach((row) -> later.put(key(row.getAsJsonObject()), row.getAsJsonObject()));
        final List<Difference> differences = new ArrayList<>();
        before.forEach((element) ->
        {
            final JsonObject row = element.getAsJsonObject();
            final JsonObject other = later.get(key(row));
            if (null != other)
            {
                FIGURES.forEach((figure, isBetterWhenMore) -> add(differences, row, other, figure, isBetterWhenMore));
            }
        });
        return differences;
    }

    private static String key(final JsonObject row)
    {
        final String lane = Run.text(row, "lane");
        return Run.group(row) + (lane.isEmpty() ? "" : ", lane " + lane) + ", " + Run.text(row, "system") + ' ' +
            Run.text(row, "sizeBytes") + " B";
    }

    private static void add(
        final List<Difference> differences, final JsonObject before, final JsonObject after, final String figure,
        final boolean isBetterWhenMore)
    {
        final double[] first = Run.rounds(before, figure);
        final double[] second = Run.rounds(after, figure);
        if (first.length > 0 && second.length > 0)
        {
            final double from = Spread.of(first).median();
            final double to = Spread.of(second).median();
            final double worse = isBetterWhenMore ? from / to - 1 : to / from - 1;
            final boolean isRise = to > from;
            differences.add(new Difference(key(before), figure, from, to, worse,
                isRise ? chance(first, second) : chance(second, first)));
        }
    }

    /**
     * The exact rank sum test of Mann and Whitney: of all ways to deal the ranks, how many have as few pairs in which
     * the low one is higher. Equal values count against a difference.
     */
    static double chance(final double[] low, final double[] high)
    {
        int inversions = 0;
        for (final double one : low)
        {
            for (final double other : high)
            {
                inversions += one >= other ? 1 : 0;
            }
        }
        double atMost = 0;
        double all = 0;
        final double[] ways = ways(low.length, high.length);
        for (int u = 0; u < ways.length; u++)
        {
            atMost += u <= inversions ? ways[u] : 0;
            all += ways[u];
        }
        return atMost / all;
    }

    /**
     * @return for each number of such pairs, in how many ways n low and m high values come to it.
     */
    private static double[] ways(final int n, final int m)
    {
        final double[] ways = new double[n * m + 1];
        ways[0] = 1;
        // The Gaussian binomial coefficient: a factor (1 - q^(m + i)) / (1 - q^i) for each i from 1 to n.
        for (int i = 1; i <= n; i++)
        {
            for (int u = ways.length - 1; u >= m + i; u--)
            {
                ways[u] -= ways[u - m - i];
            }
            for (int u = i; u < ways.length; u++)
            {
                ways[u] += ways[u - i];
            }
        }
        return ways;
    }

    /**
     * @return whether the rounds tell it from chance.
     */
    public boolean isSure()
    {
        return chance <= SURE + 1e-9;
    }

    /**
     * @param share 0.1 for 10 %.
     * @return whether it surely got worse by more.
     */
    public boolean isWorseBy(final double share)
    {
        return isSure() && worse > share;
    }

    /**
     * @return for a terminal.
     */
    public String line()
    {
        return String.format(Locale.ROOT, "%-9s %+7.1f %%  %-17s %,16.0f -> %,16.0f  %s (chance %.3f)",
            !isSure() ? "same" : worse > 0 ? "slower" : "faster", 100 * worse, figure, before, after, what, chance);
    }
}
