package io.skein.tool;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the user sees the output on. The launcher says what Java can not find out by itself.
 *
 * @param columns       width in characters.
 * @param isUnicode     whether it shows more than ASCII.
 * @param isInteractive whether stderr is a terminal, where a line may be overwritten.
 */
public record Terminal(int columns, boolean isUnicode, boolean isInteractive)
{
    /**
     * System property: width of the terminal in characters.
     */
    public static final String COLUMNS = "skein.terminal.columns";

    /**
     * System property: {@code true} when stderr is a terminal.
     */
    public static final String INTERACTIVE = "skein.terminal.interactive";

    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 40;
    private static final int MAX_COLUMNS = 160;

    /**
     * @param columns       width in characters; brought into 40 to 160.
     * @param isUnicode     whether it shows more than ASCII.
     * @param isInteractive whether stderr is a terminal.
     */
    public Terminal
    {
        columns = Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
    }

    /**
     * @return what this process writes to.
     */
    public static Terminal ofThisProcess()
    {
        return of(System.getenv(), Integer.getInteger(COLUMNS, DEFAULT_COLUMNS), charset(),
            Boolean.getBoolean(INTERACTIVE));
    }

    /**
     * @return the encoding of the terminal, from the user's locale.
     */
    public static Charset charset()
    {
        final String name = System.getProperty("native.encoding", "US-ASCII");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }

    static Terminal of(
        final Map<String, String> environment, final int columns, final Charset charset, final boolean isInteractive)
    {
        final boolean isPlain =
            !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Terminal(columns, StandardCharsets.UTF_8.equals(charset) && !isPlain, isInteractive);
    }
}
