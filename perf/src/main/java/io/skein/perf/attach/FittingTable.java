package io.skein.perf.attach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Labels with figures beside them, no wider than the terminal: the columns that matter least are left out, and then
 * labels are cut. Columns are as wide as they may become, so that a table which is shown again and again stands still.
 */
public final class FittingTable
{
    private static final int GAP = 2;

    private final List<Column> columns;
    private final boolean[] isShown;
    private final int labelRoom;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A column of figures.
     *
     * @param heading above it.
     * @param width   of its longest figure, in characters.
     * @param weight  the least goes first.
     */
    public record Column(String heading, int width, int weight)
    {
    }

    /**
     * @param terminalColumns that no line is longer than.
     * @param labelWidth      that labels have at least.
     * @param columns         in order.
     */
    public FittingTable(final int terminalColumns, final int labelWidth, final List<Column> columns)
    {
        this.columns = List.copyOf(columns);
        isShown = new boolean[columns.size()];
        Arrays.fill(isShown, true);
        while (labelWidth + figuresWidth() > terminalColumns && figuresWidth() > 0)
        {
            isShown[lightest()] = false;
        }
        labelRoom = Math.max(0, terminalColumns - figuresWidth());
        row("", columns.stream().map(Column::heading).toArray(String[]::new));
    }

    private int figuresWidth()
    {
        int width = 0;
        for (int i = 0; i < isShown.length; i++)
        {
            width += isShown[i] ? columns.get(i).width() + GAP : 0;
        }
        return width;
    }

    private int lightest()
    {
        int lightest = -1;
        for (int i = 0; i < isShown.length; i++)
        {
            if (isShown[i] && (lightest < 0 || columns.get(i).weight() < columns.get(lightest).weight()))
            {
                lightest = i;
            }
        }
        return lightest;
    }

    /**
     * @param label of the row.
     * @param cells one for each column; or none, for a line that is a label alone.
     * @return this.
     */
    public FittingTable row(final String label, final String... cells)
    {
        final List<String> row = new ArrayList<>(List.of(label));
        row.addAll(List.of(cells));
        rows.add(row);
        return this;
    }

    /**
     * @return the table, each line with a line feed behind it.
     */
    @Override
    public String toString()
    {
        final int longest = rows.stream().filter((row) -> row.size() > 1).mapToInt((row) -> row.get(0).length())
            .max().orElse(0);
        final int labelWidth = Math.min(labelRoom, longest);
        final StringBuilder text = new StringBuilder();
        for (final List<String> row : rows)
        {
            final StringBuilder line = new StringBuilder(row.get(0));
            line.setLength(Math.min(line.length(), row.size() > 1 ? labelWidth : labelRoom + figuresWidth()));
            line.append(" ".repeat(Math.max(0, labelWidth - line.length())));
            for (int i = 0; i < row.size() - 1; i++)
            {
                if (isShown[i])
                {
                    line.append(" ".repeat(line.isEmpty() ? 0 : GAP)).append(
                        String.format(Locale.ROOT, "%" + columns.get(i).width() + "s", row.get(i + 1)));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
