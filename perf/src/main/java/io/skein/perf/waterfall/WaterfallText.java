package io.skein.perf.waterfall;

import java.util.List;
import java.util.Locale;

/**
 * Draws one file, or two on the same axis. The same files give the same text.
 */
final class WaterfallText
{
    private static final double NEUTRAL_MS = 0.05;
    private static final int NAME_WIDTH = 20;
    private static final int FIGURES_WIDTH = 36;
    private static final int MIN_BAR = 10;

    private final WaterfallFile before;
    private final WaterfallFile after;
    private final Palette palette;
    private final boolean isUnicode;
    private final int barWidth;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param before    to compare with, or null.
     * @param after     to draw.
     * @param palette   of the terminal.
     * @param columns   of the terminal.
     * @param isUnicode whether it shows more than ASCII.
     */
    WaterfallText(
        final WaterfallFile before, final WaterfallFile after, final Palette palette, final int columns,
        final boolean isUnicode)
    {
        this.before = before;
        this.after = after;
        this.palette = palette;
        this.isUnicode = isUnicode;
        barWidth = Math.max(MIN_BAR, columns - NAME_WIDTH - FIGURES_WIDTH);
    }

    @Override
    public String toString()
    {
        text.setLength(0);
        final double spanMs = Math.max(total(after), null == before ? 0 : total(before));
        if (null != before)
        {
            draw("BEFORE", before, spanMs);
            draw("AFTER", after, spanMs);
            compare();
        }
        else
        {
            draw("", after, spanMs);
        }
        return text.toString();
    }

    private static double total(final WaterfallFile file)
    {
        return file.waterfall().stages().stream().mapToDouble(WaterfallFile.Stage::ms).sum();
    }

    private void draw(final String title, final WaterfallFile file, final double spanMs)
    {
        final WaterfallFile.Waterfall waterfall = file.waterfall();
        text.append(title).append(title.isEmpty() ? "" : "  ").append(waterfall.label()).append(", ")
            .append(waterfall.frames()).append(" frames").append(null == file.gitSha() ? "" : ", " + file.gitSha())
            .append('\n').append(format("%-20s%s%9s%9s%9s%n", "", " ".repeat(barWidth), "mean ms", "p50", "p99"));
        double startMs = 0;
        for (final WaterfallFile.Stage stage : waterfall.stages())
        {
            text.append(format("%-20.20s", stage.name())).append(bar(stage, startMs, spanMs))
                .append(format("%9.3f%9.3f%9.3f%n", stage.ms(), stage.p50Ms(), stage.p99Ms()));
            startMs += stage.ms();
        }
        for (final WaterfallFile.Summary summary : file.summary())
        {
            text.append(format("%-12s total %.3f ms = filters %.3f + transport %.3f (%.4f per hop, %.2f %%), " +
                "at most %.1f fps%n", summary.name(), summary.totalMs(), summary.filterMs(), summary.transportMs(),
                summary.transportMsPerHop(), summary.overheadPct(), summary.maxFps()));
        }
        text.append('\n');
    }

    private String bar(final WaterfallFile.Stage stage, final double startMs, final double spanMs)
    {
        final int from = Math.min(barWidth - 1, (int)Math.round(barWidth * startMs / spanMs));
        final int to = Math.max(from + 1, (int)Math.round(barWidth * (startMs + stage.ms()) / spanMs));
        final int length = Math.min(barWidth, to) - from;
        final boolean isFilter = WaterfallFile.Stage.FILTER.equals(stage.kind());
        final String bar = (isUnicode ? isFilter ? "\u2588" : "\u2592" : isFilter ? "#" : "=").repeat(length);
        return " ".repeat(from) + (isFilter ? palette.filter(bar) : palette.transport(bar)) +
            " ".repeat(barWidth - from - length);
    }

    private void compare()
    {
        text.append("stage                  before ms   after ms      delta\n");
        final List<WaterfallFile.Stage> olds = before.waterfall().stages();
        for (final WaterfallFile.Stage stage : after.waterfall().stages())
        {
            olds.stream().filter((old) -> old.name().equals(stage.name())).findFirst().ifPresent((old) ->
                addDelta(stage.name(), old.ms(), stage.ms()));
        }
        text.append("pipeline\n");
        for (final WaterfallFile.Summary summary : after.summary())
        {
            before.summary().stream().filter((old) -> old.name().equals(summary.name())).findFirst().ifPresent((old) ->
            {
                addDelta(summary.name() + " total", old.totalMs(), summary.totalMs());
                addDelta(summary.name() + " way", old.transportMs(), summary.transportMs());
            });
        }
    }

    private void addDelta(final String name, final double fromMs, final double toMs)
    {
        final double delta = toMs - fromMs;
        final String word = Math.abs(delta) < NEUTRAL_MS ? "neutral" :
            delta < 0 ? palette.good("win") : palette.bad("loss");
        text.append(format("%-20.20s %11.3f %10.3f %+10.3f  %s%n", name, fromMs, toMs, delta, word));
    }

    private static String format(final String format, final Object... values)
    {
        return String.format(Locale.ROOT, format, values);
    }
}
