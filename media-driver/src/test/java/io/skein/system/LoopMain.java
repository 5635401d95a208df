package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.topic.Topic;

/**
 * Child process: publishes to itself until it is killed, and prints each state, and a line for each hundred messages.
 */
final class LoopMain
{
    private static final int LENGTH = 256;
    private static final long STEP = 100;

    private LoopMain()
    {
    }

    public static void main(final String[] arguments)
    {
        final Topic topic = Topic.message(arguments[1]);
        final SkeinOptions options = Events.PATIENT.withStateListener(
            (from, to, reason) -> System.out.println(to + " " + reason));
        try (Skein skein = Skein.connect(Connection.to(arguments[0]), options);
            Sink sink = new Sink(skein.addMessageSubscriber(topic, 0));
            Source source = new Source(skein.addMessagePublisher(topic, Sharing.EXCLUSIVE), LENGTH))
        {
            for (;;)
            {
                final long received = sink.received();
                Await.until(() -> "messages come, after " + received + " of " + source.accepted(),
                    () -> sink.received() >= received + STEP);
                System.out.println(0 == sink.corrupt() ? "TICK" : "CORRUPT");
            }
        }
    }
}
