package io.skein.system;

import io.skein.message.MessagePublisher;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.locks.LockSupport;

/**
 * Offers messages on a thread of its own, a few thousand a second, and numbers those that were accepted.
 */
final class Source implements AutoCloseable
{
    private static final long PARK_NS = 200_000;

    private final MessagePublisher publisher;
    private final UnsafeBuffer buffer;
    private final Thread thread = new Thread(this::run, "source");
    private volatile boolean isRunning = true;
    private volatile long accepted;
    private volatile long outcome;

    Source(final MessagePublisher publisher, final int length)
    {
        this.publisher = publisher;
        buffer = new UnsafeBuffer(new byte[length]);
        thread.start();
    }

    long accepted()
    {
        return accepted;
    }

    /**
     * @return what came of the latest offer.
     */
    long outcome()
    {
        return outcome;
    }

    private void run()
    {
        while (isRunning)
        {
            Pattern.fill(buffer, buffer.capacity(), accepted);
            final long result = publisher.offer(buffer, 0, buffer.capacity());
            if (result > 0)
            {
                accepted = accepted + 1;
            }
            outcome = result;
            LockSupport.parkNanos(PARK_NS);
        }
    }

    @Override
    public void close()
    {
        isRunning = false;
        Await.ended(thread);
    }
}
