package io.skein.topic;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.Set;

/**
 * Settings of the file that stand in a mapping of their own, or the word {@code none} in its place.
 *
 * @param options that they are, or null for none.
 * @param <T>     kind of the options.
 */
record Block<T>(T options)
{
    private static final String NONE_WORD = "none";

    static <T> Block<T> none()
    {
        return new Block<>(null);
    }

    /**
     * @param node   that should be such a block.
     * @param what   it is, for messages.
     * @param keys   that it may have.
     * @param reader of the mapping.
     * @param errors takes what is wrong.
     * @return the block, or null when something in it is wrong.
     */
    static <T> Block<T> read(
        final Node node, final String what, final Set<String> keys, final Reader<T> reader, final TopicErrors errors)
    {
        if (node instanceof ScalarNode scalar && scalar.getValue().equals(NONE_WORD))
        {
            return none();
        }
        if (!(node instanceof MappingNode))
        {
            errors.add(node,
                what + ": expected a mapping (key: value) or none, found " + YamlMapping.describe(node));
            return null;
        }
        final YamlMapping mapping = YamlMapping.of(node, what, "key", errors);
        mapping.refuseOthersThan(keys);
        // A key too many does not change what the others say.
        final int errorsBefore = errors.count();
        final T options = reader.read(mapping, new YamlValues(mapping, what, errors));
        return errors.count() == errorsBefore ? new Block<>(options) : null;
    }

    /**
     * Makes options of a mapping.
     *
     * @param <T> kind of the options.
     */
    @FunctionalInterface
    interface Reader<T>
    {
        /**
         * @param mapping that is the block.
         * @param values  in it, each null when it is not there or wrong.
         * @return the options; null is as good when there was an error.
         */
        T read(YamlMapping mapping, YamlValues values);
    }
}
