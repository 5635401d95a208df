package io.skein;

import io.skein.idle.WaitSet;
import io.skein.internal.lane.MessageLogPublisher;
import io.skein.internal.lane.RawLogPublisher;
import io.skein.internal.lane.TensorLogPublisher;
import io.skein.internal.link.LinkedWaitSet;
import io.skein.internal.link.Links;
import io.skein.internal.stream.LogStreamReader;
import io.skein.internal.stream.LogStreamWriter;
import io.skein.internal.view.MessageLogSubscriber;
import io.skein.internal.view.RawLogSubscriber;
import io.skein.internal.view.TensorLogSubscriber;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamOptions;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.concurrent.IdleStrategy;

import java.util.Locale;

/**
 * A connection to a media driver, from which publishers and subscribers come.
 * <pre>{@code
 * try (EmbeddedDriver driver = EmbeddedDriver.launch();
 *     Skein skein = Skein.connect(driver.connection()))
 * {
 *     TensorPublisher cameras = skein.addTensorPublisher(Topic.tensor("camera/left"), Sharing.EXCLUSIVE);
 *     ...
 * }
 * }</pre>
 * Survives what happens to the driver: when it goes, or when this process was paused for so long that the driver
 * gave it
 * up, publishers refuse with {@link Outcome#DISCONNECTED} and subscribers poll nothing; when a driver is back in the
 * directory, they go on by themselves. {@link #state()} and the listener in the options tell.
 * <p>
 * Safe for use by any thread. Owns one thread, {@code skein-client}. Interrupts reach the waits of the interrupted
 * thread and nothing else.
 */
public final class Skein implements AutoCloseable
{
    private final Links links;

    private Skein(final Links links)
    {
        this.links = links;
    }

    /**
     * Connect with {@link SkeinOptions#DEFAULTS}.
     *
     * @param connection to a driver.
     * @return connected.
     * @throws DriverException when there is no driver within the connect timeout.
     */
    public static Skein connect(final Connection connection)
    {
        return connect(connection, SkeinOptions.DEFAULTS);
    }

    /**
     * Connect.
     *
     * @param connection to a driver.
     * @param options    of this connection.
     * @return connected.
     * @throws DriverException        when there is no driver within the connect timeout.
     * @throws InterruptedWaitException when interrupted while waiting for the driver.
     */
    public static Skein connect(final Connection connection, final SkeinOptions options)
    {
        final Links links = new Links(connection, options);
        links.connect();
        return new Skein(links);
    }

    /**
     * Publish tensors from one thread at a time.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new publisher, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public TensorPublisher addTensorPublisher(final String topic)
    {
        return addTensorPublisher(topic(topic), Sharing.EXCLUSIVE);
    }

    /**
     * Publish tensors.
     *
     * @param topic   to publish to.
     * @param sharing whether several threads may publish.
     * @return a new publisher, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public TensorPublisher addTensorPublisher(final Topic topic, final Sharing sharing)
    {
        return new TensorLogPublisher(links, require(TopicKind.TENSOR, topic), Sharing.SHARED == sharing);
    }

    /**
     * Receive tensors on the first channel of a topic.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new subscriber, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public TensorSubscriber addTensorSubscriber(final String topic)
    {
        return addTensorSubscriber(topic(topic), 0);
    }

    /**
     * Receive tensors on one channel of a topic. A publisher sends every message on all channels of the topic.
     *
     * @param topic   to receive from.
     * @param channel index in {@link Topic#channels()}.
     * @return a new subscriber, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, has no such channel, or it is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public TensorSubscriber addTensorSubscriber(final Topic topic, final int channel)
    {
        return new TensorLogSubscriber(links, require(TopicKind.TENSOR, topic, channel), channel);
    }

    /**
     * Publish messages from one thread at a time.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new publisher, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public MessagePublisher addMessagePublisher(final String topic)
    {
        return addMessagePublisher(topic(topic), Sharing.EXCLUSIVE);
    }

    /**
     * Publish messages.
     *
     * @param topic   to publish to.
     * @param sharing whether several threads may publish.
     * @return a new publisher, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public MessagePublisher addMessagePublisher(final Topic topic, final Sharing sharing)
    {
        return new MessageLogPublisher(links, require(TopicKind.MESSAGE, topic), Sharing.SHARED == sharing);
    }

    /**
     * Receive messages on the first channel of a topic.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new subscriber, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public MessageSubscriber addMessageSubscriber(final String topic)
    {
        return addMessageSubscriber(topic(topic), 0);
    }

    /**
     * Receive messages on one channel of a topic. A publisher sends every message on all channels of the topic.
     *
     * @param topic   to receive from.
     * @param channel index in {@link Topic#channels()}.
     * @return a new subscriber, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, has no such channel, or it is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public MessageSubscriber addMessageSubscriber(final Topic topic, final int channel)
    {
        return new MessageLogSubscriber(links, require(TopicKind.MESSAGE, topic, channel), channel);
    }

    /**
     * Publish raw bytes from one thread at a time.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new publisher, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public RawPublisher addRawPublisher(final String topic)
    {
        return addRawPublisher(topic(topic), Sharing.EXCLUSIVE);
    }

    /**
     * Publish raw bytes.
     *
     * @param topic   to publish to.
     * @param sharing whether several threads may publish.
     * @return a new publisher, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public RawPublisher addRawPublisher(final Topic topic, final Sharing sharing)
    {
        return new RawLogPublisher(links, require(TopicKind.RAW, topic), Sharing.SHARED == sharing);
    }

    /**
     * Receive raw bytes on the first channel of a topic.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new subscriber, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public RawSubscriber addRawSubscriber(final String topic)
    {
        return addRawSubscriber(topic(topic), 0);
    }

    /**
     * Receive raw bytes on one channel of a topic. A publisher sends every message on all channels of the topic.
     *
     * @param topic   to receive from.
     * @param channel index in {@link Topic#channels()}.
     * @return a new subscriber, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, has no such channel, or it is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public RawSubscriber addRawSubscriber(final Topic topic, final int channel)
    {
        return new RawLogSubscriber(links, require(TopicKind.RAW, topic, channel), channel);
    }

    /**
     * Write a byte stream from one thread at a time, with {@link StreamOptions#DEFAULTS}.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new writer, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public ByteStreamWriter addByteStreamWriter(final String topic)
    {
        return addByteStreamWriter(topic(topic), Sharing.EXCLUSIVE, StreamOptions.DEFAULTS);
    }

    /**
     * Write a byte stream.
     *
     * @param topic   to write to.
     * @param sharing whether several threads may write.
     * @param options how much may be buffered.
     * @return a new writer, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, its channel is refused, or its log is too small
     *                                for what may be buffered.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public ByteStreamWriter addByteStreamWriter(final Topic topic, final Sharing sharing, final StreamOptions options)
    {
        return LogStreamWriter.open(links, require(TopicKind.STREAM, topic), Sharing.SHARED == sharing, options);
    }

    /**
     * Read a byte stream.
     *
     * @param topic name of a topic in {@link SkeinOptions#topics()}.
     * @return a new reader, accepted by the driver.
     * @throws ConfigurationException when there is no such topic, it is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public ByteStreamReader addByteStreamReader(final String topic)
    {
        return addByteStreamReader(topic(topic));
    }

    /**
     * Read a byte stream. Any number of threads may read, each chunk goes to one of them.
     *
     * @param topic to read from.
     * @return a new reader, accepted by the driver.
     * @throws ConfigurationException when the topic is of another kind, or its channel is refused.
     * @throws DriverException        when the driver does not answer.
     * @throws ClosedException        when this is closed.
     */
    public ByteStreamReader addByteStreamReader(final Topic topic)
    {
        return LogStreamReader.open(links, require(TopicKind.STREAM, topic));
    }

