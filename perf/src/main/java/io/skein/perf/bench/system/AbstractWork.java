package io.skein.perf.bench.system;

import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.IntSupplier;

/**
 * What one thread does by itself, measured apart from any message: each sending is one piece of work.
 */
abstract class AbstractWork implements Transport, Sender, Receiver
{
    private final IdleStrategy idleStrategy;
    private MessageSink sink;
    private long worked = -1;
    private long corrupted;

    AbstractWork(final EndSpec spec, final IntSupplier hook)
    {
        idleStrategy = WaitStrategy.of(spec.waitStrategy()).newIdleStrategy(hook::getAsInt);
    }

    /**
     * Do it once.
     *
     * @return whether all went well.
     */
    abstract boolean work();

    @Override
    public final Sender newSender(final Route route, final Content content)
    {
        return this;
    }

    @Override
    public final Receiver newReceiver(
        final Route route, final Content content, final MessageSink newSink, final int limit)
    {
        sink = newSink;
        return this;
    }

    @Override
    public final IdleStrategy newIdleStrategy()
    {
        return idleStrategy;
    }

    @Override
    public final boolean isConnected()
    {
        return true;
    }

    @Override
    public final boolean trySend(final long value)
    {
        worked = value;
        if (!work())
        {
            ++corrupted;
        }
        return true;
    }

    @Override
    public final int poll()
    {
        sink.onMessage(worked);
        return 1;
    }

    @Override
    public final long corrupted()
    {
        return corrupted;
    }

    @Override
    public void close()
    {
        // The collector has the memory.
    }
}
