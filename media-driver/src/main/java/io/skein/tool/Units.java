package io.skein.tool;

import java.util.Locale;

/**
 * Numbers as people read them: three significant digits and a unit.
 */
public final class Units
{
    private static final String[] TIMES = {"ns", "us", "ms", "s"};
    private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB"};
    private static final String[] RATES = {"/s", " k/s", " M/s", " G/s"};
    private static final double STEP = 1_000;

    private Units()
    {
    }

    /**
     * @param ns a duration in nanoseconds.
     * @return such as {@code 312 ns}, {@code 4.21 us}, {@code 12.3 ms}, {@code 61.0 s}.
     */
    public static String time(final double ns)
    {
        return scaled(ns, " ", TIMES);
    }

    /**
     * @param bytes a length.
     * @return such as {@code 256 B}, {@code 24.9 MB}, by powers of 1000.
     */
    public static String bytes(final double bytes)
    {
        return scaled(bytes, " ", BYTES);
    }

    /**
     * @param perSecond how many in a second.
     * @return such as {@code 950/s}, {@code 2.96 M/s}.
     */
    public static String rate(final double perSecond)
    {
        return scaled(perSecond, "", RATES);
    }

    /**
     * @param count of anything.
     * @return with a comma between thousands.
     */
    public static String count(final long count)
    {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String scaled(final double value, final String gap, final String[] units)
    {
        double scaled = value;
        int unit = 0;
        // 999.5 would be shown as 1000.
        while (Math.abs(scaled) >= STEP - 0.5 && unit < units.length - 1)
        {
            scaled /= STEP;
            ++unit;
        }
        final int decimals = 0 == unit || Math.abs(scaled) >= 99.95 ? 0 : Math.abs(scaled) >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", scaled) + gap + units[unit];
    }
}
