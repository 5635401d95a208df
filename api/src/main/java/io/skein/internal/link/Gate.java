package io.skein.internal.link;

import io.skein.internal.memory.Padded;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

abstract class GateFields extends Padded
{
    /**
     * Operations ended so far in the upper 48 bits, operations in flight in the lower 16.
     */
    long word;
    int state;
}

/**
 * Lets operations through while their memory is mapped, and lets somebody else close it and wait until none is left.
 * <p>
 * An operation costs two plain stores and two loads: no fence, no atomic instruction, unless the gate is shared by
 * threads. The thread that closes pays with a {@link HeavyFence}. An operation is a poll, an offer, or a claim until
 * its commit or abort.
 */
@SuppressWarnings("unused")
public final class Gate extends GateFields
{
    private static final int OPEN = 0;
    private static final int SUSPENDED = 1;
    private static final int CLOSED = 2;
    /**
     * Open and idle; the client's thread may {@link #tryBorrow()} what lies behind.
     */
    private static final int LENT = 3;
    /**
     * Open and in use; lent when that ends.
     */
    private static final int TAKEN = 4;
    private static final int BORROWED = 5;
    private static final long IN_FLIGHT_MASK = 0xFFFFL;
    private static final long ENDED_ONE = 0x10000L;
    private static final int SPINS_BEFORE_YIELD = 100;
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

    // Keeps what follows on the heap away from the fields above.
    byte q064, q065, q066, q067, q068, q069, q070, q071, q072, q073, q074, q075, q076, q077, q078, q079;
    byte q080, q081, q082, q083, q084, q085, q086, q087, q088, q089, q090, q091, q092, q093, q094, q095;
    byte q096, q097, q098, q099, q100, q101, q102, q103, q104, q105, q106, q107, q108, q109, q110, q111;
    byte q112, q113, q114, q115, q116, q117, q118, q119, q120, q121, q122, q123, q124, q125, q126, q127;

    private final boolean isShared;
    private final String what;
    private Thread owner;
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
            if (owner != Thread.currentThread())
            {
                changeOwner(current);
            }
            WORD.setOpaque(this, current + 1); // sync: gate, store before the load below; ordered by HeavyFence
        }

        if (OPEN != (int)STATE.getAcquire(this) && !takeBack()) // sync: gate
        {
            leave();
            return false;
        }
        return true;
    }

    /**
     * Begin an operation, if the gate is the caller's own and no other is in flight.
     *
     * @return false when it is another's, or shared, suspended or closed: {@link #tryEnter()} says which.
     */
    public boolean tryEnterAlone()
    {
        final long current = word;
        if (0 != (current & IN_FLIGHT_MASK) || owner != Thread.currentThread())
        {
            return false;
        }
        WORD.setOpaque(this, current + 1); // sync: gate, as in tryEnter
        if (OPEN != (int)STATE.getAcquire(this)) // sync: gate
        {
            leave();
            return false;
        }
        return true;
    }

    /**
     * A lent gate is its user's again, at the latest when the client's thread is done with it.
     */
    private boolean takeBack()
    {
        for (int spins = 0;; spins++)
        {
            final int current = (int)STATE.getVolatile(this);
            if (BORROWED == current && spins < SPINS_BEFORE_YIELD)
            {
                Thread.onSpinWait();
            }
            else if (BORROWED == current)
            {
                // The client's thread may need this processor.
                Thread.yield();
            }
            else if (LENT != current || STATE.compareAndSet(this, LENT, TAKEN)) // sync: lent
            {
                return OPEN == current || LENT == current || TAKEN == current;
            }
        }
    }

    /**
     * End an operation.
     */
    public void leave()
    {
        if (isShared)
        {
            WORD.getAndAdd(this, ENDED_ONE - 1);
            afterLeaving();
        }
        else
        {
            leaveOwn();
        }
    }

    /**
     * {@link #leave()} of a gate that is not shared.
     */
    public void leaveOwn()
    {
        WORD.setRelease(this, word + ENDED_ONE - 1); // sync: gate, what the operation did stays before
        afterLeaving();
    }

    private void afterLeaving()
    {
        if (OPEN != (int)STATE.getOpaque(this))
        {
            VarHandle.fullFence(); // sync: gate, word is stored before onIdle is loaded
            runIfIdle();
            lendAgain();
        }
    }

    /**
     * From now on the client's thread may do what the user of this gate could not, whenever no operation is in flight;
     * until it needs to no longer. Within an operation. Does nothing for a shared gate, which any thread can enter.
     */
    public void lend()
    {
        if (!isShared)
        {
            STATE.compareAndSet(this, OPEN, TAKEN);
        }
    }

    private void lendAgain()
    {
        if (TAKEN == (int)STATE.getOpaque(this) && !isBusy())
        {
            STATE.compareAndSet(this, TAKEN, LENT); // sync: lent, publishes what the operation did
        }
    }

    /**
     * Use what lies behind a gate that was lent. Only on the client's thread; {@link #giveBack} must follow soon, as
     * the user of the gate spins meanwhile.
     *
     * @return false when it is not lent, or in use.
     */
    public boolean tryBorrow()
    {
        return LENT == (int)STATE.getOpaque(this) && STATE.compareAndSet(this, LENT, BORROWED); // sync: lent
    }

    /**
     * @param isLent whether it is needed again.
     */
    public void giveBack(final boolean isLent)
    {
        // Unless it was closed meanwhile.
        STATE.compareAndSet(this, BORROWED, isLent ? LENT : OPEN); // sync: lent
    }

    /**
     * @return whether several threads may be within operations at once.
     */
    public boolean isShared()
    {
        return isShared;
    }

    /**
     * Within an operation.
     *
     * @return whether it is the only one in flight.
     */
    public boolean isAlone()
    {
        return 1 == (word & IN_FLIGHT_MASK);
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
        return !isShared && isBusy() && owner == Thread.currentThread();
    }

    /**
     * @return whether the calling thread was the last to begin an operation; never for a shared gate.
     */
    boolean isOwnedByCaller()
    {
        return !isShared && owner == Thread.currentThread();
    }

    long snapshot()
    {
        return (long)WORD.getVolatile(this); // sync: gate, load after the store to state
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
     * Let no new operation through until {@link #resume()}, and lend nothing any more. On the client's thread. A
     * {@link HeavyFence} must follow before {@link #isBusy()} can be trusted.
     */
    void suspend()
    {
        int current = (int)STATE.getVolatile(this);
        while (SUSPENDED != current && CLOSED != current &&
            !STATE.compareAndSet(this, current, SUSPENDED)) // sync: gate, store before the HeavyFence
        {
            current = (int)STATE.getVolatile(this);
        }
    }

    /**
     * Let no new operation through for ever. A {@link HeavyFence} must follow before {@link #isBusy()} can be trusted.
     *
     * @return false when it was closed before.
     */
    boolean close()
    {
        return CLOSED != (int)STATE.getAndSet(this, CLOSED); // sync: gate, store before the HeavyFence
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

    private void changeOwner(final long current)
    {
        final Thread caller = Thread.currentThread();
        final Thread previous = owner;
        if (Checks.ENABLED && isBusy(current))
        {
            throw new IllegalStateException(what + " belongs to one thread at a time: " + caller.getName() +
                " came in while " + (null == previous ? "another" : previous.getName()) +
                " was still at it; add a shared publisher, or one per thread");
        }
        owner = caller;
    }
}
