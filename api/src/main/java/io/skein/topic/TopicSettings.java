package io.skein.topic;

import io.skein.internal.text.NearestName;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the file says about one topic, or about the defaults: null where it says nothing. A key that is there but wrong
 * is faulty, so that it is not reported as missing as well.
 */
final class TopicSettings
{
    static final Set<String> DEFAULT_KEYS =
        Set.of("kind", "channel", "channels", "backPressure", "publishTime", "pool", "chunk", "trace");
    static final Set<String> TOPIC_KEYS =
        Set.of("kind", "channel", "channels", "backPressure", "publishTime", "pool", "chunk", "trace", "stream");

    TopicKind kind;
    List<TopicChannel> channels;
    Integer stream;
    BackPressure backPressure;
    Boolean publishTime;
    Block<PoolOptions> pool;
    Block<ChunkOptions> chunk;
    Block<TraceOptions> trace;

    private final Set<String> faulty = new HashSet<>();

    private TopicSettings()
    {
    }

    static TopicSettings empty()
    {
        return new TopicSettings();
    }

    static TopicSettings read(
        final Node node, final String what, final Set<String> keys, final TopicErrors errors)
    {
        final TopicSettings settings = new TopicSettings();
        final YamlMapping mapping = YamlMapping.of(node, what, "key", errors);
        if (null == mapping)
        {
            settings.faulty.addAll(TOPIC_KEYS);
            return settings;
        }
        mapping.refuseOthersThan(keys);
        final YamlValues values = new YamlValues(mapping, what, errors);
        settings.kind = settings.noted(mapping, "kind", values.choice("kind", TopicKind.values()));
        settings.publishTime = settings.noted(mapping, "publishTime", values.bool("publishTime"));
        settings.backPressure = settings.noted(mapping, "backPressure", values.backPressure("backPressure"));
        settings.channels = settings.noted(mapping, "channels", settings.readChannels(mapping, what, errors));
        if (mapping.has("pool"))
        {
            settings.pool =
                settings.noted(mapping, "pool", PoolSettings.read(mapping.get("pool"), what + ": pool", errors));
        }
        if (mapping.has("chunk"))
        {
            settings.chunk =
                settings.noted(mapping, "chunk", ChunkSettings.read(mapping.get("chunk"), what + ": chunk", errors));
        }
        if (mapping.has("trace"))
        {
            settings.trace =
                settings.noted(mapping, "trace", TraceSettings.read(mapping.get("trace"), what + ": trace", errors));
        }
        if (keys.contains("stream"))
        {
            settings.stream = settings.noted(mapping, "stream", values.stream("stream"));
        }
        return settings;
    }

    /**
     * @return these settings, and the defaults where these say nothing.
     */
    TopicSettings over(final TopicSettings defaults)
    {
        final TopicSettings merged = new TopicSettings();
        merged.faulty.addAll(faulty);
        merged.stream = stream;
        merged.kind = merged.merge("kind", kind, defaults.kind, null, defaults);
        merged.channels = merged.merge("channels", channels, defaults.channels, List.of(TopicChannel.IPC), defaults);
        merged.backPressure =
            merged.merge("backPressure", backPressure, defaults.backPressure, BackPressure.DEFAULT, defaults);
        merged.publishTime = merged.merge("publishTime", publishTime, defaults.publishTime, false, defaults);
        merged.chunk = merged.merge("chunk", chunk, defaults.chunk, null, defaults);
        merged.pool = merged.merge("pool", pool, defaults.pool, Block.none(), defaults);
        merged.trace = merged.merge("trace", trace, defaults.trace, Block.none(), defaults);
        return merged;
    }

    boolean isFaulty(final String key)
    {
        return faulty.contains(key);
    }

    boolean isComplete()
    {
        return faulty.isEmpty() && null != kind && null != stream;
    }

    static String allowed(final Enum<?>[] values)
    {
        return String.join(", ", Arrays.stream(values).map(TopicSettings::word).toList());
    }

