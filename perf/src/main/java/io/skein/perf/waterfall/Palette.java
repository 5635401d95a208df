package io.skein.perf.waterfall;

import java.util.Map;

/**
 * Colours of a terminal, as many as it has.
 */
enum Palette
{
    /**
     * 24 bits.
     */
    TRUE_COLOUR("38;2;74;144;217", "38;2;240;140;50", "38;2;60;180;90", "38;2;220;70;70"),
    /**
     * The usual 256.
     */
    INDEXED("38;5;68", "38;5;208", "38;5;71", "38;5;167"),
    /**
     * The sixteen that every terminal with colours has.
     */
    BASIC("34", "33", "32", "31"),
    /**
     * None.
     */
    NONE(null, null, null, null);

    private final String filter;
    private final String transport;
    private final String good;
    private final String bad;

    Palette(final String filter, final String transport, final String good, final String bad)
    {
        this.filter = filter;
        this.transport = transport;
        this.good = good;
        this.bad = bad;
    }

    /**
     * @param environment of the process.
     * @param isTerminal  whether somebody looks.
     * @return what the terminal is known to have.
     */
    static Palette of(final Map<String, String> environment, final boolean isTerminal)
    {
        final String term = environment.getOrDefault("TERM", "dumb");
        if (!isTerminal || !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(term))
        {
            return NONE;
        }
        final String colours = environment.getOrDefault("COLORTERM", "");
        if ("truecolor".equals(colours) || "24bit".equals(colours) || term.endsWith("-direct"))
        {
            return TRUE_COLOUR;
        }
        return term.contains("256color") ? INDEXED : BASIC;
    }

    String filter(final String text)
    {
        return paint(filter, text);
    }

    String transport(final String text)
    {
        return paint(transport, text);
    }

    String good(final String text)
    {
        return paint(good, text);
    }

    String bad(final String text)
    {
        return paint(bad, text);
    }

    private static String paint(final String code, final String text)
    {
        return null == code ? text : "\u001b[" + code + 'm' + text + "\u001b[0m";
    }
}
