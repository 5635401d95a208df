package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.SkeinException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two results, before and after: which figures of Skein differ, which have no counterpart, what failed, and what else
 * changed. The figures of other systems are not tested, as they say more about the machine than about Skein.
 */
public final class Diff
{
    private static final List<String> LATENCIES = List.of("p50Ns", "p99Ns");
    private static final List<String> RATES = List.of("messagesPerSecond");
    private static final List<String> TRANSPORT = List.of("transportNs");
    private static final String IDLE = "idleCpuPercent";
    private static final List<String> SINGLES = List.of("p50Ns", "p99Ns", "transportNs", "idleCpuPercent");

    private final List<Difference> tested = new ArrayList<>();
    private final List<Difference> singles = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, List<Double>> others = new LinkedHashMap<>();
    private final List<Integer> rounds = new ArrayList<>();

    private Diff()
    {
    }

    /**
     * @param before results, as {@link ResultsFile} reads them.
     * @param after  results, the same.
     * @return how they differ.
     * @throws SkeinException when two rows of one of them are about the same.
     */
    public static Diff between(final JsonArray before, final JsonArray after)
    {
        final Diff diff = new Diff();
        final Map<String, JsonObject> first = byKey(before, "before");
        final Map<String, JsonObject> second = byKey(after, "after");
        first.forEach((key, row) -> diff.add(key, row, second.get(key)));
        second.forEach((key, row) -> diff.addAfter(key, row, first.containsKey(key)));
        List.of("machine", "jvm").forEach((name) ->
            diff.addNote(name, values(first, name), values(second, name)));
        diff.addNote("flags", words(values(first, "jvmFlags")), words(values(second, "jvmFlags")));
        diff.correct();
        return diff;
    }

    private static Map<String, JsonObject> byKey(final JsonArray results, final String name)
    {
        final Map<String, JsonObject> rows = new LinkedHashMap<>();
        results.forEach((element) ->
        {
            final String key = Run.key(element.getAsJsonObject());
            if (null != rows.put(key, element.getAsJsonObject()))
            {
                throw new SkeinException("two rows " + name + " are both about " + key);
            }
        });
        return rows;
    }

    private void add(final String key, final JsonObject row, final JsonObject other)
    {
        final boolean isOurs = Run.isOurs(row);
        final List<String> figures = Run.rounds(row, LATENCIES.get(0)).length > 0 ? LATENCIES :
            Run.rounds(row, RATES.get(0)).length > 0 ? RATES :
            Run.rounds(row, TRANSPORT.get(0)).length > 0 ? TRANSPORT : List.of();
        if (null == other || !figures.isEmpty() && 0 == Run.rounds(other, figures.get(0)).length)
        {
            if (isOurs)
            {
                missing.add(key);
            }
            return;
        }
        if (Run.rounds(row, IDLE).length > 0)
        {
            addSingle(key, IDLE, Run.number(row, IDLE), Run.number(other, IDLE));
        }
        if (figures.isEmpty())
        {
            SINGLES.forEach((figure) -> addSingle(key, figure, Run.number(row, figure), Run.number(other, figure)));
        }
        for (final String figure : figures)
        {
            final boolean isTold = LATENCIES != figures ||
                Run.isTold(row, figure) && Run.isTold(other, figure);
            final double[] first = Run.rounds(row, figure);
            final double[] second = Run.rounds(other, figure);
            if (isTold && first.length > 0 && second.length > 0)
            {
                final Difference difference = Difference.of(key, figure, Spread.of(first).median(),
                    Spread.of(second).median(), RankSum.chance(first, second));
                if (isOurs)
                {
                    tested.add(difference);
                    rounds.add(Math.min(first.length, second.length));
                }
                else
                {
                    others.computeIfAbsent(Run.text(row, "system"), (name) -> new ArrayList<>())
                        .add(difference.worse());
                }
            }
        }
    }

    private void addSingle(final String key, final String figure, final double before, final double after)
    {
        if (!Double.isNaN(before) && !Double.isNaN(after))
        {
            singles.add(Difference.of(key, figure, before, after, Double.NaN));
        }
    }

    private void addAfter(final String key, final JsonObject row, final boolean isInBoth)
    {
        if (Run.isOurs(row))
        {
            if (!isInBoth)
            {
                added.add(key);
            }
            final String failure = Run.failure(row);
            if (!failure.isEmpty())
            {
                failed.add(key + ": " + failure);
            }
        }
    }

