package io.skein.system;

import io.skein.Connection;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessageSubscriber;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;

import java.util.List;

/**
 * Child process: one of those who get the same messages, on the publisher's host or, with a driver of its own, as if on
 * another. Checks every byte.
 */
final class AudienceMain
{
    static final String ANOTHER_HOST = "another-host";
    static final String HERE = "HERE";
    static final int SLOTS = 3;
    static final int SLOT_SIZE = 5_000_000;

    private static final String IPC = "aeron:ipc?term-length=1m|mtu=8k";

    private AudienceMain()
    {
    }

    /**
     * @param udp channel to other hosts.
     * @return the topic; its first channel stays on the host.
     */
    static Topic topic(final String udp)
    {
        return Topic.message("audience")
            .channels(List.of(TopicChannel.of(IPC), TopicChannel.of(udp + "|term-length=1m|mtu=8k")))
            .pool(PoolOptions.of(SLOTS, SLOT_SIZE).threshold(0))
            .chunk(ChunkOptions.DEFAULT.withChecksum(Checksum.CRC32C));
    }

    /**
     * @return what it says of a message.
     */
    static String got(final long number, final int length, final long sequence)
    {
        return "GOT " + number + " of " + length + " as " + sequence;
    }

    /**
     * @return what it says in the end.
     */
    static String end(final long lost, final long assembled)
    {
        return "LOST " + lost + " ASSEMBLED " + assembled;
    }

    public static void main(final String[] arguments)
    {
        if (ANOTHER_HOST.equals(arguments[0]))
        {
            try (EmbeddedDriver driver = EmbeddedDriver.launch())
            {
                listen(driver.connection(), arguments[1], 1, Integer.parseInt(arguments[2]));
            }
        }
        else
        {
            listen(Connection.to(arguments[0]), arguments[1], 0, Integer.parseInt(arguments[2]));
        }
    }

    private static void listen(final Connection connection, final String udp, final int channel, final int count)
    {
        try (Skein skein = Skein.connect(connection, Events.PATIENT);
            MessageSubscriber subscriber = skein.addMessageSubscriber(topic(udp), channel))
        {
            final int[] received = new int[2];
            Await.until(() -> received[0] + " of " + count + " messages, " + subscriber.stats(), () ->
            {
                subscriber.poll((view) ->
                {
                    if (1 == view.length())
                    {
                        if (0 == received[1]++)
                        {
                            System.out.println(HERE);
                        }
                    }
                    else
                    {
                        ++received[0];
                        System.out.println(Pattern.isWhole(view.buffer(), view.length()) ?
                            got(Pattern.number(view.buffer()), view.length(), view.sequence()) : "CORRUPT");
                    }
                }, 10);
                return received[0] >= count;
            });
            System.out.println(end(subscriber.stats().lost(), subscriber.stats().transfers().completed()));
        }
    }
}
