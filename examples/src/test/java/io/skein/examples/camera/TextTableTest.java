package io.skein.examples.camera;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TextTableTest
{
    @Test
    void shouldAlignTextsToTheLeftAndNumbersToTheRight()
    {
        assertEquals("""
            who    lane      n
            a      claim   1.0
            bcdef         10.0
            """, new TextTable(2, "who", "lane", "n").row("a", "claim", "1.0").row("bcdef", "", "10.0").toString());
    }
}
