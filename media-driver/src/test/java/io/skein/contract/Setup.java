package io.skein.contract;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.message.PublisherStats;
import io.skein.topic.BackPressure;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One way through Skein.
 *
 * @param kind     of the topic.
 * @param isUdp    whether through sockets or shared memory.
 * @param isPooled whether all but empty payloads lie in slots of a pool.
 * @param sharing  of the publisher.
 */
record Setup(TopicKind kind, boolean isUdp, boolean isPooled, Sharing sharing)
{
    static final int MTU = 1408;
    static final int MAX_FRAME = MTU - 32;
    static final int TERM = 128 * 1024;
    static final int MAX_MESSAGE = TERM / 8;
    static final int SLOTS = 8;
    static final int SLOT_SIZE = 10_000;

    private static final AtomicInteger NEXT_STREAM = new AtomicInteger(100);
    static final int PORT = freePort();

    static List<Setup> all()
    {
        final List<Setup> setups = new ArrayList<>();
        for (final TopicKind kind : List.of(TopicKind.RAW, TopicKind.MESSAGE, TopicKind.TENSOR))
        {
            for (final boolean isUdp : new boolean[] {false, true})
            {
                for (final Sharing sharing : Sharing.values())
                {
                    setups.add(new Setup(kind, isUdp, false, sharing));
                }
            }
            for (final Sharing sharing : Sharing.values())
            {
                if (TopicKind.RAW != kind)
                {
                    setups.add(new Setup(kind, false, true, sharing));
                }
            }
        }
        return setups;
    }

    /**
     * @return those whose messages are numbered, and in the log.
     */
    static List<Setup> numbered()
    {
        return inLog().stream().filter((setup) -> TopicKind.RAW != setup.kind).toList();
    }

    /**
     * @return those whose messages are in the log.
     */
    static List<Setup> inLog()
    {
        return all().stream().filter((setup) -> !setup.isPooled).toList();
    }

    /**
     * @return a topic that no other test has.
     */
    Topic topic()
    {
        final int stream = NEXT_STREAM.getAndIncrement();
        final String channel = isUdp ? "aeron:udp?endpoint=localhost:" + PORT + "|" : "aeron:ipc?";
        final Topic topic = Topic.of("contract/" + stream, kind).stream(stream)
            .channel(channel + "mtu=" + MTU + "|term-length=" + TERM);
        return isPooled ? topic.pool(PoolOptions.of(SLOTS, SLOT_SIZE).threshold(0)) : topic;
    }

    /**
     * @return a topic that no other test has, and that drops what can not be accepted at once.
     */
    Topic droppingTopic()
    {
        final Topic topic = topic().backPressure(BackPressure.drop());
        return isPooled ? topic.pool(topic.pool().policy(PoolOptions.Policy.DROP)) : topic;
    }

    /**
     * @return what a publisher says when a subscriber is too slow.
     */
    long refusal()
    {
        return isPooled ? Outcome.NO_SLOT : Outcome.BACK_PRESSURED;
    }

    /**
     * @return messages that were claimed.
     */
    long claimed(final PublisherStats stats)
    {
        return stats.claimed() + (isPooled ? stats.pooled() : 0);
    }

    /**
     * @return messages that were offered.
     */
    long offered(final PublisherStats stats)
    {
        return stats.gathered() + (isPooled ? stats.pooled() : 0);
    }

    /**
     * @return all messages.
     */
    static long published(final PublisherStats stats)
    {
        return stats.claimed() + stats.gathered() + stats.pooled();
    }

    boolean hasHeader()
    {
        return TopicKind.RAW != kind;
    }

    /**
     * @return longest payload of a claim without attachment.
     */
    int maxClaim()
    {
        return isPooled ? SLOT_SIZE : hasHeader() ? MAX_FRAME - 64 : MAX_FRAME;
    }

    /**
     * @return longest payload of all without attachment.
     */
    int maxOffer()
    {
        return isPooled ? SLOT_SIZE : hasHeader() ? MAX_MESSAGE - 128 : MAX_MESSAGE;
    }

    private static int freePort()
    {
        try (DatagramSocket socket = new DatagramSocket())
        {
            return socket.getLocalPort();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