    static String word(final Enum<?> value)
    {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private <T> T merge(
        final String key, final T own, final T fromDefaults, final T fallback, final TopicSettings defaults)
    {
        if (null != own || isFaulty(key))
        {
            return own;
        }
        if (defaults.isFaulty(key))
        {
            faulty.add(key);
        }
        return null != fromDefaults ? fromDefaults : fallback;
    }

    private <T> T noted(final YamlMapping mapping, final String key, final T value)
    {
        if (null == value && mapping.has(key))
        {
            faulty.add(key);
        }
        return value;
    }

    private List<TopicChannel> readChannels(final YamlMapping mapping, final String what, final TopicErrors errors)
    {
        if (mapping.has("channel") && mapping.has("channels"))
        {
            errors.add(mapping.keyNode("channels"), what + ": both 'channel' and 'channels': keep one");
            faulty.add("channels");
            return null;
        }
        final List<TopicChannel> read = new ArrayList<>();
        if (mapping.has("channel"))
        {
            read.add(readChannel(mapping.get("channel"), what + ": channel", errors));
        }
        else if (mapping.has("channels"))
        {
            if (!(mapping.get("channels") instanceof SequenceNode list) || list.getValue().isEmpty())
            {
                errors.add(mapping.get("channels"), what + ": channels: expected a list of one or more, found " +
                    (mapping.get("channels") instanceof SequenceNode ? "an empty list" :
                    YamlMapping.describe(mapping.get("channels"))));
                return null;
            }
            list.getValue().forEach((item) -> read.add(readChannel(item, what + ": channels", errors)));
        }
        if (read.contains(null))
        {
            faulty.add("channels");
        }
        return read.isEmpty() || read.contains(null) ? null : read;
    }

    private static TopicChannel readChannel(final Node node, final String what, final TopicErrors errors)
    {
        if (node instanceof ScalarNode)
        {
            final boolean isUsable = checkUri(node, what, ChannelRules.Side.SUBSCRIBE, errors) &&
                checkUri(node, what, ChannelRules.Side.PUBLISH, errors);
            return isUsable ? TopicChannel.of(((ScalarNode)node).getValue()) : null;
        }
        final YamlMapping pair = YamlMapping.of(node, what, "key", errors);
        if (null == pair)
        {
            return null;
        }
        pair.refuseOthersThan(Set.of("publish", "subscribe"));
        boolean isUsable = true;
        for (final ChannelRules.Side side : ChannelRules.Side.values())
        {
            final String key = word(side);
            if (!pair.has(key))
            {
                errors.add(pair.node(), what + ": missing key '" + key + "': give both, or one URI for both");
                isUsable = false;
            }
            else
            {
                isUsable &= checkUri(pair.get(key), what + ": " + key, side, errors);
            }
        }
        return isUsable ? new TopicChannel(((ScalarNode)pair.get("publish")).getValue(),
            ((ScalarNode)pair.get("subscribe")).getValue()) : null;
    }

    private static boolean checkUri(
        final Node node, final String what, final ChannelRules.Side side, final TopicErrors errors)
    {
        if (!(node instanceof ScalarNode scalar) || YamlMapping.describe(node).equals("nothing"))
        {
            errors.add(node, what + ": expected a channel URI such as aeron:ipc, found " + YamlMapping.describe(node));
            return false;
        }
        final List<String> problems = ChannelRules.problems(scalar.getValue(), side);
        problems.forEach((problem) -> errors.add(node, problem));
        return problems.isEmpty();
    }

    static String notOneOf(final String what, final Node node, final Enum<?>[] values)
    {
        final List<String> known = Arrays.stream(values).map(TopicSettings::word).toList();
        final String suggestion =
            node instanceof ScalarNode scalar ? NearestName.suggestion(scalar.getValue(), known) : "";
        return what + ": expected one of " + allowed(values) + ", found " + YamlMapping.describe(node) + suggestion;
    }
}
