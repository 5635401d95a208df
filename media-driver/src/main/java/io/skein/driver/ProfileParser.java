package io.skein.driver;

import io.skein.ConfigurationException;
import io.skein.driver.DriverProperty.Value;
import io.skein.internal.text.NearestName;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the lines of a profile: {@code key = value}, {@code #} or {@code !} comments, no continuation lines. Every bad
 * line is reported, not only the first.
 */
final class ProfileParser
{
    private final String source;
    private final Map<String, Value<?>> values = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();

    private ProfileParser(final String source)
    {
        this.source = source;
    }

    /**
     * @param source of the lines, for messages.
     * @param lines  of the profile.
     * @return the values, in order.
     * @throws ConfigurationException with one line per error.
     */
    static Map<String, Value<?>> parse(final String source, final List<String> lines)
    {
        final ProfileParser parser = new ProfileParser(source);
        for (int i = 0; i < lines.size(); i++)
        {
            final String line = lines.get(i).strip();
            if (!line.isEmpty() && '#' != line.charAt(0) && '!' != line.charAt(0))
            {
                parser.onLine(source + ":" + (i + 1), line);
            }
        }
        if (parser.errors.isEmpty())
        {
            ProfileRules.check(parser.values, parser.source, parser.errors);
        }
        if (!parser.errors.isEmpty())
        {
            throw new ConfigurationException(String.join("\n", parser.errors));
        }
        return parser.values;
    }

    /**
     * @param key    of a property.
     * @param text   of its value.
     * @param origin for messages.
     * @return the value.
     * @throws ConfigurationException if the key is unknown or the value is not allowed.
     */
    static Value<?> parse(final String key, final String text, final String origin)
    {
        final ProfileParser parser = new ProfileParser(origin);
        parser.onEntry(origin, key, text);
        if (!parser.errors.isEmpty())
        {
            throw new ConfigurationException(String.join("\n", parser.errors));
        }
        return parser.values.get(key);
    }

    private void onLine(final String origin, final String line)
    {
        final int equals = line.indexOf('=');
        if (equals < 1)
        {
            errors.add(origin + ": '" + line + "' is no property; need key = value");
            return;
        }
        final String key = line.substring(0, equals).strip();
        final Value<?> earlier = values.get(key);
        if (null != earlier)
        {
            errors.add(origin + ": " + key + " is already set at " + earlier.origin() + "; remove one");
            return;
        }
        onEntry(origin, key, line.substring(equals + 1).strip());
    }

    private void onEntry(final String origin, final String key, final String text)
    {
        final DriverProperty<?> property = DriverProperties.find(key);
        if (null == property)
        {
            final List<String> known = DriverProperties.all().stream().<String>map(DriverProperty::key).toList();
            errors.add(
                origin + ": unknown property " + key + "; did you mean " + NearestName.nearest(key, known) + "?");
            return;
        }
        try
        {
            if (text.isEmpty())
            {
                throw new IllegalArgumentException();
            }
            values.put(key, property.parse(text, origin));
        }
        catch (final IllegalArgumentException | ArithmeticException ex)
        {
            errors.add(origin + ": " + key + " = '" + text + "'; need " + property.kind().allowed());
        }
    }
}
