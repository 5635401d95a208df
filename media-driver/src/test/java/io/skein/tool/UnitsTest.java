package io.skein.tool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class UnitsTest
{
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns", "1, 1 ns", "999, 999 ns", "1000, 1.00 us", "9994, 9.99 us", "9996, 10.0 us", "99940, 99.9 us",
        "99960, 100 us", "999499, 999 us", "999500, 1.00 ms", "12300000, 12.3 ms", "1000000000, 1.00 s",
        "61000000000, 61.0 s", "3600000000000, 3600 s"})
    void shouldShowTimeWithThreeDigits(final double ns, final String text)
    {
        assertEquals(text, Units.time(ns));
    }

    @Test
    void shouldShowBytesRatesAndCounts()
    {
        assertEquals("256 B", Units.bytes(256));
        assertEquals("24.9 MB", Units.bytes(24_883_200));
        assertEquals("950/s", Units.rate(950));
        assertEquals("2.96 M/s", Units.rate(2_960_000));
        assertEquals("1,234,567", Units.count(1_234_567));
    }
}
