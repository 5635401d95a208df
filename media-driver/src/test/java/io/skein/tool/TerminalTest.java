package io.skein.tool;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TerminalTest
{
    @Test
    void shouldBePlainWhenNotUtf8OrToldSo()
    {
        assertTrue(Terminal.of(Map.of(), 80, StandardCharsets.UTF_8, true).isUnicode());
        assertFalse(Terminal.of(Map.of(), 80, StandardCharsets.US_ASCII, true).isUnicode());
        assertFalse(Terminal.of(Map.of("NO_COLOR", "1"), 80, StandardCharsets.UTF_8, true).isUnicode());
        assertFalse(Terminal.of(Map.of("TERM", "dumb"), 80, StandardCharsets.UTF_8, true).isUnicode());
        assertTrue(Terminal.of(Map.of("NO_COLOR", ""), 80, StandardCharsets.UTF_8, true).isUnicode());
    }

    @Test
    void shouldKeepWidthWithinReason()
    {
        assertEquals(40, new Terminal(0, true, true).columns());
        assertEquals(80, new Terminal(80, true, true).columns());
        assertEquals(160, new Terminal(9_999, true, true).columns());
    }
}
