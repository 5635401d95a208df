package io.skein.driver;

import java.util.Collection;

/**
 * Finds what someone probably meant to write.
 */
final class NearestKey
{
    private NearestKey()
    {
    }

    static String of(final String word, final Collection<String> known)
    {
        String nearest = "";
        int shortest = Integer.MAX_VALUE;
        for (final String candidate : known)
        {
            final int distance = distance(word, candidate);
            if (distance < shortest)
            {
                shortest = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /**
     * Levenshtein distance: insertions, deletions and replacements.
     */
    static int distance(final String from, final String to)
    {
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++)
        {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++)
        {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++)
            {
                final int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            final int[] spare = above;
            above = row;
            row = spare;
        }
        return above[to.length()];
    }
}
