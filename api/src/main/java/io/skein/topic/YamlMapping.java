package io.skein.topic;

import io.skein.internal.text.NearestName;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A YAML mapping whose keys are texts and appear once.
 */
final class YamlMapping
{
    private final MappingNode node;
    private final String what;
    private final TopicErrors errors;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private YamlMapping(final MappingNode node, final String what, final String entryWord, final TopicErrors errors)
    {
        this.node = node;
        this.what = what;
        this.errors = errors;
        for (final NodeTuple entry : node.getValue())
        {
            if (!(entry.getKeyNode() instanceof ScalarNode key))
            {
                errors.add(entry.getKeyNode(), what + ": a key must be a text, found " + describe(entry.getKeyNode()));
                continue;
            }
            final NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
            if (null != first)
            {
                final String where = entryWord.equals("key") ? what + ": " : "";
                errors.add(key, where + "duplicate " + entryWord + " " + NearestName.quote(key.getValue()) +
                    ", first on line " + line(first.getKeyNode()) + ": remove or rename one");
            }
        }
    }

    /**
     * @return the mapping, or null when the node is something else; that is an error then.
     */
    static YamlMapping of(final Node node, final String what, final String entryWord, final TopicErrors errors)
    {
        if (node instanceof MappingNode mapping)
        {
            return new YamlMapping(mapping, what, entryWord, errors);
        }
        errors.add(node, what + ": expected a mapping (key: value), found " + describe(node));
        return null;
    }

    void refuseOthersThan(final Set<String> known)
    {
        entries.forEach((name, entry) ->
        {
            if (!known.contains(name))
            {
                final Set<String> sorted = new TreeSet<>(known);
                final String suggestion = NearestName.suggestion(name, sorted);
                errors.add(entry.getKeyNode(), what + ": unknown key " + NearestName.quote(name) +
                    (suggestion.isEmpty() ? ", known are " + String.join(", ", sorted) : suggestion));
            }
        });
    }

    /**
     * @param key    that must be there.
     * @param advice what to give for it.
     */
    void require(final String key, final String advice)
    {
        if (!has(key))
        {
            errors.add(node, what + ": missing key '" + key + "', give " + advice);
        }
    }

    void forEach(final BiConsumer<ScalarNode, Node> consumer)
    {
        entries.values().forEach((entry) -> consumer.accept((ScalarNode)entry.getKeyNode(), entry.getValueNode()));
    }

    MappingNode node()
    {
        return node;
    }

    boolean has(final String key)
    {
        return entries.containsKey(key);
    }

    Node get(final String key)
    {
        return entries.get(key).getValueNode();
    }

    Node keyNode(final String key)
    {
        return entries.get(key).getKeyNode();
    }

    static int line(final Node node)
    {
        return node.getStartMark().map((mark) -> mark.getLine() + 1).orElse(0);
    }

    /**
     * @return what a user would call the node, for messages.
     */
    static String describe(final Node node)
    {
        if (node instanceof ScalarNode scalar)
        {
            final String value = NearestName.quote(scalar.getValue());
            return scalar.getTag().equals(Tag.NULL) ? "nothing" : scalar.isPlain() ? value : "the quoted text " + value;
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
