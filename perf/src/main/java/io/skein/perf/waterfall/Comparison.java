package io.skein.perf.waterfall;

import io.skein.SkeinException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was measured, pipeline by pipeline, beside what was measured before.
 */
final class Comparison
{
    private static final double LEAST_SPAN_MS = 1e-6;

    private final WaterfallFile before;
    private final WaterfallFile after;
    private final List<Pair> pairs = new ArrayList<>();

    /**
     * @param before to compare with, or null.
     * @param after  that was measured.
     * @throws SkeinException if a pipeline of the same name is another, or has other work.
     */
    Comparison(final WaterfallFile before, final WaterfallFile after)
    {
        this.before = before;
        this.after = after;
        for (int i = 0; i < after.summary().size(); i++)
        {
            final WaterfallFile.Summary summary = after.summary().get(i);
            if (null != after.waterfall(i))
            {
                pairs.add(new Pair(part(before, summary), new Part(after, summary, after.waterfall(i))));
            }
        }
    }

    private static Part part(final WaterfallFile before, final WaterfallFile.Summary summary)
    {
        if (null != before)
        {
            for (int i = 0; i < before.summary().size(); i++)
            {
                final WaterfallFile.Summary old = before.summary().get(i);
                if (old.name().equals(summary.name()) && null != before.waterfall(i))
                {
                    requireSame(summary.name(), "label", old.label(), summary.label());
                    requireSame(summary.name(), "hops", old.hops(), summary.hops());
                    requireSame(summary.name(), "workMs", old.workMs(), summary.workMs());
                    return new Part(before, old, before.waterfall(i));
                }
            }
        }
        return null;
    }

    private static void requireSame(final String name, final String field, final Object before, final Object after)
    {
        if (null != before && null != after && !before.equals(after))
        {
            throw new SkeinException("the baseline is of something else: " + field + " of " + name + " is " + before +
                " before, and " + after + " after");
        }
    }

    /**
     * Find out before a long run whether what it measures can be compared.
     *
     * @param before    to compare with.
     * @param pipelines to be measured.
     * @throws SkeinException if a pipeline of the same name is another or has other work, or there is none.
     */
    static void requireComparable(final WaterfallFile before, final List<Pipeline> pipelines)
    {
        boolean isAny = false;
        for (final Pipeline pipeline : pipelines)
        {
            isAny |= null != part(before, WaterfallFile.summary(pipeline, 1, List.of()));
        }
        if (!isAny)
        {
            throw new SkeinException("the baseline is of something else: it has " + String.join(", ",
                before.summary().stream().map(WaterfallFile.Summary::name).toList()) + ", measured is " +
                String.join(", ", pipelines.stream().map(Pipeline::name).toList()));
        }
    }

    /**
     * @return of each pipeline that was measured, in order.
     */
    List<Pair> pairs()
    {
        return pairs;
    }

    /**
     * @return whether there is something to compare with.
     */
    boolean isTwo()
    {
        return null != before;
    }

    /**
     * @return the machine after, or null when it can not be told.
     */
    String machine()
    {
        return after.machine();
    }

    /**
     * @return what makes the comparison worth less, a sentence each.
     */
    List<String> warnings()
    {
        final List<String> warnings = new ArrayList<>();
        if (null == before)
        {
            return warnings;
        }
        if (!Objects.equals(before.machine(), after.machine()))
        {
            warnings.add("not the same machine: before it was " +
                (null == before.machine() ? "one that the file does not name" : before.machine()));
        }
        for (final Pair pair : pairs)
        {
            final String name = pair.after().summary().name();
            if (null == pair.before())
            {
                warnings.add(name + " was not measured before");
            }
            else if (null == pair.before().summary().workMs())
            {
                warnings.add(name + ": the work before is not known");
            }
        }
        for (final WaterfallFile.Summary old : before.summary())
        {
            if (after.summary().stream().noneMatch((summary) -> summary.name().equals(old.name())))
            {
                warnings.add(old.name() + " was measured before only");
            }
        }
        return warnings;
    }

    /**
     * A pipeline in a file.
     *
     * @param file      that has it.
     * @param summary   of it.
     * @param waterfall of it.
     */
    record Part(WaterfallFile file, WaterfallFile.Summary summary, WaterfallFile.Waterfall waterfall)
    {
    }

    /**
     * A pipeline, twice.
     *
     * @param before or null.
     * @param after  never null.
     */
    record Pair(Part before, Part after)
    {
        /**
         * @return of the axis that both are drawn on.
         */
        double spanMs()
        {
            return Math.max(LEAST_SPAN_MS,
                Math.max(after.summary().totalMs(), null == before ? 0 : before.summary().totalMs()));
        }

        /**
         * @return of each stage, then of all of it; none when there is nothing before.
         */
        List<Delta> deltas()
        {
            final List<Delta> deltas = new ArrayList<>();
            if (null != before)
            {
                for (final WaterfallFile.Stage stage : after.waterfall().stages())
                {
                    before.waterfall().stages().stream().filter((old) -> old.name().equals(stage.name())).findFirst()
                        .ifPresent((old) ->
                            deltas.add(new Delta(stage.name(), !stage.isFilter(), old.ms(), stage.ms())));
                }
                deltas.add(new Delta("filters", false, before.summary().filterMs(), after.summary().filterMs()));
                deltas.add(new Delta("transport", false, before.summary().transportMs(),
                    after.summary().transportMs()));
                deltas.add(total("total"));
            }
            return deltas;
        }

        /**
         * @param name to give it.
         * @return of the frame as a whole.
         */
        Delta total(final String name)
        {
            return new Delta(name, false, before.summary().totalMs(), after.summary().totalMs());
        }
    }

    /**
     * What has changed.
     *
     * @param name     of what.
     * @param isWay    whether the name is of a way between two stages.
     * @param beforeMs on average.
     * @param afterMs  on average.
     */
    record Delta(String name, boolean isWay, double beforeMs, double afterMs)
    {
        private static final double NEUTRAL_MS = 0.05;

        double ms()
        {
            return afterMs - beforeMs;
        }

        Gain gain()
        {
            return Math.abs(ms()) < NEUTRAL_MS ? Gain.NEUTRAL : ms() < 0 ? Gain.WIN : Gain.LOSS;
        }
    }

    /**
     * What a change is worth.
     */
    enum Gain
    {
        /**
         * Less time.
         */
        WIN,
        /**
         * More time.
         */
        LOSS,
        /**
         * Less than 0.05 ms of either.
         */
        NEUTRAL
    }
}
