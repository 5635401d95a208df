package io.skein.perf.attach;

import io.skein.tool.Terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text that is shown again and again: on a terminal it stays where it is. Belongs to one thread.
 */
public final class LiveText
{
    private static final String UP = "\u001b[%dA\r\u001b[J";
    private static final int MAX_LINES = 22;

    private final PrintWriter err;
    private final Terminal terminal;
    private int lines;

    /**
     * @param err      to write to.
     * @param terminal behind it.
     */
    public LiveText(final PrintWriter err, final Terminal terminal)
    {
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * @return whether it is a terminal.
     */
    public boolean isInteractive()
    {
        return terminal.isInteractive();
    }

    /**
     * @return characters that a line may have.
     */
    public int columns()
    {
        return terminal.columns();
    }

    /**
     * Show a text: on a terminal, in place of the one before. There it is cut where it is too wide, as a line that goes
     * on in the next one would be counted wrongly, and where it is too long, as lines above the screen can not be
     * written again.
     *
     * @param text lines, each with a line feed behind it; ASCII without control characters.
     */
    public void show(final String text)
    {
        if (terminal.isInteractive())
        {
            final List<String> all = text.lines().toList();
            final List<String> shown = new ArrayList<>(all.subList(0, Math.min(all.size(), MAX_LINES)));
            if (shown.size() < all.size())
            {
                shown.set(MAX_LINES - 1, (all.size() - shown.size() + 1) + " more lines");
            }
            err.print(lines > 0 ? String.format(Locale.ROOT, UP, lines) : "");
            shown.forEach((line) ->
                err.print(line.substring(0, Math.min(line.length(), terminal.columns())) + '\n'));
            lines = shown.size();
        }
        else
        {
            err.print(text);
        }
        err.flush();
    }
}
