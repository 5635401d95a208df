package io.skein.examples.camera;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns under headings: texts to the left, numbers to the right.
 */
final class TextTable
{
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final int texts;

    /**
     * @param texts    how many columns from the left are texts.
     * @param headings of all columns.
     */
    TextTable(final int texts, final String... headings)
    {
        this.texts = texts;
        rows.add(headings);
    }

    /**
     * @param cells as many as there are headings.
     * @return this.
     */
    TextTable row(final String... cells)
    {
        rows.add(cells);
        return this;
    }

    /**
     * @return the table, each line with a line feed behind it.
     */
    @Override
    public String toString()
    {
        final int[] widths = new int[rows.get(0).length];
        for (final String[] row : rows)
        {
            for (int i = 0; i < widths.length; i++)
            {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final String[] row : rows)
        {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++)
            {
                final String fill = " ".repeat(widths[i] - row[i].length());
                line.append(0 == i ? "" : GAP).append(i < texts ? row[i] + fill : fill + row[i]);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
