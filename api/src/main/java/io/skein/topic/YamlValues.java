package io.skein.topic;

import io.skein.ConfigurationException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of one mapping, by type. Null where the key is absent, or wrong; that is an error then.
 */
final class YamlValues
{
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})(ns|us|ms|s)");

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
        final boolean fits = scalar.getValue().length() < 12 && new BigInteger(scalar.getValue()).bitLength() < 32;
        if (!fits || scalar.getValue().matches("-?0"))
        {
            errors.add(node, what + ": " + key + " " + YamlMapping.describe(node) +
                " is out of range: give a number of -2147483648 to 2147483647 but 0");
            return null;
        }
        return Integer.valueOf(scalar.getValue());
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
