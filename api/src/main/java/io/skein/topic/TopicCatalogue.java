package io.skein.topic;

import io.skein.ConfigurationException;
import io.skein.internal.text.NearestName;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics that a program knows, by name. Immutable and thread-safe.
 * <p>
 * No two topics share a channel and a stream, because each would receive the messages of the other. Hosts are compared
 * as they are written: {@code localhost} and {@code 127.0.0.1} are two.
 */
public final class TopicCatalogue
{
    private final Map<String, Topic> topicByName;
    private final List<Topic> topics;

    private TopicCatalogue(final Map<String, Topic> topicByName)
    {
        this.topicByName = topicByName;
        this.topics = List.copyOf(topicByName.values());
    }

    /**
     * Read a topics file: UTF-8, at most 1 MiB; {@code config/topics.yaml} shows the form. Blocks while it reads.
     *
     * @param file to read.
     * @return its topics in the order of the file.
     * @throws TopicFileException with every error of the file: missing, unreadable, malformed, or any that a
     *                            {@link Topic} or this catalogue would refuse.
     */
    public static TopicCatalogue load(final Path file)
    {
        return of(TopicFile.load(file));
    }

    /**
     * Like {@link #load}, from text.
     *
     * @param source name for error messages.
     * @param yaml   the text.
     * @return its topics in the order of the text.
     * @throws TopicFileException with every error of the text.
     */
    public static TopicCatalogue parse(final String source, final String yaml)
    {
        return of(TopicFile.parse(source, yaml));
    }

    /**
     * @param topics in any number.
     * @return a catalogue of them.
     * @throws ConfigurationException when two have one name, or share a channel and a stream; one line each.
     */
    public static TopicCatalogue of(final Topic... topics)
    {
        return of(List.of(topics));
    }

    /**
     * Like {@link #of(Topic...)}.
     *
     * @param topics in any number; copied.
     * @return a catalogue of them.
     * @throws ConfigurationException when two have one name, or share a channel and a stream; one line each.
     */
    public static TopicCatalogue of(final Collection<Topic> topics)
    {
        final Map<String, Topic> topicByName = new LinkedHashMap<>();
        final TopicRules.Occupancy occupancy = new TopicRules.Occupancy();
        final List<String> problems = new ArrayList<>();
        for (final Topic topic : topics)
        {
            if (null != topicByName.putIfAbsent(topic.name(), topic))
            {
                problems.add("duplicate topic '" + topic.name() + "': remove or rename one");
                continue;
            }
            final Topic holder = occupancy.claim(topic);
            if (null != holder)
            {
                problems.add(TopicRules.Occupancy.problem(topic, holder, ""));
            }
        }
        if (!problems.isEmpty())
        {
            throw new ConfigurationException(String.join("\n", problems));
        }
        return new TopicCatalogue(topicByName);
    }

    /**
     * @param name of a topic.
     * @return the topic.
     * @throws ConfigurationException when it is unknown; the message has the nearest known name and how many are known.
     */
    public Topic topic(final String name)
    {
        final Topic topic = topicByName.get(name);
        if (null == topic)
        {
            final String nearest = NearestName.nearest(name, topicByName.keySet());
            throw new ConfigurationException("unknown topic " + NearestName.quote(name) + ": " +
                (null == nearest ? "the catalogue has no topics" :
                "the nearest of " + topics.size() + " known is '" + nearest + "'") +
                "; add it to the topics file or to the catalogue");
        }
        return topic;
    }

    /**
     * @param name of a topic.
     * @return whether {@link #topic} knows it.
     */
    public boolean contains(final String name)
    {
        return topicByName.containsKey(name);
    }

    /**
     * @return every topic in the order given; unmodifiable. Does not allocate.
     */
    public List<Topic> topics()
    {
        return topics;
    }

    /**
     * @return one line per topic, for a report of the effective configuration.
     */
    @Override
    public String toString()
    {
        final StringBuilder text = new StringBuilder();
        topics.forEach((topic) -> text.append(text.isEmpty() ? "" : "\n").append(topic));
        return text.toString();
    }
}
