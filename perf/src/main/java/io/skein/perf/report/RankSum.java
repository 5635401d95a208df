package io.skein.perf.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The exact rank sum test of Mann and Whitney, and what many of them at once are worth. Pure functions.
 */
final class RankSum
{
    private RankSum()
    {
    }

    /**
     * @param first  rounds, one or more.
     * @param second rounds, one or more.
     * @return how likely rounds are at least as far apart, in either direction, when nothing differs. Equal values
     * count against a difference.
     */
    static double chance(final double[] first, final double[] second)
    {
        return Math.min(1, 2 * Math.min(oneSided(first, second), oneSided(second, first)));
    }

    /**
     * @param n rounds.
     * @param m rounds.
     * @return the smallest chance that so many can come to.
     */
    static double least(final int n, final int m)
    {
        return chance(IntStream.range(0, n).mapToDouble((i) -> 0).toArray(),
            IntStream.range(0, m).mapToDouble((i) -> 1).toArray());
    }

    /**
     * Holm's correction: with it, all tests together mistake chance for a difference as seldom as one alone.
     *
     * @param chances of each test.
     * @return the same, corrected for how many they are, in the same order.
     */
    static double[] corrected(final double[] chances)
    {
        final double[] corrected = new double[chances.length];
        final int[] order = IntStream.range(0, chances.length).boxed()
            .sorted(Comparator.comparingDouble((i) -> chances[i])).mapToInt(Integer::intValue).toArray();
        double least = 0;
        for (int i = 0; i < order.length; i++)
        {
            least = Math.max(least, Math.min(1, (order.length - i) * chances[order[i]]));
            corrected[order[i]] = least;
        }
        return corrected;
    }

    /**
     * Of all ways to deal the ranks, the share that has as few pairs in which the low one is not lower.
     */
    private static double oneSided(final double[] low, final double[] high)
    {
        int inversions = 0;
        for (final double one : low)
        {
            inversions += (int)Arrays.stream(high).filter((other) -> one >= other).count();
        }
        final double[] ways = ways(low.length, high.length);
        return Arrays.stream(ways, 0, inversions + 1).sum() / Arrays.stream(ways).sum();
    }

    /**
     * @return for each number of such pairs, in how many ways n low and m high values come to it.
     */
    private static double[] ways(final int n, final int m)
    {
        // By how many low ones there are among the ranks so far.
        final double[][] ways = new double[n + 1][n * m + 1];
        ways[0][0] = 1;
        for (int rank = 0; rank < n + m; rank++)
        {
            for (int lows = Math.min(n, rank + 1); lows > 0; lows--)
            {
                final int highsBefore = rank - (lows - 1);
                for (int u = 0; highsBefore <= m && u + highsBefore < ways[lows].length; u++)
                {
                    ways[lows][u + highsBefore] += ways[lows - 1][u];
                }
            }
        }
        return ways[n];
    }
}
