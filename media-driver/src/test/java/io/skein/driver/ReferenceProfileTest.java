package io.skein.driver;

import io.aeron.driver.MediaDriver;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The commented reference and the table say the same.
 */
class ReferenceProfileTest
{
    private static final Pattern ENTRY = Pattern.compile("#((?:aeron|skein)[^ ]+) = (.*)");

    @Test
    void shouldListExactlyTheKeysOfTheTableWithTheirDefaults() throws IOException
    {
        final MediaDriver.Context defaults = new MediaDriver.Context();
        final String expected = DriverProperties.all().stream()
            .map((property) -> property.key() + " = " + property.defaultText(defaults))
            .collect(Collectors.joining("\n"));

        final String actual = lines().stream().map(ENTRY::matcher).filter(Matcher::matches)
            .map((matcher) -> matcher.group(1) + " = " + matcher.group(2)).collect(Collectors.joining("\n"));

        assertEquals(expected, actual);
    }

    @Test
    void shouldBeUsableAsItIs() throws IOException
    {
        final List<String> lines = lines().stream()
            .map((line) -> ENTRY.matcher(line).matches() && !line.endsWith("(none)") ? line.substring(1) : line)
            .toList();

        assertEquals(new MediaDriver.Context().ipcTermBufferLength(),
            DriverProfile.parse("reference", "reference", lines).context().ipcTermBufferLength());
    }

    private static List<String> lines() throws IOException
    {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
            DriverProfile.class.getResourceAsStream("config/reference.properties")), StandardCharsets.UTF_8)))
        {
            return reader.lines().toList();
        }
    }
}
