package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.MessagePublisher;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import io.skein.transfer.Transfer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Child process: sends one payload in slices, as far as its subscriber lets it, until it is killed.
 */
final class TransferMain
{
    static final int LENGTH = 50_000_000;

    private TransferMain()
    {
    }

    static Topic topic(final String channel)
    {
        return Topic.message("killed").channel(channel);
    }

    public static void main(final String[] arguments)
    {
        try (Skein skein = Skein.connect(Connection.to(arguments[0]), Events.PATIENT);
            MessagePublisher publisher = skein.addMessagePublisher(topic(arguments[1]), Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(30));
            final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
            Pattern.fill(memory, LENGTH, 1);
            final Transfer transfer = publisher.transfer(Payload.borrow(memory, 0, LENGTH, memory));
            System.out.println("SENDING");
            Await.until("somebody takes all of it", () ->
            {
                transfer.advance();
                return transfer.isDone();
            });
        }
    }
}
