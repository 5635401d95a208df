package io.skein.perf.waterfall;

import java.util.List;
import java.util.Locale;

/**
 * Draws pipelines for a terminal, each on one axis with what it was before. The same files give the same text, and no
 * line of it is wider than the terminal, from 40 columns on; below 72 the figures follow the bars.
 */
final class WaterfallText
{
    private static final int WIDE = 72;
    private static final int WIDE_NAME = 20;
    private static final int NARROW_NAME = 11;
    private static final int FIGURE = 9;
    private static final int FIGURES = 3 * FIGURE;
    private static final int TICK = 8;
    private static final String INDENT = "  ";

    private final Comparison comparison;
    private final Palette palette;
    private final boolean isUnicode;
    private final int columns;
    private final boolean isWide;
    private final int nameWidth;
    private final int barWidth;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param comparison to draw.
     * @param palette    of the terminal.
     * @param columns    of the terminal, 40 or more.
     * @param isUnicode  whether it shows more than ASCII.
     */
    WaterfallText(
        final Comparison comparison, final Palette palette, final int columns, final boolean isUnicode)
    {
        this.comparison = comparison;
        this.palette = palette;
        this.isUnicode = isUnicode;
        this.columns = columns;
        isWide = columns >= WIDE;
        nameWidth = isWide ? WIDE_NAME : NARROW_NAME;
        barWidth = columns - nameWidth - (isWide ? FIGURES : 0);
    }

    @Override
    public String toString()
    {
        text.setLength(0);
        if (null != comparison.machine())
        {
            flow("", List.of(comparison.machine().split(", ")));
            text.append('\n');
        }
        for (final Comparison.Pair pair : comparison.pairs())
        {
            final Axis axis = new Axis(pair.spanMs());
            if (null != pair.before())
            {
                draw("BEFORE  ", pair.before(), axis);
            }
            draw(comparison.isTwo() ? "AFTER  " : "", pair.after(), axis);
            if (null != pair.before())
            {
                addDeltas("stage", pair.deltas());
                text.append(clip(INDENT + Figures.fps(pair), columns)).append("\n\n");
            }
        }
        final List<Comparison.Delta> totals = comparison.pairs().stream().filter((pair) -> null != pair.before())
            .map((pair) -> pair.total(pair.after().summary().name())).toList();
        if (totals.size() > 1)
        {
            addDeltas("pipeline", totals);
            text.append('\n');
        }
        comparison.warnings().forEach((warning) -> flow("", List.of(("warning: " + warning).split(" ")), " "));
        return text.toString();
    }

    private void draw(final String title, final Comparison.Part part, final Axis axis)
    {
        flow(title, Figures.title(part));
        final String headings = Figures.format("%9s%9s%9s", "mean ms", "p50", "p99");
        addAxis(axis, isWide ? headings : "");
        double startMs = 0;
        for (final WaterfallFile.Stage stage : part.waterfall().stages())
        {
            text.append(name(stage.name(), !stage.isFilter())).append(bar(stage, startMs, axis))
                .append(isWide ? figures(stage) : "").append('\n');
            startMs += stage.ms();
        }
        if (!isWide)
        {
            text.append(" ".repeat(nameWidth)).append(headings).append('\n');
            part.waterfall().stages().forEach((stage) ->
                text.append(name(stage.name(), !stage.isFilter())).append(figures(stage)).append('\n'));
        }
        flow(INDENT, Figures.total(part.summary()));
        text.append('\n');
    }

    private void addAxis(final Axis axis, final String headings)
    {
        final StringBuilder labels = new StringBuilder(" ".repeat(barWidth));
        final StringBuilder rule = new StringBuilder((isUnicode ? "\u2500" : "-").repeat(barWidth));
        for (final double tick : axis.ticks(barWidth / TICK))
        {
            final int at = column(axis, tick);
            final String label = Figures.tick(tick);
            rule.setCharAt(at, isUnicode ? '\u252c' : '+');
            if (at + label.length() <= barWidth)
            {
                labels.replace(at, at + label.length(), label);
            }
        }
        text.append(name("ms", false)).append((labels + headings).stripTrailing()).append('\n')
            .append(" ".repeat(nameWidth)).append(rule).append('\n');
    }

    private int column(final Axis axis, final double ms)
    {
        return Math.min(barWidth - 1, (int)Math.round(barWidth * axis.share(ms)));
    }

    private String bar(final WaterfallFile.Stage stage, final double startMs, final Axis axis)
    {
        final int from = column(axis, startMs);
        final int to = Math.max(from + 1, (int)Math.round(barWidth * axis.share(startMs + stage.ms())));
        final String bar = (isUnicode ? stage.isFilter() ? "\u2588" : "\u2592" : stage.isFilter() ? "#" : "=")
            .repeat(to - from);
        return " ".repeat(from) + (stage.isFilter() ? palette.filter(bar) : palette.transport(bar)) +
            (isWide ? " ".repeat(barWidth - to) : "");
    }

    private static String figures(final WaterfallFile.Stage stage)
    {
        return right(Figures.ms(stage.ms()), FIGURE) + right(Figures.ms(stage.p50Ms()), FIGURE) +
            right(Figures.ms(stage.p99Ms()), FIGURE);
    }

    /**
     * Where there is little room, a way is called by where it leads: it stands below where it comes from.
     */
    private String name(final String name, final boolean isWay)
    {
        final int arrow = name.indexOf(" > ");
        final String shown = isWide || !isWay || arrow < 0 ? name : name.substring(arrow + 1);
        return left(clip(shown, nameWidth), nameWidth);
    }

    private void addDeltas(final String heading, final List<Comparison.Delta> deltas)
    {
        text.append(left(heading, nameWidth)).append(isWide ? right("before ms", FIGURE + 2) : "")
            .append(right("after ms", FIGURE + 1)).append(right("delta", FIGURE + 1)).append('\n');
        for (final Comparison.Delta delta : deltas)
        {
            final String word = delta.gain().name().toLowerCase(Locale.ROOT);
            text.append(name(delta.name(), delta.isWay()))
                .append(isWide ? right(Figures.ms(delta.beforeMs()), FIGURE + 2) : "")
                .append(right(Figures.ms(delta.afterMs()), FIGURE + 1))
                .append(right(Figures.change(delta.ms()), FIGURE + 1)).append(' ')
                .append(switch (delta.gain())
                {
                    case WIN -> palette.good(word);
                    case LOSS -> palette.bad(word);
                    default -> word;
                }).append('\n');
        }
    }

    /**
     * As many phrases in a line as it holds.
     */
    private void flow(final String start, final List<String> phrases)
    {
        flow(start, phrases, ", ");
    }

    private void flow(final String start, final List<String> phrases, final String separator)
    {
        final StringBuilder line = new StringBuilder(start);
        boolean isFirst = true;
        for (final String phrase : phrases)
        {
            final String clipped = clip(phrase, columns - start.length() - INDENT.length());
            final String next = (isFirst ? "" : separator) + clipped;
            if (!isFirst && line.length() + (next + separator).stripTrailing().length() > columns)
            {
                text.append((line + separator).stripTrailing()).append('\n');
                line.setLength(0);
                line.append(INDENT).append(clipped);
            }
            else
            {
                line.append(next);
            }
            isFirst = false;
        }
        text.append(line).append('\n');
    }

    private static String clip(final String text, final int width)
    {
        return text.length() <= width ? text : text.substring(0, width);
    }

    private static String left(final String text, final int width)
    {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(final String text, final int width)
    {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
