package io.skein.perf.waterfall;

import io.skein.perf.report.Html;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The same as {@link WaterfallText} as a page that needs nothing else: bars are shares of the window, and the text is
 * as large as elsewhere, so that it can be read on a phone.
 */
final class WaterfallPage
{
    private static final int TICKS = 6;
    private static final double WHOLE = 100;
    private static final String FILTER = "#4a90d9";
    private static final String TRANSPORT = "#f08c32";

    private final Comparison comparison;
    private final List<String> commits;
    private final StringBuilder body = new StringBuilder();

    /**
     * @param comparison to draw.
     * @param commits    between, the newest first.
     */
    WaterfallPage(final Comparison comparison, final List<String> commits)
    {
        this.comparison = comparison;
        this.commits = commits;
    }

    @Override
    public String toString()
    {
        body.setLength(0);
        body.append("<h1>Waterfall</h1>\n");
        if (null != comparison.machine())
        {
            add("p", comparison.machine());
        }
        body.append("<p>").append(legend(FILTER, "filter")).append(' ').append(legend(TRANSPORT, "transport"))
            .append("; milliseconds on average, in brackets p50 and p99</p>\n");
        comparison.warnings().forEach((warning) ->
            body.append("<p class='bad'>").append(Html.escape(warning)).append("</p>\n"));
        for (final Comparison.Pair pair : comparison.pairs())
        {
            addPair(pair);
        }
        final List<Comparison.Delta> totals = comparison.pairs().stream().filter((pair) -> null != pair.before())
            .map((pair) -> pair.total(pair.after().summary().label())).toList();
        if (totals.size() > 1)
        {
            add("h2", "All pipelines");
            addDeltas("pipeline", totals);
        }
        if (!commits.isEmpty())
        {
            add("h2", "Commits between");
            body.append("<ul>\n");
            commits.forEach((commit) -> add("li", commit));
            body.append("</ul>\n");
        }
        return Html.page("Waterfall", body.toString().stripTrailing());
    }

    private static String legend(final String colour, final String word)
    {
        return "<span style='color:" + colour + "'>&#9632;</span> " + word;
    }

    private void addPair(final Comparison.Pair pair)
    {
        add("h2", pair.after().summary().label());
        final Axis axis = new Axis(pair.spanMs());
        if (null != pair.before())
        {
            add("h3", "Before");
            draw(pair.before(), axis);
        }
        if (comparison.isTwo())
        {
            add("h3", "After");
        }
        draw(pair.after(), axis);
        if (null != pair.before())
        {
            addDeltas("stage", pair.deltas());
            add("p", Figures.fps(pair));
        }
    }

    private void draw(final Comparison.Part part, final Axis axis)
    {
        add("p", String.join(", ", Figures.title(part)));
        addAxis(axis);
        double startMs = 0;
        for (final WaterfallFile.Stage stage : part.waterfall().stages())
        {
            body.append(Figures.format(
                "<div style='display:flex;justify-content:space-between;gap:1rem;line-height:1.4'>" +
                "<span>%s</span><span style='font-variant-numeric:tabular-nums'>%s (%s, %s)</span></div>\n",
                Html.escape(stage.name()), Figures.ms(stage.ms()), Figures.ms(stage.p50Ms()),
                Figures.ms(stage.p99Ms())));
            final double from = WHOLE * axis.share(startMs);
            startMs += stage.ms();
            body.append(Figures.format("<div style='height:.8rem;margin:0 0 .3rem %.2f%%;width:%.2f%%;min-width:2px;" +
                "background:%s'></div>\n", from, WHOLE * axis.share(startMs) - from,
                stage.isFilter() ? FILTER : TRANSPORT));
        }
        add("p", String.join(", ", Figures.total(part.summary())));
    }

    private void addAxis(final Axis axis)
    {
        body.append("<div style='position:relative;height:1.6rem;overflow:hidden;border-bottom:1px solid #888'>");
        final List<Double> ticks = axis.ticks(TICKS);
        for (final double tick : ticks)
        {
            final String label = Figures.tick(tick) + (0 == tick ? " ms" : "");
            body.append(Figures.format(
                "<span style='position:absolute;left:%.2f%%;padding-left:.2rem;border-left:1px solid #888'>%s</span>",
                WHOLE * axis.share(tick), label));
        }
        body.append("</div>\n");
    }

    private void addDeltas(final String heading, final List<Comparison.Delta> deltas)
    {
        body.append("<div class='s'><table><tr><th>").append(heading)
            .append("</th><th>before</th><th>after</th><th>delta</th></tr>\n");
        body.append(deltas.stream().map(WaterfallPage::row).collect(Collectors.joining()));
        body.append("</table></div>\n");
    }

    private static String row(final Comparison.Delta delta)
    {
        final String css = switch (delta.gain())
        {
            case WIN -> " class='good'";
            case LOSS -> " class='bad'";
            default -> "";
        };
        return Figures.format("<tr><td>%s</td><td>%s</td><td>%s</td><td%s style='white-space:normal'>%s %s</td></tr>\n",
            Html.escape(delta.name()), Figures.ms(delta.beforeMs()), Figures.ms(delta.afterMs()),
            css, Figures.change(delta.ms()), delta.gain().name().toLowerCase(Locale.ROOT));
    }

    private void add(final String element, final String text)
    {
        body.append('<').append(element).append('>').append(Html.escape(text)).append("</").append(element)
            .append(">\n");
    }
}
