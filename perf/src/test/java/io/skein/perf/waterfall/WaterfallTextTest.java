package io.skein.perf.waterfall;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WaterfallTextTest
{
    private static final int LEAST = 40;
    private static final int WIDE = 80;
    private static final int MOST = 160;

    @ParameterizedTest
    @CsvSource({
        "golden.txt, NONE, 90, false",
        "golden-narrow.txt, NONE, 40, false",
        "golden-24bit.txt, TRUE_COLOUR, 80, true",
        "golden-256.txt, INDEXED, 80, true",
        "golden-16.txt, BASIC, 40, true"})
    void shouldDrawTwoFilesAsBefore(
        final String golden, final Palette palette, final int columns, final boolean isUnicode) throws IOException
    {
        assertEquals(Samples.text(golden), new WaterfallText(Samples.both(), palette, columns, isUnicode).toString());
    }

    @Test
    void shouldDrawOneFileAsBefore() throws IOException
    {
        assertEquals(Samples.text("golden-one.txt"),
            new WaterfallText(new Comparison(null, Samples.file("after.json")), Palette.NONE, 100, true).toString());
    }

    @Test
    void shouldStayWithinTheTerminal() throws IOException
    {
        final WaterfallFile same = Samples.file("before.json");
        final WaterfallFile other = WaterfallReader.parse("other",
            Samples.text("before.json").replace("AMD EPYC", "a machine with a long name that goes on and on, and on")
                .replace("filter 1", "a filter with a name that is longer than there is room for"));
        for (int columns = LEAST; columns <= MOST; columns += columns < WIDE ? 1 : WIDE)
        {
            for (final WaterfallFile before : List.of(same, other))
            {
                final String drawn = new WaterfallText(
                    new Comparison(before, Samples.file("after.json")), Palette.NONE, columns, true).toString();
                final int limit = columns;
                assertEquals(List.of(), drawn.lines().filter((line) -> line.length() > limit).toList());
            }
        }
    }

    @Test
    void shouldStayWithinTheTerminalWhenFiguresAreLarge() throws IOException
    {
        final WaterfallFile.Stage stage = new WaterfallFile.Stage("source", "filter", 4e8, 4e8, 9e8);
        final WaterfallFile.Stage way = new WaterfallFile.Stage("source > sink", "transport", 1e8, 1e8, 9e8);
        final List<WaterfallFile.Stage> stages = List.of(stage, way, stage);
        final WaterfallFile file = new WaterfallFile(null, null, null, null,
            List.of(new WaterfallFile.Summary("name", "label", 1, 1_000_000, 1_000, 9e8, 8e8, 1e8, 1e8, 12.5, 1e-6)),
            new WaterfallFile.Waterfall("label", 1_000_000, stages), List.of());
        final String drawn = new WaterfallText(new Comparison(file, file), Palette.NONE, LEAST, false).toString();
        assertTrue(drawn.lines().allMatch((line) -> line.length() <= LEAST), drawn);
    }

    @Test
    void shouldUseTheColoursThatTheTerminalHas()
    {
        assertEquals(Palette.NONE, Palette.of(Map.of("TERM", "xterm"), false));
        assertEquals(Palette.NONE, Palette.of(Map.of("TERM", "dumb"), true));
        assertEquals(Palette.NONE, Palette.of(Map.of(), true));
        assertEquals(Palette.NONE, Palette.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true));
        assertEquals(Palette.BASIC, Palette.of(Map.of("TERM", "linux"), true));
        assertEquals(Palette.BASIC, Palette.of(Map.of("TERM", "xterm"), true));
        assertEquals(Palette.INDEXED, Palette.of(Map.of("TERM", "xterm-256color"), true));
        assertEquals(Palette.TRUE_COLOUR, Palette.of(Map.of("TERM", "xterm", "COLORTERM", "truecolor"), true));
        assertEquals(Palette.TRUE_COLOUR, Palette.of(Map.of("TERM", "xterm-direct"), true));
        assertFalse(Palette.NONE.good("win").contains("\u001b"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.000001, 8, 0;0.0000002", "34.02, 4, 0;10;20;30", "34.02, 8, 0;5;10;15;20;25;30", "10, 3, 0;5;10",
        "9.99, 6, 0;2;4;6;8"})
    void shouldPutTicksAtRoundTimes(final double spanMs, final int most, final String expected)
    {
        final List<Double> ticks = new Axis(spanMs).ticks(most);
        assertTrue(ticks.size() <= most, ticks::toString);
        assertTrue(String.join(";", ticks.stream().map(WaterfallTextTest::shown).toList()).startsWith(expected),
            ticks::toString);
    }

    private static String shown(final double tick)
    {
        return new BigDecimal(tick).setScale(9, RoundingMode.HALF_UP).stripTrailingZeros()
            .toPlainString();
    }
}
