package io.skein.topic;

import io.skein.internal.text.NearestName;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From YAML nodes to topics: the outline of the file, and what holds between topics.
 */
final class TopicFileReader
{
    private static final Set<String> KEYS = Set.of("version", "defaults", "topics");

    private final TopicErrors errors;
    private final TopicRules.Occupancy occupancy = new TopicRules.Occupancy();
    private final Map<Topic, Node> nodeByTopic = new HashMap<>();
    private final List<Topic> topics = new ArrayList<>();

    TopicFileReader(final TopicErrors errors)
    {
        this.errors = errors;
    }

    List<Topic> read(final Optional<Node> root)
    {
        if (root.isEmpty())
        {
            errors.add(1, 1, "the file is empty: begin with 'version: 1' and 'topics:'");
            return topics;
        }
        final YamlMapping file = YamlMapping.of(root.get(), "the file", "key", errors);
        if (null == file)
        {
            return topics;
        }
        file.refuseOthersThan(KEYS);
        checkVersion(file);
        final TopicSettings defaults = file.has("defaults") ?
            TopicSettings.read(file.get("defaults"), "defaults", TopicSettings.DEFAULT_KEYS, errors) :
            TopicSettings.empty();
        if (!file.has("topics"))
        {
            errors.add(file.node(), "missing key 'topics': list the topics by name under it");
            return topics;
        }
        final YamlMapping entries = YamlMapping.of(file.get("topics"), "topics", "topic", errors);
        if (null != entries)
        {
            entries.forEach((key, value) -> readTopic(key, value, defaults));
        }
        return topics;
    }

    private void checkVersion(final YamlMapping file)
    {
        if (!file.has("version"))
        {
            errors.add(file.node(), "missing key 'version': write 'version: 1'");
        }
        else if (!(file.get("version") instanceof ScalarNode scalar && scalar.isPlain() &&
            scalar.getValue().equals("1")))
        {
            errors.add(file.get("version"), "version is " + YamlMapping.describe(file.get("version")) +
                ": this release reads version 1");
        }
    }

    private void readTopic(final ScalarNode key, final Node value, final TopicSettings defaults)
    {
        final int errorsBefore = errors.count();
        final String nameProblem = Topic.nameProblem(key.getValue());
        if (null != nameProblem)
        {
            errors.add(key, nameProblem);
        }
        final String what = "topic " + NearestName.quote(key.getValue());
        final TopicSettings settings = TopicSettings.read(value, what, TopicSettings.TOPIC_KEYS, errors);
        final TopicSettings effective = settings.over(defaults);
        if (null == effective.kind && !effective.isFaulty("kind"))
        {
            errors.add(key, what + ": missing key 'kind', allowed are " + TopicSettings.allowed(TopicKind.values()));
        }
        if (null == settings.stream && !settings.isFaulty("stream"))
        {
            errors.add(key, what + ": missing key 'stream', give it a number of its own such as 'stream: 1001'");
        }
        if (errors.count() == errorsBefore && effective.isComplete())
        {
            add(key, effective);
        }
    }

    private void add(final ScalarNode key, final TopicSettings settings)
    {
        final PoolOptions pool = settings.pool.options();
        final ChunkOptions chunk = null == settings.chunk ?
            ChunkOptions.defaultOf(settings.kind) : settings.chunk.options();
        final TraceOptions trace = settings.trace.options();
        final List<String> problems = TopicRules.problems(settings.kind, settings.channels, settings.stream,
            settings.publishTime, null != pool, chunk, null != trace);
        for (final String problem : problems)
        {
            errors.add(key, "topic '" + key.getValue() + "': " + problem);
        }
        if (problems.isEmpty())
        {
            final Topic topic = new Topic(key.getValue(), settings.kind, settings.channels, settings.stream,
                settings.backPressure, settings.publishTime, pool, chunk, trace);
            final Topic holder = occupancy.claim(topic);
            if (null != holder)
            {
                final int line = nodeByTopic.get(holder).getStartMark().orElseThrow().getLine() + 1;
                errors.add(key, TopicRules.Occupancy.problem(topic, holder, " (line " + line + ")"));
            }
            nodeByTopic.put(topic, key);
            topics.add(topic);
        }
    }
}
