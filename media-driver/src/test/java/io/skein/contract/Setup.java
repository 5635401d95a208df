package io.skein.contract;

import io.skein.Sharing;
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
 * @param kind    of the topic.
 * @param isUdp   whether through sockets or shared memory.
 * @param sharing of the publisher.
 */
record Setup(TopicKind kind, boolean isUdp, Sharing sharing)
{
    static final int MTU = 1408;
    static final int MAX_FRAME = MTU - 32;
    static final int TERM = 128 * 1024;
    static final int MAX_MESSAGE = TERM / 8;

    private static final AtomicInteger NEXT_STREAM = new AtomicInteger(100);
    private static final int PORT = freePort();

    static List<Setup> all()
    {
        final List<Setup> setups = new ArrayList<>();
        for (final TopicKind kind : TopicKind.values())
        {
            for (final boolean isUdp : new boolean[] {false, true})
            {
                for (final Sharing sharing : Sharing.values())
                {
                    setups.add(new Setup(kind, isUdp, sharing));
                }
            }
        }
        return setups;
    }

    static List<Setup> numbered()
    {
        return all().stream().filter((setup) -> TopicKind.RAW != setup.kind).toList();
    }

    /**
     * @return a topic that no other test has.
     */
    Topic topic()
    {
        final int stream = NEXT_STREAM.getAndIncrement();
        final String channel = isUdp ? "aeron:udp?endpoint=localhost:" + PORT + "|" : "aeron:ipc?";
        return Topic.of("contract/" + stream, kind).stream(stream)
            .channel(channel + "mtu=" + MTU + "|term-length=" + TERM);
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
        return hasHeader() ? MAX_FRAME - 64 : MAX_FRAME;
    }

    /**
     * @return longest payload of all without attachment.
     */
    int maxOffer()
    {
        return hasHeader() ? MAX_MESSAGE - 128 : MAX_MESSAGE;
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
