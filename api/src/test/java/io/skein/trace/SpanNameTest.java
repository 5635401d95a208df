package io.skein.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SpanNameTest
{
    @Test
    void shouldPackCharactersFromTheLowestByte()
    {
        assertEquals(0x62, SpanName.of("b").firstWord());
        assertEquals(0, SpanName.of("b").secondWord());
        assertEquals(0x6867666564636261L, SpanName.of("abcdefgh").firstWord());
        assertEquals(0x69, SpanName.of("abcdefghi").secondWord());
        assertEquals(0x002D_2E5F_3930_5A41L, SpanName.of("aaaaaaaaAZ09_.-").secondWord());
        assertEquals(SpanName.of("blur"), SpanName.of("blur"));
        assertNotEquals(SpanName.of("blur"), SpanName.of("blue"));
        assertEquals("blur", SpanName.of("blur").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sixteen-letters-", "a b", "ä", "a\u0000"})
    void shouldRefuseWhenItIsNoName(final String name)
    {
        final Exception ex = assertThrows(IllegalArgumentException.class, () -> SpanName.of(name));
        assertEquals("span name '" + name + "' is not usable: give 1 to 15 of A-Z a-z 0-9 . _ -", ex.getMessage());
    }
}
