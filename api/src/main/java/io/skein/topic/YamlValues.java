package io.skein.topic;

import io.skein.ConfigurationException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of one mapping, by type. Null where the key is absent, or wrong; that is an error then.
 */
final class YamlValues
{
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]*)(KiB|MiB|GiB|[kKmMgG])?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})(ns|us|ms|s)");
    private static final int MAX_LONG_DIGITS = 18;

    private final YamlMapping mapping;
    private final String what;
    private final TopicErrors errors;

    YamlValues(final YamlMapping mapping, final String what, final TopicErrors errors)
    {
        this.mapping = mapping;
        this.what = what;
        this.errors = errors;
    }

    <E extends Enum<E>> E choice(final String key, final E[] values)
    {
        return mapping.has(key) ? oneOf(what + ": " + key, mapping.get(key), values) : null;
    }

    Boolean bool(final String key)
    {
        if (!mapping.has(key))
        {
            return null;
        }
        final Node node = mapping.get(key);
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL))
        {
            return scalar.getValue().equalsIgnoreCase("true");
        }
        errors.add(node, what + ": " + key + ": expected true or false, found " + YamlMapping.describe(node));
        return null;
    }

    Integer stream(final String key)
    {
        return integer(key, (number) -> number != 0 && number == (int)number, "-2147483648 to 2147483647 but 0");
    }

    Integer integer(final String key, final int min, final int max)
    {
        return integer(key, (number) -> number >= min && number <= max, min + " to " + max);
    }

    Long sizeBytes(final String key, final long min, final long max)
    {
        if (!mapping.has(key))
        {
            return null;
        }
        final Node node = mapping.get(key);
        final Matcher matcher = SIZE.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
        if (!matcher.matches())
        {
            errors.add(node, what + ": " + key + ": expected a size such as 65536, 64KiB, 32MiB or 1GiB " +
                "(or 64k, 32m, 1g), found " + YamlMapping.describe(node));
            return null;
        }
        final long number = saturated(matcher.group(1));
        final long unitBytes = null == matcher.group(2) ? 1 : switch (matcher.group(2).charAt(0))
        {
            case 'k', 'K' -> 1L << 10;
            case 'm', 'M' -> 1L << 20;
            default -> 1L << 30;
        };
        if (number > max / unitBytes || number * unitBytes < min)
        {
            errors.add(node, what + ": " + key + " " + YamlMapping.describe(node) + " is out of range: give " + min +
                " to " + max + " bytes");
            return null;
        }
        return number * unitBytes;
    }

    Long durationNs(final String key, final long minNs)
    {
        if (!mapping.has(key))
        {
            return null;
        }
        final Node node = mapping.get(key);
        final long durationNs = durationNs(what + ": " + key, node);
        if (durationNs >= 0 && durationNs < minNs)
        {
            errors.add(node, what + ": " + key + " " + YamlMapping.describe(node) + " is out of range: give " + minNs +
                "ns or more");
        }
        return durationNs < minNs ? null : durationNs;
    }

    BackPressure backPressure(final String key)
    {
        if (!mapping.has(key))
        {
            return null;
        }
        final Node node = mapping.get(key);
        final String where = what + ": " + key;
        if (!(node instanceof MappingNode))
        {
            return toBackPressure(
                node, oneOf(where, node, BackPressure.Policy.values()), BackPressure.DEFAULT.timeoutNs());
        }
        final YamlMapping parts = YamlMapping.of(node, where, "key", errors);
        parts.refuseOthersThan(Set.of("policy", "timeout"));
        if (!parts.has("policy"))
        {
            errors.add(node, where + ": missing key 'policy', allowed are " +
                TopicSettings.allowed(BackPressure.Policy.values()));
        }
        final BackPressure.Policy policy = parts.has("policy") ?
            oneOf(where + ": policy", parts.get("policy"), BackPressure.Policy.values()) : null;
        if (!parts.has("timeout"))
        {
            return toBackPressure(node, policy, BackPressure.DEFAULT.timeoutNs());
        }
        final long timeoutNs = durationNs(where + ": timeout", parts.get("timeout"));
        if (policy == BackPressure.Policy.DROP)
        {
            errors.add(parts.keyNode("timeout"),
                where + ": timeout has no meaning with policy drop: leave it out, or use policy block");
            return null;
        }
        return timeoutNs < 0 ? null : toBackPressure(parts.get("timeout"), policy, timeoutNs);
    }

    private Integer integer(final String key, final LongPredicate isInRange, final String range)
    {
        if (!mapping.has(key))
        {
            return null;
        }
        final Node node = mapping.get(key);
        if (!(node instanceof ScalarNode scalar && scalar.isPlain() && INTEGER.matcher(scalar.getValue()).matches()))
        {
            errors.add(node, what + ": " + key + ": expected an integer, found " + YamlMapping.describe(node));
            return null;
        }
        final long number = saturated(scalar.getValue());
        if (!isInRange.test(number))
        {
            errors.add(node, what + ": " + key + " " + YamlMapping.describe(node) +
                " is out of range: give a number of " + range);
            return null;
        }
        return (int)number;
    }

    /**
     * @return the number, or the largest or smallest there is when its digits may be too many for a long.
     */
    private static long saturated(final String digits)
    {
        return digits.length() <= MAX_LONG_DIGITS ? Long.parseLong(digits) :
            digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private BackPressure toBackPressure(final Node node, final BackPressure.Policy policy, final long timeoutNs)
    {
        try
        {
            return null == policy ? null :
                policy == BackPressure.Policy.DROP ? BackPressure.drop() : new BackPressure(policy, timeoutNs);
        }
        catch (final ConfigurationException outOfRange)
        {
            errors.add(node, what + ": " + outOfRange.getMessage());
            return null;
        }
    }

    private <E extends Enum<E>> E oneOf(final String where, final Node node, final E[] values)
    {
        for (final E value : values)
        {
            if (node instanceof ScalarNode scalar && scalar.getValue().equals(TopicSettings.word(value)))
            {
                return value;
            }
        }
        errors.add(node, TopicSettings.notOneOf(where, node, values));
        return null;
    }

    private long durationNs(final String where, final Node node)
    {
        final Matcher matcher = DURATION.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
        if (!matcher.matches())
        {
            errors.add(node, where + ": expected a duration such as 100us, 5ms or 2s, found " +
                YamlMapping.describe(node));
            return -1;
        }
        final long number = Long.parseLong(matcher.group(1));
        final long unitNs = switch (matcher.group(2))
        {
            case "ns" -> 1;
            case "us" -> 1_000;
            case "ms" -> 1_000_000;
            default -> 1_000_000_000;
        };
        return number > Long.MAX_VALUE / unitNs ? Long.MAX_VALUE : number * unitNs;
    }
}
