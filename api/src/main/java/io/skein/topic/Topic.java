package io.skein.topic;

import io.skein.ConfigurationException;
import io.skein.internal.text.NearestName;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A name bound to channels, a stream and policies. Immutable and thread-safe.
 * <pre>{@code
 * Topic.tensor("camera/left").channel("aeron:ipc?mtu=65472|term-length=4m").stream(1001)
 * }</pre>
 * Made in code, a topic begins with channel {@code aeron:ipc}, a stream id {@linkplain #streamIdOf derived} from its
 * name, {@link BackPressure#DEFAULT} and no publish time. In a file the stream must be written.
 *
 * @param name         1 to {@value #MAX_NAME_LENGTH} of the characters {@code A-Z a-z 0-9 . _ - /}; slashes separate
 *                     parts, none of which is empty.
 * @param kind         what travels.
 * @param channels     where: one or more, no two of them the same to a subscriber; copied.
 * @param streamId     within each channel; any value but 0, which is what an unset number looks like.
 * @param backPressure what to do when a subscriber is behind.
 * @param publishTime  whether messages carry the time of publishing (epoch nanoseconds). Off by default: reading the
 *                     clock costs about 20 ns per message. Must be off for raw topics, which have no header for it.
 * @param pool         the shared-memory pool of each publisher, or null for none. Needs exactly one channel on IPC, and
 *                     a kind other than raw.
 * @param chunk        how payloads travel that are larger than a message, or null if there are none. Must be null for
 *                     raw topics, which have no header for it, and byte streams; else {@link ChunkOptions#DEFAULT}.
 * @param trace        what a trace has room for that travels with every message, or null for none.
 *                     Must be null for raw topics, which have no header for it, and byte streams.
 */
public record Topic(
    String name,
    TopicKind kind,
    List<TopicChannel> channels,
    int streamId,
    BackPressure backPressure,
    boolean publishTime,
    PoolOptions pool,
    ChunkOptions chunk,
    TraceOptions trace)
{
    /**
     * The longest name in characters.
     */
    public static final int MAX_NAME_LENGTH = 200;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
    private static final int DERIVED_STREAM_IDS = 0x4000_0000;

    /**
     * @param name         see above.
     * @param kind         see above.
     * @param channels     see above.
     * @param streamId     see above.
     * @param backPressure see above.
     * @param publishTime  see above.
     * @param pool         see above.
     * @param chunk        see above.
     * @param trace        see above.
     * @throws ConfigurationException when a value is out of range; one line per reason.
     */
    public Topic
    {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(backPressure, "backPressure");
        channels = List.copyOf(channels);
        final String nameProblem = nameProblem(name);
        if (null != nameProblem)
        {
            throw new ConfigurationException(nameProblem);
        }
        final List<String> problems =
            TopicRules.problems(kind, channels, streamId, publishTime, null != pool, chunk, null != trace);
        if (!problems.isEmpty())
        {
            final String prefix = "topic '" + name + "': ";
            throw new ConfigurationException(prefix + String.join("\n" + prefix, problems));
        }
    }

    /**
     * @param name see {@link Topic}.
     * @return a topic for bytes without header, on IPC.
     * @throws ConfigurationException when the name can not be used.
     */
    public static Topic raw(final String name)
    {
        return of(name, TopicKind.RAW);
    }

    /**
     * @param name see {@link Topic}.
     * @return a topic for messages, on IPC.
     * @throws ConfigurationException when the name can not be used.
     */
    public static Topic message(final String name)
    {
        return of(name, TopicKind.MESSAGE);
    }

    /**
     * @param name see {@link Topic}.
     * @return a topic for tensors, on IPC.
     * @throws ConfigurationException when the name can not be used.
     */
    public static Topic tensor(final String name)
    {
        return of(name, TopicKind.TENSOR);
    }

    /**
     * @param name see {@link Topic}.
     * @return a topic for a byte stream, on IPC.
     * @throws ConfigurationException when the name can not be used.
     */
    public static Topic byteStream(final String name)
    {
        return of(name, TopicKind.STREAM);
    }

    /**
     * @param name see {@link Topic}.
     * @param kind what travels.
     * @return a topic on IPC.
     * @throws ConfigurationException when the name can not be used.
     */
    public static Topic of(final String name, final TopicKind kind)
    {
        Objects.requireNonNull(name, "name");
        return new Topic(name, kind, List.of(TopicChannel.IPC), streamIdOf(name), BackPressure.DEFAULT, false, null,
            ChunkOptions.defaultOf(kind), null);
    }

    /**
     * The stream that a topic made in code begins with: the same for the same name in every process, and far from the
     * small numbers that people choose. Two names may share one; a {@link TopicCatalogue} refuses that.
     *
     * @param name of the topic.
     * @return {@code 2^30 + CRC-32(name in UTF-8) mod 2^30}.
     */
    public static int streamIdOf(final String name)
    {
        final CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return DERIVED_STREAM_IDS | (int)(crc.getValue() & (DERIVED_STREAM_IDS - 1));
    }

    /**
     * @param uri for publishers and subscribers.
     * @return this topic on that one channel instead of those it has.
     * @throws ConfigurationException when the URI can not be used; one line per reason.
     */
    public Topic channel(final String uri)
    {
        return channels(List.of(TopicChannel.of(uri)));
    }

    /**
     * @param publish   URI for publishers.
     * @param subscribe URI for subscribers.
     * @return this topic on that one channel instead of those it has.
     * @throws ConfigurationException when a URI can not be used; one line per reason.
     */
    public Topic channel(final String publish, final String subscribe)
    {
        return channels(List.of(new TopicChannel(publish, subscribe)));
    }

    /**
     * @param newChannels one or more.
     * @return this topic on those channels instead of those it has.
     * @throws ConfigurationException when there is none, or two are the same to a subscriber.
     */
    public Topic channels(final List<TopicChannel> newChannels)
    {
        return new Topic(name, kind, newChannels, streamId, backPressure, publishTime, pool, chunk, trace);
    }

    /**
     * @param newStreamId any value but 0.
     * @return this topic on that stream.
     * @throws ConfigurationException when it is 0, or a channel's URI names another.
     */
    public Topic stream(final int newStreamId)
    {
        return new Topic(name, kind, channels, newStreamId, backPressure, publishTime, pool, chunk, trace);
    }

    /**
     * @param newBackPressure what to do when a subscriber is behind.
     * @return this topic with that policy.
     */
    public Topic backPressure(final BackPressure newBackPressure)
    {
        return new Topic(name, kind, channels, streamId, newBackPressure, publishTime, pool, chunk, trace);
    }

    /**
     * @param newPublishTime whether messages carry the time of publishing.
     * @return this topic with that setting.
     * @throws ConfigurationException when it is on and the topic is raw.
     */
    public Topic publishTime(final boolean newPublishTime)
    {
        return new Topic(name, kind, channels, streamId, backPressure, newPublishTime, pool, chunk, trace);
    }

    /**
     * @param newPool of each publisher, or null for none.
     * @return this topic with that pool.
     * @throws ConfigurationException when the topic is raw, or has not exactly one channel on IPC.
     */
    public Topic pool(final PoolOptions newPool)
    {
        return new Topic(name, kind, channels, streamId, backPressure, publishTime, newPool, chunk, trace);
    }

    /**
     * @param newChunk how payloads travel that are larger than a message, or null if there are none.
     * @return this topic with those options.
     * @throws ConfigurationException when the topic is raw.
     */
    public Topic chunk(final ChunkOptions newChunk)
    {
        return new Topic(name, kind, channels, streamId, backPressure, publishTime, pool, newChunk, trace);
    }

    /**
     * @param newTrace what a trace has room for that travels with every message, or null for none.
     * @return this topic with those options.
     * @throws ConfigurationException when the topic is raw or a byte stream.
     */
    public Topic trace(final TraceOptions newTrace)
    {
        return new Topic(name, kind, channels, streamId, backPressure, publishTime, pool, chunk, newTrace);
    }

    /**
     * @param name of a topic.
     * @return one line that says why it can not be one, or null.
     */
    static String nameProblem(final String name)
    {
        if (name.length() > MAX_NAME_LENGTH)
        {
            return "topic name " + NearestName.quote(name) + " has " + name.length() + " characters: the limit is " +
                MAX_NAME_LENGTH;
        }
        return NAME.matcher(name).matches() ? null : "topic name " + NearestName.quote(name) +
            " is not usable: give parts of A-Z a-z 0-9 . _ - with single slashes between them";
    }
}
