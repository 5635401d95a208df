package io.skein.perf.report;

/**
 * What Skein has set itself, and what it reached.
 *
 * @param id       of the target.
 * @param what     it is about.
 * @param measured figure, or why there is none.
 * @param limit    that it shall keep.
 * @param word     {@code met}, {@code MISSED} or {@code not measured}.
 * @param command  that took the figure, or would.
 */
record Verdict(String id, String what, String measured, String limit, String word, String command)
{
    static final String MET = "met";
    static final String MISSED = "MISSED";
    static final String NOT_MEASURED = "not measured";

    boolean isMet()
    {
        return MET.equals(word);
    }

    boolean isMeasured()
    {
        return !NOT_MEASURED.equals(word);
    }

    /**
     * @return for the report of a single command.
     */
    String line()
    {
        return String.format("%-3s %s: %s %s, target %s", id, word, what, measured, limit);
    }
}
