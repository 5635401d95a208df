package io.skein.system;

import io.skein.message.MessageHandler;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Polls a subscriber of a pooled topic on a thread of its own and looks at each byte of each message, and that it is
 * the message that its place in the log says.
 */
final class PooledSink implements MessageHandler, AutoCloseable
{
    private static final int LIMIT = 2;
    private static final long PARK_NS = 50_000;

    private final MessageSubscriber subscriber;
    private final Map<Integer, Long> bases = new HashMap<>();
    private final Thread thread = new Thread(this::run, "pooled-sink");
    private volatile boolean isRunning = true;
    private volatile long received;
    private volatile long told;
    private volatile long last = -1;
    private volatile String corrupt;

    PooledSink(final MessageSubscriber subscriber)
    {
        this.subscriber = subscriber;
        thread.start();
    }

    long received()
    {
        return received;
    }

    /**
     * @return messages that were lapped under the handler.
     */
    long told()
    {
        return told;
    }

    /**
     * @return number of the latest message.
     */
    long last()
    {
        return last;
    }

    void requireIntact()
    {
        if (null != corrupt)
        {
            throw new AssertionError(corrupt);
        }
    }

    @Override
    public void onMessage(final MessageView view)
    {
        final String problem = problem(view, bases);
        if (null == problem)
        {
            last = Pattern.number(view.buffer());
        }
        else if (view.isValid())
        {
            corrupt = problem;
        }
        else
        {
            told = told + 1;
        }
        received = received + 1;
    }

    /**
     * @param view  of a message of {@link PooledSource}, valid or not.
     * @param bases what the sessions' numbers are ahead of their sequence; changed.
     * @return what is wrong with it, or null.
     */
    static String problem(final MessageView view, final Map<Integer, Long> bases)
    {
        final long number = Pattern.number(view.buffer());
        if (!Pattern.isWhole(view.buffer(), view.length()))
        {
            return "bytes of message " + number + " are not its own";
        }
        final long base = number - view.sequence();
        if (!view.isValid())
        {
            return "not valid";
        }
        final Long before = bases.putIfAbsent(view.sessionId(), base);
        return null == before || before == base ? null :
            "sequence " + view.sequence() + " is message " + number + ", not " + (before + view.sequence());
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
        requireIntact();
    }
}
