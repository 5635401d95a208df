package io.skein.perf.waterfall;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words and figures that the text and the page have in common.
 */
final class Figures
{
    private static final double MANY_MS = 10_000;

    private Figures()
    {
    }

    /**
     * @param ms below 1e9.
     * @return with three decimals, and none where they would not matter; 9 characters or fewer.
     */
    static String ms(final double ms)
    {
        return format(Math.abs(ms) < MANY_MS ? "%.3f" : "%.0f", ms);
    }

    /**
     * @param ms more or less than before.
     * @return with its sign.
     */
    static String change(final double ms)
    {
        return format(Math.abs(ms) < MANY_MS ? "%+.3f" : "%+.0f", ms);
    }

    /**
     * @param ms of a tick.
     * @return as short as it can be.
     */
    static String tick(final double ms)
    {
        return format("%.6f", ms).replaceFirst("\\.?0+$", "");
    }

    /**
     * @param part that is drawn.
     * @return what it is, in phrases.
     */
    static List<String> title(final Comparison.Part part)
    {
        final List<String> phrases = new ArrayList<>();
        phrases.add(part.summary().label());
        phrases.add(part.waterfall().frames() + " frames");
        if (null != part.summary().workMs())
        {
            phrases.add(0 == part.summary().workMs() ? "no work" : part.summary().workMs() + " ms of work each");
        }
        final WaterfallFile file = part.file();
        if (null != file.gitRef() && !file.gitRef().equals(file.gitSha()))
        {
            phrases.add(file.gitRef());
        }
        if (null != file.gitSha())
        {
            phrases.add(file.gitSha() + (Boolean.TRUE.equals(file.dirty()) ? " and changes" : ""));
        }
        return phrases;
    }

    /**
     * @param summary of a pipeline.
     * @return what it comes to, in phrases.
     */
    static List<String> total(final WaterfallFile.Summary summary)
    {
        return List.of(
            "total " + ms(summary.totalMs()) + " ms",
            "filters " + ms(summary.filterMs()) + " ms",
            "transport " + ms(summary.transportMs()) + " ms",
            format("%.4f ms per hop", summary.transportMsPerHop()),
            format("overhead %.2f %%", summary.overheadPct()),
            "at most " + fps(summary) + " fps");
    }

    /**
     * @param pair with something before.
     * @return how many frames per second it may be, then and now.
     */
    static String fps(final Comparison.Pair pair)
    {
        return "at most " + fps(pair.after().summary()) + " fps, before " + fps(pair.before().summary());
    }

    private static String fps(final WaterfallFile.Summary summary)
    {
        return format("%.1f", summary.maxFps());
    }

    static String format(final String format, final Object... values)
    {
        return String.format(Locale.ROOT, format, values);
    }
}
