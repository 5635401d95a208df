package io.skein.internal.text;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NearestNameTest
{
    @ParameterizedTest
    @CsvSource({"'','',0", "a,'',1", "'',ab,2", "kitten,sitting,3", "ab,ba,1", "abc,acb,1", "ca,abc,3", "same,same,0"})
    void shouldCountEditsWhenNamesDiffer(final String left, final String right, final int distance)
    {
        assertEquals(distance, NearestName.distance(left, right));
    }

    @Property
    void shouldBeSymmetricWhenNamesAreSwapped(
        @ForAll @AlphaChars @StringLength(max = 8) final String left,
        @ForAll @AlphaChars @StringLength(max = 8) final String right)
    {
        final int distance = NearestName.distance(left, right);
        assertEquals(distance, NearestName.distance(right, left));
        assertEquals(left.equals(right), 0 == distance);
        assertTrue(distance <= Math.max(left.length(), right.length()));
    }

    @Test
    void shouldNameTheNearestWhenNothingIsNear()
    {
        assertEquals("camera", NearestName.nearest("camra", List.of("pose", "camera", "cobra")));
        assertEquals("pose", NearestName.nearest("zzzzzzzzzz", List.of("pose")));
        assertNull(NearestName.nearest("x", List.of()));
    }

    @Test
    void shouldSuggestOnlyWhenNear()
    {
        assertEquals(", did you mean 'channel'?", NearestName.suggestion("chanel", List.of("kind", "channel")));
        assertEquals("", NearestName.suggestion("velocity", List.of("kind", "channel")));
        assertEquals("", NearestName.suggestion("ab", List.of("xy")));
        assertEquals(", did you mean 'xy'?", NearestName.suggestion("xz", List.of("xy")));
        assertEquals("", NearestName.suggestion("c".repeat(100_000), List.of("c".repeat(200))));
    }

    @Test
    void shouldStayOnOneShortLineWhenTextIsHostile()
    {
        assertEquals("'a?b??c'", NearestName.quote("a\nb\r\u2028c"));
        assertEquals("'" + "x".repeat(80) + "'", NearestName.quote("x".repeat(80)));
        assertEquals("'" + "x".repeat(80) + "...'", NearestName.quote("x".repeat(81)));
        assertEquals("null", NearestName.clip(null));
    }
}
