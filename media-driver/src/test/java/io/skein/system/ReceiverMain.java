package io.skein.system;

import io.skein.Connection;
import io.skein.Skein;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;

/**
 * Child process: receives what one publisher sends, until that publisher is gone, and says how much it was.
 */
final class ReceiverMain
{
    private ReceiverMain()
    {
    }

    static String result(final long received, final long corrupt, final long lost)
    {
        return "RECEIVED " + received + " corrupt " + corrupt + " lost " + lost;
    }

    public static void main(final String[] arguments)
    {
        final Topic topic = Topic.message(arguments[1]).channel(arguments[2]);
        try (Skein skein = Skein.connect(Connection.to(arguments[0]), Events.PATIENT))
        {
            final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
            System.out.println("READY");
            final long[] counts = new long[2];
            final boolean[] wasConnected = new boolean[1];
            Await.until("the publisher is gone", () ->
            {
                final int fragments = subscriber.poll((view) ->
                {
                    ++counts[0];
                    if (!Pattern.isWhole(view.buffer(), view.length()))
                    {
                        ++counts[1];
                    }
                }, 1);
                wasConnected[0] |= subscriber.isConnected();
                return 0 == fragments && wasConnected[0] && !subscriber.isConnected();
            });
            System.out.println(result(counts[0], counts[1], subscriber.stats().lost()));
        }
    }
}
