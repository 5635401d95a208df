package io.skein.internal.view;

import io.skein.LeakException;
import io.skein.internal.pool.PoolReader;

import org.agrona.ErrorHandler;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a retained view holds, apart from the view, so that it can be given back when the view itself was lost. Where
 * the view was retained is noted if the system property {@value #TRACE_PROPERTY} is {@code true}.
 */
final class Hold implements Runnable
{
    private static final String TRACE_PROPERTY = "skein.retain.trace";
    private static final boolean IS_TRACING = Boolean.getBoolean(TRACE_PROPERTY);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int FREE = 0;
    private static final int HELD = 1;

    private final String topic;
    private final ErrorHandler errorHandler;
    private final AtomicInteger state = new AtomicInteger(FREE);
    private PoolReader pool;
    private int slot;
    private Throwable where;

    private Hold(final String topic, final ErrorHandler errorHandler)
    {
        this.topic = topic;
        this.errorHandler = errorHandler;
    }

    /**
     * @param view         that will hold a slot; when it is lost, the slot comes back.
     * @param topic        of the subscriber.
     * @param errorHandler is told of a view that was lost.
     * @return nothing held yet.
     */
    static Hold of(final Object view, final String topic, final ErrorHandler errorHandler)
    {
        final Hold hold = new Hold(topic, errorHandler);
        CLEANER.register(view, hold);
        return hold;
    }

    boolean isHeld()
    {
        return HELD == state.get();
    }

    boolean tryBegin(final PoolReader newPool, final int newSlot, final long generation)
    {
        if (null != newPool && !newPool.tryHold(newSlot, generation))
        {
            return false;
        }
        pool = newPool;
        slot = newSlot;
        where = IS_TRACING ? new Throwable("retained here") : null;
        state.set(HELD);
        return true;
    }

    void requireHeld()
    {
        if (!isHeld())
        {
            throw new IllegalStateException("nothing is held: released twice, or never retained");
        }
    }

    void end()
    {
        if (!state.compareAndSet(HELD, FREE))
        {
            throw new IllegalStateException("released twice, by two threads at once");
        }
        final PoolReader held = pool;
        pool = null;
        where = null;
        if (null != held)
        {
            held.unhold(slot);
        }
    }

    /**
     * Somebody else unholds the slot.
     */
    void handOver()
    {
        pool = null;
        where = null;
        state.set(FREE);
    }

    /**
     * The view was lost.
     */
    @Override
    public void run()
    {
        if (isHeld() && null != pool)
        {
            final Throwable cause = where;
            end();
            errorHandler.onError(new LeakException("a retained view of topic " + topic +
                " was lost without release(); its slot has been given back" +
                (null == cause ? "; run with -D" + TRACE_PROPERTY + "=true to learn where it was retained" : ""),
                cause));
        }
    }
}
