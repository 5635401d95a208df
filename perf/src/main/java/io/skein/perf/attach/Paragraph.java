package io.skein.perf.attach;

/**
 * Sentences that fit a terminal.
 */
public final class Paragraph
{
    private static final String INDENT = "  ";

    private Paragraph()
    {
    }

    /**
     * @param text    words with blanks between them.
     * @param columns that no line is longer than, unless a word is.
     * @return lines, each with a line feed behind it; all but the first begin with two blanks.
     */
    public static String wrap(final String text, final int columns)
    {
        final StringBuilder lines = new StringBuilder();
        int length = 0;
        for (final String word : text.split(" "))
        {
            if (length > 0 && length + 1 + word.length() > columns)
            {
                lines.append('\n').append(INDENT).append(word);
                length = INDENT.length() + word.length();
            }
            else
            {
                lines.append(length > 0 ? " " : "").append(word);
                length += (length > 0 ? 1 : 0) + word.length();
            }
        }
        return lines.append('\n').toString();
    }
}
