package io.skein.perf.report;

import java.util.Locale;

/**
 * One figure before and after.
 *
 * @param what   was measured.
 * @param figure name.
 * @param before median of the rounds.
 * @param after  median of the rounds.
 * @param worse  share by which it got worse: 0.1 is 10 % slower, negative is faster.
 * @param chance that rounds so far apart come from no difference at all, corrected for how many figures there are; NaN
 *               where there are no rounds to tell.
 */
record Difference(String what, String figure, double before, double after, double worse, double chance)
{
    /**
     * Up to this chance a difference is taken for one.
     */
    static final double SURE = 0.05;

    private static final double FEW = 100;

    /**
     * @param what   was measured.
     * @param figure name: it is better when it is less, unless it is a rate.
     * @param before median of the rounds.
     * @param after  median of the rounds.
     * @param chance see above.
     * @return how they differ.
     */
    static Difference of(
        final String what, final String figure, final double before, final double after, final double chance)
    {
        final double worse = before == after ? 0 :
            figure.endsWith("PerSecond") ? before / after - 1 : after / before - 1;
        return new Difference(what, figure, before, after, worse, chance);
    }

    Difference withChance(final double value)
    {
        return new Difference(what, figure, before, after, worse, value);
    }

    /**
     * @return whether the rounds tell it from chance.
     */
    boolean isSure()
    {
        return chance <= SURE + 1e-9;
    }

    /**
     * @param share 0.1 for 10 %.
     * @return whether it surely got worse by more.
     */
    boolean isWorseBy(final double share)
    {
        return isSure() && worse > share;
    }

    /**
     * @return for a terminal.
     */
    String line()
    {
        final boolean isTested = !Double.isNaN(chance);
        return String.format(Locale.ROOT, "%-9s %+7.1f %%  %-17s %16s -> %16s  %s (%s)",
            !isTested ? "one run" : !isSure() ? "same" : worse > 0 ? "slower" : "faster", 100 * worse, figure,
            text(before), text(after), what,
            isTested ? String.format(Locale.ROOT, "chance %.3f", chance) : "no rounds to tell by");
    }

    private static String text(final double value)
    {
        return String.format(Locale.ROOT, value < FEW ? "%.2f" : "%,.0f", value);
    }
}
