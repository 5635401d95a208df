package io.skein.perf.attach;

import io.skein.perf.attach.FittingTable.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FittingTableTest
{
    private static final List<Column> COLUMNS =
        List.of(new Column("first", 7, 1), new Column("second", 7, 3), new Column("third", 7, 2));

    @Test
    void shouldShowAllWhenItFits()
    {
        assertEquals(
            "         first   second    third\n" +
            "label  1.00 us  2.00 us        -\n", table(35).toString());
    }

    @Test
    void shouldLeaveOutTheLightestWhenItDoesNotFit()
    {
        assertEquals(
            "        second    third\n" +
            "label  2.00 us        -\n", table(25).toString());
        assertEquals(
            "        second\n" +
            "label  2.00 us\n", table(16).toString());
    }

    @Test
    void shouldCutLabelsWhenNothingElseCanGo()
    {
        assertEquals(
            "              second\n" +
            "a label tha        2\n" +
            "a line of its own th\n", new FittingTable(20, 4, COLUMNS).row("a label that is long", "1", "2", "3")
            .row("a line of its own that is longer than the terminal").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 17, 26, 35, 40, 80})
    void shouldNeverBeWiderThanTheTerminal(final int columns)
    {
        assertTrue(table(columns).toString().lines().allMatch((line) -> line.length() <= columns),
            table(columns)::toString);
    }

    private static FittingTable table(final int columns)
    {
        return new FittingTable(columns, 5, COLUMNS).row("label", "1.00 us", "2.00 us", "-");
    }
}