    /**
     * @param name of a topic.
     * @return the topic in {@link SkeinOptions#topics()}.
     * @throws ConfigurationException when there is none of that name.
     */
    public Topic topic(final String name)
    {
        return links.options().topics().topic(name);
    }

    /**
     * @return where this stands with the driver.
     */
    public State state()
    {
        return links.state();
    }

    /**
     * @return the connection that this was made with.
     */
    public Connection connection()
    {
        return links.connection();
    }

    /**
     * For the loop that polls: waits by the strategy of the options, and runs the embedded driver meanwhile.
     * <pre>{@code
     * while (running)
     * {
     *     idle.idle(frames.poll(handler, 10));
     * }
     * }</pre>
     * With {@link io.skein.idle.WaitStrategy#EVENT} it sleeps until something is published to what the thread was the
     * last to poll: so poll everything that the loop waits for between two calls.
     *
     * @return a new idle strategy for one thread.
     */
    public IdleStrategy newIdleStrategy()
    {
        return links.newIdleStrategy();
    }

    /**
     * @return a new wait set for one thread: waits on many subscribers, streams and timers.
     */
    public WaitSet newWaitSet()
    {
        return new LinkedWaitSet(links);
    }

    /**
     * Close all publishers and subscribers, wait until what is in flight has ended and what was accepted has been read,
     * and disconnect; the wait ends with the close timeout. Idempotent, from any thread. What goes to another host has
     * been read when it is on the network: keep the driver for its linger if a lost packet must still be repaired.
     * <p>
     * From within a handler, a state listener or an error handler, and while the calling thread has a claim of an
     * exclusive publisher open, it
     * returns at once, and all that is done as soon as the handler returns or the claim ends; {@link #state()} tells.
     */
    @Override
    public void close()
    {
        links.close();
    }

    private static Topic require(final TopicKind kind, final Topic topic)
    {
        if (topic.kind() != kind)
        {
            throw new ConfigurationException("topic " + topic.name() + " is of kind " + name(topic.kind()) + ", not " +
                name(kind) + ": add another publisher or subscriber, or change its kind");
        }
        return topic;
    }

    private static Topic require(final TopicKind kind, final Topic topic, final int channel)
    {
        if (channel < 0 || channel >= topic.channels().size())
        {
            throw new ConfigurationException("topic " + topic.name() + " has " + topic.channels().size() +
                " channels, no index " + channel + ": add the channel, or give another index");
        }
        return require(kind, topic);
    }

    private static String name(final TopicKind kind)
    {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
