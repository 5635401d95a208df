package io.skein.perf.report;

import com.google.gson.JsonObject;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table of targets before anything was measured.
 *
 * @param id       of the target.
 * @param what     it is about.
 * @param bound    how a figure keeps the limit.
 * @param limit    to keep.
 * @param decimals of figures, at least.
 * @param command  that takes the figure by itself.
 */
record Goal(String id, String what, Bound bound, double limit, int decimals, String command)
{
    private static final int MOST_DECIMALS = 9;

    /**
     * Which side of a limit is good.
     */
    enum Bound
    {
        AT_MOST("<="), BELOW("<"), AT_LEAST(">=");

        private final String sign;

        Bound(final String sign)
        {
            this.sign = sign;
        }
    }

    static Goal atMost(
        final String id, final String what, final double limit, final int decimals, final String command)
    {
        return new Goal(id, what, Bound.AT_MOST, limit, decimals, command);
    }

    static Goal below(
        final String id, final String what, final double limit, final int decimals, final String command)
    {
        return new Goal(id, what, Bound.BELOW, limit, decimals, command);
    }

    static Goal atLeast(
        final String id, final String what, final double limit, final int decimals, final String command)
    {
        return new Goal(id, what, Bound.AT_LEAST, limit, decimals, command);
    }

    private boolean isMet(final double value)
    {
        return switch (bound)
        {
            case AT_MOST -> value <= limit;
            case BELOW -> value < limit;
            case AT_LEAST -> value >= limit;
        };
    }

    private static String text(final double value, final int decimals)
    {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * @return with as many decimals as it takes to see on which side of the limit it is.
     */
    private String measured(final double value)
    {
        int shown = decimals;
        while (shown < MOST_DECIMALS && value != limit && text(value, shown).equals(text(limit, shown)))
        {
            ++shown;
        }
        return text(value, shown);
    }

    /**
     * @param row    that has the figure, or null.
     * @param figure name.
     * @param unit   to divide by.
     * @return what was reached.
     */
    Verdict figure(final JsonObject row, final String figure, final double unit)
    {
        return null == row ? of(Double.NaN) : of(Run.number(row, figure) / unit, row);
    }

    /**
     * @param row    of Skein, or null.
     * @param other  that it is compared with, or null.
     * @param figure name.
     * @return what was reached: the median of the ratios of neighbouring rounds, as a machine that changes its pace
     * between two rounds changes none.
     */
    Verdict ratio(final JsonObject row, final JsonObject other, final String figure)
    {
        if (null == row || null == other)
        {
            return of(Double.NaN);
        }
        final double[] ratios = Run.rounds(row, figure);
        final double[] others = Run.rounds(other, figure);
        if (0 == ratios.length || ratios.length != others.length)
        {
            return of(Run.number(row, figure) / Run.number(other, figure), row, other);
        }
        Arrays.setAll(ratios, (i) -> ratios[i] / others[i]);
        return of(Spread.of(ratios).median(), row, other);
    }

    /**
     * @param value that was measured; NaN when it was not.
     * @param rows  that it is of.
     * @return what was reached; nothing is when one of them failed.
     */
    Verdict of(final double value, final JsonObject... rows)
    {
        final String limitText = bound.sign + ' ' + text(limit, decimals);
        if (Double.isNaN(value))
        {
            return new Verdict(id, what, "-", limitText, Verdict.NOT_MEASURED, command);
        }
        final List<String> commands = Run.commands(List.of(rows));
        final String failure =
            Arrays.stream(rows).map(Run::failure).filter((one) -> !one.isEmpty()).findFirst().orElse("");
        return new Verdict(id, what, measured(value) + (failure.isEmpty() ? "" : ", " + failure), limitText,
            failure.isEmpty() && isMet(value) ? Verdict.MET : Verdict.MISSED,
            commands.isEmpty() || commands.get(0).isEmpty() ? command : String.join("; ", commands));
    }
}
