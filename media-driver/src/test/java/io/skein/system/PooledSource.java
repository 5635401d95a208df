package io.skein.system;

import io.skein.message.Claim;
import io.skein.message.MessagePublisher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes numbered messages in slots on a thread of its own, about a thousand a second.
 */
final class PooledSource implements AutoCloseable
{
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PARK_NS = 500_000;

    private final MessagePublisher publisher;
    private final int length;
    private final long base;
    private final Thread thread = new Thread(this::run, "pooled-source");
    private volatile boolean isRunning = true;
    private volatile long accepted;
    private volatile Throwable failure;

    PooledSource(final MessagePublisher publisher, final int length, final long base)
    {
        this.publisher = publisher;
        this.length = length;
        this.base = base;
        thread.start();
    }

    long accepted()
    {
        if (null != failure)
        {
            throw new AssertionError("the publisher stopped after " + accepted + ": " + publisher.stats(), failure);
        }
        return accepted;
    }

    MessagePublisher publisher()
    {
        return publisher;
    }

    /**
     * End the thread; the publisher is the caller's from here on.
     */
    void finish()
    {
        isRunning = false;
        Await.ended(thread);
        accepted();
    }

    /**
     * Publish one message, waiting.
     *
     * @return whether it was accepted.
     */
    static boolean publish(final MessagePublisher publisher, final int length, final long number)
    {
        try (Claim claim = publisher.claim(length, PATIENCE))
        {
            Pattern.fill(claim.data(), length, number);
            return claim.commit() > 0;
        }
    }

    private void run()
    {
        try
        {
            while (isRunning)
            {
                if (publish(publisher, length, base + accepted))
                {
                    accepted = accepted + 1;
                }
                LockSupport.parkNanos(PARK_NS);
            }
        }
        catch (final Throwable ex)
        {
            failure = ex;
        }
    }

    @Override
    public void close()
    {
        finish();
    }
}
