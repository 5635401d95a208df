package io.skein.perf.waterfall;

import com.google.gson.Gson;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WaterfallTextTest
{
    @Test
    void shouldDrawTwoFilesAsBefore() throws IOException
    {
        assertEquals(text("golden.txt"),
            new WaterfallText(file("before.json"), file("after.json"), Palette.NONE, 90, false).toString());
    }

    @Test
    void shouldDrawOneFileAsBeforeInColour() throws IOException
    {
        assertEquals(text("golden-colour.txt"),
            new WaterfallText(null, file("after.json"), Palette.TRUE_COLOUR, 90, true).toString());
    }

    @Test
    void shouldStayWithinTheTerminal() throws IOException
    {
        for (final int columns : new int[]{80, 100, 160})
        {
            final String drawn =
                new WaterfallText(file("before.json"), file("after.json"), Palette.NONE, columns, true).toString();
            assertTrue(drawn.lines().filter((line) -> line.startsWith("filter") || line.startsWith("source"))
                .allMatch((line) -> line.length() <= columns), drawn);
        }
    }

    @Test
    void shouldUseTheColoursThatTheTerminalHas()
    {
        assertEquals(Palette.NONE, Palette.of(Map.of("TERM", "xterm"), false));
        assertEquals(Palette.NONE, Palette.of(Map.of("TERM", "dumb"), true));
        assertEquals(Palette.NONE, Palette.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true));
        assertEquals(Palette.INDEXED, Palette.of(Map.of("TERM", "xterm-256color"), true));
        assertEquals(Palette.TRUE_COLOUR, Palette.of(Map.of("TERM", "xterm", "COLORTERM", "truecolor"), true));
        assertFalse(Palette.NONE.good("win").contains("\u001b"));
    }

    private static WaterfallFile file(final String name) throws IOException
    {
        return new Gson().fromJson(text(name), WaterfallFile.class);
    }

    private static String text(final String name) throws IOException
    {
        try (InputStream in = WaterfallTextTest.class.getResourceAsStream(name))
        {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
