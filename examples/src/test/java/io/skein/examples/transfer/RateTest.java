package io.skein.examples.transfer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RateTest
{
    @ParameterizedTest
    @CsvSource({"1, 1", "50MB/s, 50000000", "50M, 50000000", "1.5GB/s, 1500000000", "800KiB/s, 819200", "2Mi, 2097152",
        "7B/s, 7", "999999999Gi, 1073741822926258176"})
    void shouldReadWhatPeopleWrite(final String text, final long bytesPerSecond)
    {
        assertEquals(bytesPerSecond, Rate.parse(text).bytesPerSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.5", "-1", "fast", "50 MB", "50mb", "1e9", "50MB/m", "9999999999", "MB/s"})
    void shouldRefuseWhatIsNoRate(final String text)
    {
        assertThrows(TypeConversionException.class, () -> Rate.parse(text));
    }
}
