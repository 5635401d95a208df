package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.idle.WaitStrategy;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Another process that waits by event: sends back what comes. Arguments: the driver's directory.
 */
final class WakeMain
{
    private WakeMain()
    {
    }

    public static void main(final String[] args)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Long.BYTES]);
        try (Skein skein = Skein.connect(
            Connection.to(Path.of(args[0])), SkeinOptions.DEFAULTS.withWaitStrategy(WaitStrategy.EVENT)))
        {
            final RawSubscriber there = skein.addRawSubscriber(EventIT.THERE, 0);
            final RawPublisher back = skein.addRawPublisher(EventIT.BACK, Sharing.EXCLUSIVE);
            there.awaitConnected(Duration.ofSeconds(30));
            back.awaitConnected(Duration.ofSeconds(30));
            System.out.println("READY");
            final IdleStrategy idle = skein.newIdleStrategy();
            while (there.isConnected())
            {
                idle.idle(there.poll((view) ->
                {
                    buffer.putLong(0, view.buffer().getLong(0));
                    back.offer(buffer, 0, Long.BYTES);
                }, 10));
            }
        }
    }
}
