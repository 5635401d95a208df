package io.skein.internal.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

@SuppressWarnings("unused")
abstract class GatePadding0
{
    byte p000, p001, p002, p003, p004, p005, p006, p007, p008, p009, p010, p011, p012, p013, p014, p015;
    byte p016, p017, p018, p019, p020, p021, p022, p023, p024, p025, p026, p027, p028, p029, p030, p031;
    byte p032, p033, p034, p035, p036, p037, p038, p039, p040, p041, p042, p043, p044, p045, p046, p047;
    byte p048, p049, p050, p051, p052, p053, p054, p055, p056, p057, p058, p059, p060, p061, p062, p063;
}

abstract class GateFields extends GatePadding0
{
    /**
     * Operations ended so far in the upper 48 bits, operations in flight in the lower 16.
     */
    long word;
    long ownerId;
    int state;
}

/**
 * Lets operations through while their memory is mapped, and lets somebody else close it and wait until none is left.
 * <p>
 * An operation costs two plain stores and two loads: no fence, no atomic instruction, unless the gate is shared by
 * threads. The thread that closes pays with a {@link HeavyFence}. An operation is a poll, an offer, or a claim until its
 * commit or abort.
 */
public final class Gate extends GateFields
{
    private static final int OPEN = 0;
    private static final int SUSPENDED = 1;
    private static final int CLOSED = 2;
    private static final long IN_FLIGHT_MASK = 0xFFFFL;
    private static final long ENDED_ONE = 0x10000L;
    private static final long POLL_INTERVAL_NS = 50_000;

    private static final VarHandle WORD;
    private static final VarHandle STATE;

    static
    {
        try
        {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(GateFields.class, "word", long.class);
            STATE = lookup.findVarHandle(GateFields.class, "state", int.class);
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new ExceptionInInitializerError(ex);
        }
    }

    byte p064, p065, p066, p067, p068, p069, p070, p071, p072, p073, p074, p075, p076, p077, p078, p079;
    byte p080, p081, p082, p083, p084, p085, p086, p087, p088, p089, p090, p091, p092, p093, p094, p095;
    byte p096, p097, p098, p099, p100, p101, p102, p103, p104, p105, p106, p107, p108, p109, p110, p111;
    byte p112, p113, p114, p115, p116, p117, p118, p119, p120, p121, p122, p123, p124, p125, p126, p127;

    private final boolean isShared;
    private final String what;
    private final AtomicReference<Runnable> onIdle = new AtomicReference<>();

    /**
     * Starts suspended.
     *
     * @param what     is behind the gate, for messages.
     * @param isShared whether operations may come from several threads at once.
     */
    public Gate(final String what, final boolean isShared)
    {
        this.what = what;
        this.isShared = isShared;
        state = SUSPENDED;
    }

    /**
     * Begin an operation. What {@link #resume()}'s caller wrote before is visible to it.
     *
     * @return false when the gate is suspended or closed: the operation must not go on, nor {@link #leave()}.
     * @throws IllegalStateException when another thread is in an operation and the gate is not shared.
     */
    public boolean tryEnter()
    {
        if (isShared)
        {
            WORD.getAndAdd(this, 1L);
        }
        else
        {
            final long current = word;
            if (Checks.ENABLED)
            {
                checkThread(current);
            }
            WORD.setOpaque(this, current + 1); // sync: gate, store before the load below; ordered by HeavyFence
        }

        if (OPEN != (int)STATE.getAcquire(this)) // sync: gate
        {
            leave();
            return false;
        }
        return true;
    }

    /**
     * End an operation.
     */
    public void leave()
    {
        if (isShared)
        {
            WORD.getAndAdd(this, ENDED_ONE - 1);
        }
        else
        {
            WORD.setRelease(this, word + ENDED_ONE - 1); // sync: gate, what the operation did stays before
        }

        if (OPEN != (int)STATE.getOpaque(this))
        {
            VarHandle.fullFence();
            runIfIdle();
        }
    }

    /**
     * @return whether {@link #close()} was called.
     */
    public boolean isClosed()
    {
        return CLOSED == (int)STATE.getVolatile(this);
    }

    /**
     * @return whether the calling thread is within an operation, as far as can be told: never for a shared gate.
     */
    public boolean isEnteredByCaller()
    {
        return !isShared && isBusy() && ownerId == Thread.currentThread().getId();
    }

    long snapshot()
    {
        return (long)WORD.getVolatile(this);
    }

    static boolean isBusy(final long snapshot)
    {
        return 0 != (snapshot & IN_FLIGHT_MASK);
    }

    boolean isBusy()
    {
        return isBusy(snapshot());
    }

    String what()
    {
        return what;
    }

    /**
     * Let operations through again, unless closed. Called when none is in flight.
     */
    void resume()
    {
        STATE.compareAndSet(this, SUSPENDED, OPEN); // sync: gate, publishes what lies behind it
    }

    /**
     * Let no new operation through until {@link #resume()}. A {@link HeavyFence} must follow before
     * {@link #isBusy()} can be trusted.
     */
    void suspend()
    {
        STATE.compareAndSet(this, OPEN, SUSPENDED);
    }

    /**
     * Let no new operation through for ever. A {@link HeavyFence} must follow before {@link #isBusy()} can be trusted.
     *
     * @return false when it was closed before.
     */
    boolean close()
    {
        return CLOSED != (int)STATE.getAndSet(this, CLOSED);
    }

    /**
     * Wait until no operation is in flight; after {@link #suspend()} or {@link #close()} and a {@link HeavyFence}.
     *
     * @param deadlineNs by {@link System#nanoTime()}.
     * @return false when the time is up first, or the calling thread itself is in an operation.
     */
    boolean awaitIdle(final long deadlineNs)
    {
        boolean isInterrupted = false;
        while (isBusy() && !isEnteredByCaller() && deadlineNs - System.nanoTime() > 0)
        {
            LockSupport.parkNanos(POLL_INTERVAL_NS);
            isInterrupted |= Thread.interrupted();
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
        return !isBusy();
    }

    /**
     * Run an action once no operation is in flight: now, or on the thread that ends the last one. After
     * {@link #close()}.
     *
     * @param action to run exactly once.
     */
    void whenIdle(final Runnable action)
    {
        onIdle.set(action);
        runIfIdle();
    }

    private void runIfIdle()
    {
        if (null != onIdle.get() && !isBusy())
        {
            final Runnable action = onIdle.getAndSet(null);
            if (null != action)
            {
                action.run();
            }
        }
    }

    private void checkThread(final long current)
    {
        final long callerId = Thread.currentThread().getId();
        if (isBusy(current) && ownerId != callerId)
        {
            throw new IllegalStateException(what + " belongs to one thread at a time: thread " + callerId +
                " came in while thread " + ownerId + " was still at it; add a shared publisher, or one per thread");
        }
        ownerId = callerId;
    }
}
