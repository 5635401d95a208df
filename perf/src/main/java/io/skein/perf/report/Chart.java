package io.skein.perf.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A line chart as SVG, for a page without network or for a file of its own. The vertical axis is logarithmic; places on
 * the horizontal one are the caller's. It scales with the page, and its text stays readable on a phone.
 *
 * @param title  of the chart.
 * @param unit   of the vertical axis.
 * @param ticks  names on the horizontal axis, from place 0 on.
 * @param series lines.
 */
record Chart(String title, Scale unit, List<String> ticks, List<Series> series)
{
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 66;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 64;
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
        final StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, "<svg viewBox='0 0 %d %d' role='img' " +
            "xmlns='http://www.w3.org/2000/svg'><style>svg text{font:12px system-ui,sans-serif;fill:#222}" +
            "svg text.t{font-size:14px;font-weight:600}svg line.g{stroke:#ddd}</style>" +
            "<rect width='%d' height='%d' fill='#fff'/><text class='t' x='%d' y='20'>%s</text>%n",
            WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT, Html.escape(title)));
        for (double decade = low; decade <= high; decade++)
        {
            final double y = y(decade, low, high);
            svg.append(String.format(Locale.ROOT, "<line class='g' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>" +
                "<text x='%d' y='%.1f' text-anchor='end'>%s</text>%n",
                LEFT, WIDTH - RIGHT, y, y, LEFT - 6, y + 4, Html.escape(unit.text(Math.pow(10, decade)))));
        }
        for (int place = 0; place < ticks.size(); place++)
        {
            svg.append(String.format(Locale.ROOT, "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>%n", x(place),
                HEIGHT - BOTTOM + 18, Html.escape(ticks.get(place))));
        }
        for (int i = 0; i < series.size(); i++)
        {
            addLine(svg, i, low, high);
        }
        return svg.append("</svg>\n").toString();
    }

    private void addLine(final StringBuilder svg, final int index, final double low, final double high)
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
                final double y = y(Math.log10(values[place]), low, high);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                dots.append(String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'><title>%s %s: %s" +
                    "</title></circle>", x, y, colour, Html.escape(series.get(index).name()),
                    Html.escape(ticks.get(place)), Html.escape(unit.text(values[place]))));
            }
        }
        final int legendX = LEFT + index * (WIDTH - LEFT - RIGHT) / Math.max(1, series.size());
        svg.append(String.format(Locale.ROOT, "<polyline fill='none' stroke='%s' stroke-width='2' points='%s'/>%s%n" +
            "<rect x='%d' y='%d' width='10' height='10' fill='%s'/><text x='%d' y='%d'>%s</text>%n",
            colour, points.toString().trim(), dots, legendX, HEIGHT - 22, colour, legendX + 14, HEIGHT - 13,
            Html.escape(series.get(index).name())));
    }

    private double x(final int place)
    {
        final int width = WIDTH - LEFT - RIGHT - 30;
        return LEFT + 15 + (ticks.size() < 2 ? width / 2.0 : (double)place * width / (ticks.size() - 1));
    }

    private static double y(final double exponent, final double low, final double high)
    {
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - exponent) / (high - low);
    }
}