    private void addNote(final String name, final Set<String> before, final Set<String> after)
    {
        final Set<String> onlyBefore = new LinkedHashSet<>(before);
        onlyBefore.removeAll(after);
        final Set<String> onlyAfter = new LinkedHashSet<>(after);
        onlyAfter.removeAll(before);
        if (!onlyBefore.isEmpty() || !onlyAfter.isEmpty())
        {
            notes.add("not the same " + name + ": only before [" + String.join(" ", onlyBefore) + "], only after [" +
                String.join(" ", onlyAfter) + ']');
        }
    }

    private static Set<String> values(final Map<String, JsonObject> rows, final String name)
    {
        final Set<String> values = new LinkedHashSet<>();
        rows.values().forEach((row) -> values.add(Run.text(row, name)));
        return values;
    }

    private static Set<String> words(final Set<String> texts)
    {
        return new LinkedHashSet<>(List.of(String.join(" ", texts).trim().split(" +")));
    }

    /**
     * What has too few rounds to be told even if all figures of the others were given up stands with the single ones,
     * and makes nothing less sure.
     */
    private void correct()
    {
        final int most = rounds.stream().mapToInt(Integer::intValue).max().orElse(0);
        final int count = (int)rounds.stream().filter((one) -> one == most).count();
        for (int i = tested.size() - 1; i >= 0; i--)
        {
            if (rounds.get(i) < most && RankSum.least(rounds.get(i), rounds.get(i)) * (count + 1) > Difference.SURE)
            {
                singles.add(0, tested.remove(i).withChance(Double.NaN));
                rounds.remove(i);
            }
        }
        final double[] chances = RankSum.corrected(tested.stream().mapToDouble(Difference::chance).toArray());
        for (int i = 0; i < chances.length; i++)
        {
            tested.set(i, tested.get(i).withChance(chances[i]));
        }
    }

    /**
     * @return figures of Skein that were compared, in the order of the first results.
     */
    List<Difference> tested()
    {
        return tested;
    }

    /**
     * @return whether there is nothing to compare.
     */
    public boolean isEmpty()
    {
        return tested.isEmpty() && singles.isEmpty();
    }

    /**
     * @return for a terminal.
     */
    public List<String> lines()
    {
        final List<String> lines = new ArrayList<>();
        tested.forEach((difference) -> lines.add(difference.line()));
        singles.forEach((difference) -> lines.add(difference.line()));
        missing.forEach((key) -> lines.add("missing   only before: " + key));
        added.forEach((key) -> lines.add("new       only after: " + key));
        others.forEach((system, worse) -> lines.add(String.format(Locale.ROOT,
            "beside    %s: %+.1f %% slower, the median of %d figures; not tested", system,
            100 * Spread.of(worse.stream().mapToDouble(Double::doubleValue).toArray()).median(), worse.size())));
        notes.forEach((note) -> lines.add("WARNING   " + note));
        if (!canTell())
        {
            lines.add("WARNING   " + tooFew());
        }
        return lines;
    }

    /**
     * @param limit 0.1 for 10 %; infinite for none, and then only what failed is wrong.
     * @return what is wrong, a line each; none when all is well.
     */
    public List<String> failures(final double limit)
    {
        final List<String> lines = new ArrayList<>(failed);
        if (Double.isFinite(limit))
        {
            tested.stream().filter((difference) -> difference.isWorseBy(limit)).forEach((difference) ->
                lines.add(String.format(Locale.ROOT, "%s: %s is %.1f %% slower, more than %.1f %%", difference.what(),
                    difference.figure(), 100 * difference.worse(), 100 * limit)));
            missing.forEach((key) -> lines.add(key + ": is missing"));
            if (!canTell())
            {
                lines.add(tooFew());
            }
        }
        return lines;
    }

    private boolean canTell()
    {
        return rounds.stream().allMatch((one) -> RankSum.least(one, one) * tested.size() <= Difference.SURE);
    }

    private String tooFew()
    {
        final int least = rounds.stream().mapToInt(Integer::intValue).min().orElse(0);
        int need = least;
        while (RankSum.least(need, need) * tested.size() > Difference.SURE)
        {
            ++need;
        }
        return String.format(Locale.ROOT, "too few rounds: %d of each can not tell %d figures from chance, %d can",
            least, tested.size(), need);
    }
}
