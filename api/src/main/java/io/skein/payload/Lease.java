package io.skein.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts the open payloads on borrowed memory: the one that borrowed it and its slices. When the last is closed, the
 * owner is let go and the release callback runs, once. Thread-safe; a lease that is free may be begun again by one
 * thread.
 */
final class Lease
{
    private static final VarHandle HOLDERS;

    static
    {
        try
        {
            HOLDERS = MethodHandles.lookup().findVarHandle(Lease.class, "holders", int.class);
        }
        catch (final ReflectiveOperationException impossible)
        {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final int FREE = 0;
    private static final int ENDING = 1;

    /**
     * FREE, or ENDING plus the number of holders: whoever takes the last holder away has the lease to itself until it
     * says FREE.
     */
    private volatile int holders;
    private Object owner;
    private Runnable release;

    boolean isFree()
    {
        return FREE == holders;
    }

    /**
     * @param newOwner   what keeps the memory alive; may be null.
     * @param newRelease to run when the last holder is gone; may be null.
     */
    void begin(final Object newOwner, final Runnable newRelease)
    {
        owner = newOwner;
        release = newRelease;
        HOLDERS.setRelease(this, ENDING + 1); // sync: holders
    }

    /**
     * @return whether there is one more holder now; false when the last one is gone already.
     */
    boolean retain()
    {
        int current = holders;
        while (current > ENDING && !HOLDERS.compareAndSet(this, current, current + 1))
        {
            current = holders;
        }
        return current > ENDING;
    }

    /**
     * One holder less. What the callback throws is thrown to the caller; the lease is free all the same.
     */
    void release()
    {
        if (ENDING + 1 == (int)HOLDERS.getAndAdd(this, -1))
        {
            final Runnable callback = release;
            owner = null;
            release = null;
            HOLDERS.setRelease(this, FREE); // sync: holders
            if (null != callback)
            {
                callback.run();
            }
        }
    }
}
