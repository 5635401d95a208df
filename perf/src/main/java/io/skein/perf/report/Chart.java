package io.skein.perf.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A line chart as SVG, for a page without network or for a file of its own. The vertical axis is logarithmic; places on
 * the horizontal one are the caller's. It is as wide as a phone, where its text then has its full size, and grows with
 * the page.
 *
 * @param title  of the chart.
 * @param unit   of the vertical axis.
 * @param ticks  names on the horizontal axis, from place 0 on.
 * @param series lines.
 */
record Chart(String title, Scale unit, List<String> ticks, List<Series> series)
{
    private static final int WIDTH = 360;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int RIGHT = 10;
    private static final int TOP = 36;
    private static final int LINE = 17;
    private static final int INSET = 15;
    private static final double CHARACTER = 6.8;
    private static final int KEYS_IN_LINE = 3;
    private static final int KEY_WIDTH = (WIDTH - RIGHT) / KEYS_IN_LINE;
    private static final String[] COLOURS = {"#0b6e4f", "#c2410c", "#1d4ed8", "#7e22ce", "#a16207", "#be123c"};

    /**
     * A line.
     *
     * @param name   in the legend.
     * @param values one for each place; NaN where there is none.
     */
    record Series(String name, double[] values)
    {
    }

    /**
     * How a value is written.
     */
    interface Scale
    {
        /**
         * @param value on the axis.
         * @return short text.
         */
        String text(double value);
    }

    @Override
    public String toString()
    {
        final double[] all = series.stream().flatMapToDouble((one) -> Arrays.stream(one.values()))
            .filter((value) -> value > 0 && Double.isFinite(value)).toArray();
        if (0 == all.length)
        {
            return "";
        }
        final double low = Math.floor(Math.log10(Arrays.stream(all).min().orElse(1)));
        final double high = Math.max(low + 1, Math.ceil(Math.log10(Arrays.stream(all).max().orElse(1))));
        final boolean isStaggered = isStaggered();
        final int keyLines = (series.size() + KEYS_IN_LINE - 1) / KEYS_IN_LINE;
        final int bottom = HEIGHT - ((isStaggered ? 2 : 1) + keyLines) * LINE - LINE / 2;
        final StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, "<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img' " +
            "xmlns='http://www.w3.org/2000/svg'><style>svg text{font:12px system-ui,sans-serif;fill:#222}" +
            "svg text.t{font-size:14px;font-weight:600}svg line.g{stroke:#ddd}</style>" +
            "<rect width='%d' height='%d' fill='#fff'/><text class='t' x='%d' y='20'>%s</text>%n",
            WIDTH, HEIGHT, WIDTH, HEIGHT, WIDTH, HEIGHT, INSET, Html.escape(title)));
        for (double decade = low; decade <= high; decade++)
        {
            final double y = y(decade, low, high, bottom);
            svg.append(String.format(Locale.ROOT, "<line class='g' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>" +
                "<text x='%d' y='%.1f' text-anchor='end'>%s</text>%n",
                LEFT, WIDTH - RIGHT, y, y, LEFT - 6, y + 4, Html.escape(unit.text(Math.pow(10, decade)))));
        }
        addTicks(svg, bottom, isStaggered);
        for (int i = 0; i < series.size(); i++)
        {
            addLine(svg, i, (value) -> y(Math.log10(value), low, high, bottom));
            final int x = INSET + i % KEYS_IN_LINE * KEY_WIDTH;
            final int y = HEIGHT - LINE / 2 - (keyLines - 1 - i / KEYS_IN_LINE) * LINE;
            svg.append(String.format(Locale.ROOT, "<rect x='%d' y='%d' width='10' height='10' fill='%s'/>" +
                "<text x='%d' y='%d'>%s</text>%n",
                x, y - 9, COLOURS[i % COLOURS.length], x + 14, y, Html.escape(series.get(i).name())));
        }
        return svg.append("</svg>\n").toString();
    }

    private void addTicks(final StringBuilder svg, final int bottom, final boolean isStaggered)
    {
        int named = 0;
        for (int place = 0; place < ticks.size(); place++)
        {
            if (!ticks.get(place).isEmpty())
            {
                final int line = isStaggered ? 1 + named % 2 : 1;
                svg.append(String.format(Locale.ROOT, "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>%n",
                    x(place), bottom + line * LINE, Html.escape(ticks.get(place))));
                ++named;
            }
        }
    }

    /**
     * @return whether neighbouring names would run into each other in one line.
     */
    private boolean isStaggered()
    {
        int last = -1;
        for (int place = 0; place < ticks.size(); place++)
        {
            if (!ticks.get(place).isEmpty())
            {
                if (last >= 0 && x(place) - x(last) <
                    (ticks.get(place).length() + ticks.get(last).length() + 1) * CHARACTER / 2)
                {
                    return true;
                }
                last = place;
            }
        }
        return false;
    }

    private void addLine(final StringBuilder svg, final int index, final DoubleUnaryOperator y)
    {
        final String colour = COLOURS[index % COLOURS.length];
        final StringBuilder points = new StringBuilder();
        final StringBuilder dots = new StringBuilder();
        final double[] values = series.get(index).values();
        for (int place = 0; place < values.length; place++)
        {
            if (values[place] > 0)
            {
                final double x = x(place);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y.applyAsDouble(values[place])));
                dots.append(String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'><title>%s %s: %s" +
                    "</title></circle>", x, y.applyAsDouble(values[place]), colour,
                    Html.escape(series.get(index).name()), Html.escape(ticks.get(place)),
                    Html.escape(unit.text(values[place]))));
            }
        }
        svg.append(String.format(Locale.ROOT, "<polyline fill='none' stroke='%s' stroke-width='2' points='%s'/>%s%n",
            colour, points.toString().trim(), dots));
    }

    private double x(final int place)
    {
        final int width = WIDTH - LEFT - RIGHT - 2 * INSET;
        return LEFT + INSET + (ticks.size() < 2 ? width / 2.0 : (double)place * width / (ticks.size() - 1));
    }

    private static double y(final double exponent, final double low, final double high, final int bottom)
    {
        return TOP + (bottom - TOP) * (high - exponent) / (high - low);
    }
}
