package io.skein.system;

import io.skein.message.MessageHandler;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;

import java.util.concurrent.locks.LockSupport;

/**
 * Polls a subscriber on a thread of its own and looks at each byte.
 */
final class Sink implements MessageHandler, AutoCloseable
{
    private static final int LIMIT = 20;
    private static final long PARK_NS = 50_000;

    private final MessageSubscriber subscriber;
    private final Thread thread = new Thread(this::run, "sink");
    private volatile boolean isRunning = true;
    private volatile long received;
    private volatile long corrupt;
    private volatile long last = -1;

    Sink(final MessageSubscriber subscriber)
    {
        this.subscriber = subscriber;
        thread.start();
    }

    long received()
    {
        return received;
    }

    long corrupt()
    {
        return corrupt;
    }

    /**
     * @return number of the latest message.
     */
    long last()
    {
        return last;
    }

    @Override
    public void onMessage(final MessageView view)
    {
        if (!Pattern.isWhole(view.buffer(), view.length()))
        {
            corrupt = corrupt + 1;
        }
        last = Pattern.number(view.buffer());
        received = received + 1;
    }

    private void run()
    {
        while (isRunning)
        {
            if (0 == subscriber.poll(this, LIMIT))
            {
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }

    @Override
    public void close()
    {
        isRunning = false;
        Await.ended(thread);
    }
}
