package io.skein.examples.transfer;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes per second, as people write them.
 *
 * @param bytesPerSecond 0 for no limit.
 */
record Rate(long bytesPerSecond)
{
    static final Rate UNLIMITED = new Rate(0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(B|[KMG]i?B?)?(?:/s)?");
    private static final Map<String, Long> UNITS = Map.of(
        "K", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L, "Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    static Rate parse(final String text)
    {
        final Matcher matcher = FORM.matcher(text);
        if (matcher.matches())
        {
            final String unit = null == matcher.group(2) ? "" : matcher.group(2).replace("B", "");
            final BigDecimal rate =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(UNITS.getOrDefault(unit, 1L)));
            if (rate.compareTo(BigDecimal.ONE) >= 0)
            {
                return new Rate(rate.longValue());
            }
        }
        throw new TypeConversionException("'" + text + "' is no rate: give a number and KB, MB, GB, KiB, MiB or GiB, " +
            "such as 50MB/s");
    }

    /**
     * For the command line.
     */
    static final class Converter implements ITypeConverter<Rate>
    {
        @Override
        public Rate convert(final String value)
        {
            return parse(value);
        }
    }
}
