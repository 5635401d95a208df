package io.skein.internal.text;

import java.util.Collection;

/**
 * Finds what a misspelt name was meant to be. Distance is the number of letters inserted, removed, replaced, or swapped
 * with their neighbour (optimal string alignment).
 */
public final class NearestName
{
    private static final int MAX_COMPARED = 200;
    private static final int MAX_CLIPPED = 80;

    private NearestName()
    {
    }

    /**
     * @param given name that is unknown.
     * @param known names; of equally near ones the first wins.
     * @return the nearest name however far it is, or null when none is known.
     */
    public static String nearest(final String given, final Collection<String> known)
    {
        final String name = given.substring(0, Math.min(given.length(), MAX_COMPARED));
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (final String candidate : known)
        {
            final int distance = distance(name, candidate);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /**
     * The end of an error message.
     *
     * @param given name that is unknown.
     * @param known names.
     * @return {@code ", did you mean 'NEAREST'?"}, or an empty string when nothing is near: more than a third of the
     *     letters, and more than one of them, would have to change.
     */
    public static String suggestion(final String given, final Collection<String> known)
    {
        final String nearest = given.length() > MAX_COMPARED ? null : nearest(given, known);
        final boolean isNear = nearest != null &&
            distance(given, nearest) <= Math.max(1, Math.max(given.length(), nearest.length()) / 3);
        return isNear ? ", did you mean '" + nearest + "'?" : "";
    }

    /**
     * @param text that came from outside.
     * @return the text in single quotes, on one line, at most 80 characters of it.
     */
    public static String quote(final String text)
    {
        return "'" + clip(text) + "'";
    }

    /**
     * @param text that came from outside; may be null.
     * @return the text on one line, at most 80 characters of it.
     */
    public static String clip(final String text)
    {
        final String all = String.valueOf(text);
        final StringBuilder clipped = new StringBuilder();
        for (int i = 0; i < Math.min(all.length(), MAX_CLIPPED); i++)
        {
            final char c = all.charAt(i);
            clipped.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return clipped.append(all.length() > MAX_CLIPPED ? "..." : "").toString();
    }

    static int distance(final String left, final String right)
    {
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++)
        {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++)
            {
                final int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + replaced, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 &&
                    left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1))
                {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            final int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[right.length()];
    }
}
