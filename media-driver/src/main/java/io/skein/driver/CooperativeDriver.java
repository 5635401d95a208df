package io.skein.driver;

import io.skein.idle.CooperativeHook;
import org.agrona.ErrorHandler;
import org.agrona.collections.ArrayUtil;
import org.agrona.concurrent.AgentTerminationException;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets any number of threads run the duty cycle of a driver in turn: whoever is idle and finds it free.
 * <p>
 * A parked pump thread is the floor: it runs the driver when nobody else does, and it alone takes the commands of
 * clients, because they open, allocate and map files. That is slow, and the files' channels would be closed by an
 * interrupt meant for the application. For the same reason a thread with its interrupt flag set never runs the driver.
 * <p>
 * See docs/adr/0001-cooperative-driver.md.
 */
final class CooperativeDriver extends CooperativeState implements CooperativeHook
{
    private static final Runnable[] NO_LISTENERS = new Runnable[0];
    private static final int BUSY_CYCLES_LIMIT = 64;
    private static final long CLOSE_PARK_NS = 50_000;
    private static final long PUMP_JOIN_MS = 2_000;

    private final DutyCycle cycle;
    private final DriverWork work;
    private final ErrorHandler errorHandler;
    private final Runnable onClosed;
    private final PumpRest pumpRest;
    private final Thread pump;
    private volatile Runnable[] listeners = NO_LISTENERS;

    /**
     * Written only by the thread that holds the duty cycle; others compare it with themselves only.
     */
    private Thread owner;
    private boolean isCloseRequested;
    private volatile boolean isClosing;

    /**
     * @param cycle          to run; called by one thread at a time.
     * @param work           tells and does what only the pump may do.
     * @param errorHandler   gets what a cycle throws.
     * @param onClosed       closes the driver: nobody is in the cycle and nobody ever will be.
     * @param pumpIntervalNs between two looks of the pump.
     */
    CooperativeDriver(
        final DutyCycle cycle,
        final DriverWork work,
        final ErrorHandler errorHandler,
        final Runnable onClosed,
        final long pumpIntervalNs)
    {
        this.cycle = cycle;
        this.work = work;
        this.errorHandler = errorHandler;
        this.onClosed = onClosed;
        pumpRest = new PumpRest(pumpIntervalNs);
        pump = new Thread(this::pump, "skein-driver-pump");
        pump.setDaemon(true);
    }

    CooperativeDriver start()
    {
        pump.start();
        return this;
    }

    @Override
    public int runDutyCycle()
    {
        if (FREE != stateOpaque() || isPumpWanted())
        {
            return 0;
        }
        final Thread self = Thread.currentThread();
        if (self.isInterrupted() || !tryMove(FREE, BUSY))
        {
            return 0;
        }
        owner = self;
        int workCount = 0;
        boolean isStopped = false;
        boolean isHeavy = false;
        try
        {
            isHeavy = work.isWaiting();
            if (isHeavy)
            {
                pumpWanted(true);
            }
            else
            {
                workCount = cycle.run(work.isLightNext());
            }
        }
        catch (final Throwable ex)
        {
            isStopped = isStopped(ex);
        }
        release(isStopped);
        if (isHeavy)
        {
            // Only then: a permit given to a pump that is awake would keep it awake, cycle after cycle.
            LockSupport.unpark(pump);
        }
        if (workCount > 0)
        {
            tellListeners();
        }
        return workCount;
    }

    @Override
    public synchronized boolean addListener(final Runnable listener)
    {
        listeners = ArrayUtil.add(listeners, listener);
        return true;
    }

    @Override
    public synchronized void removeListener(final Runnable listener)
    {
        listeners = ArrayUtil.remove(listeners, listener);
    }

    private void tellListeners()
    {
        for (final Runnable listener : listeners)
        {
            listener.run();
        }
    }

    /**
     * Ends all duty cycles, then closes the driver. Waits for the cycle that is under way, unless called from within
     * it: then the driver closes as soon as that cycle is over.
     */
    void close()
    {
        if (isOwner())
        {
            isCloseRequested = true;
            return;
        }
        isClosing = true;
        while (!tryMove(FREE, CLOSED) && !tryMove(STOPPED, CLOSED))
        {
            if (CLOSED == stateAcquire())
            {
                return;
            }
            LockSupport.parkNanos(CLOSE_PARK_NS);
        }
        closed();
    }

    /**
     * @return whether the calling thread is inside the duty cycle.
     */
    boolean isOwner()
    {
        return owner == Thread.currentThread();
    }

    Thread pumpThread()
    {
        return pump;
    }

    private void closed()
    {
        if (pump != Thread.currentThread())
        {
            LockSupport.unpark(pump);
            joinPump();
        }
        onClosed.run();
    }

    private void joinPump()
    {
        try
        {
            pump.join(PUMP_JOIN_MS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }

    private void release(final boolean isStopped)
    {
        owner = null;
        if (isCloseRequested)
        {
            leave(CLOSED);
            closed();
        }
        else
        {
            leave(isStopped ? STOPPED : FREE);
        }
    }

    private boolean isStopped(final Throwable ex)
    {
        try
        {
            errorHandler.onError(ex);
        }
        catch (final Throwable ignore)
        {
            // An error handler that fails must not take an idle thread of the application down with it.
        }
        return ex instanceof AgentTerminationException;
    }

    private void pump()
    {
        while (!isClosing && stateAcquire() < STOPPED)
        {
            // Whoever interrupts this thread means something else, and an interrupt would close the driver's files.
            Thread.interrupted();
            final long restNs = pumpRest.afterLook(isQuiet());
            if (isPumpWanted())
            {
                Thread.yield();
            }
            else
            {
                LockSupport.parkNanos(this, restNs);
            }
        }
    }

    /**
     * The pump's look at the driver: runs it while it has something to do.
     *
     * @return whether there was nothing to do but to take note that an idle client is alive. Who finds the driver taken
     *     knows that there was something.
     */
    boolean isQuiet()
    {
        return tryMove(FREE, BUSY) && 0 == pumpOnce();
    }

    private int pumpOnce()
    {
        owner = pump;
        boolean isStopped = false;
        boolean isMoreWaiting = false;
        int cycles = 0;
        int workCount = 0;
        boolean isKeepAlive = false;
        try
        {
            isKeepAlive = work.isLightNext();
            for (int count = 1; count > 0 && cycles < BUSY_CYCLES_LIMIT; )
            {
                count = work.runDeferred() + cycle.run(true);
                workCount += count;
                cycles += count > 0 ? 1 : 0;
                Thread.interrupted();
            }
            isMoreWaiting = work.isWaiting();
        }
        catch (final Throwable ex)
        {
            isStopped = isStopped(ex);
        }
        pumpWanted(isMoreWaiting);
        release(isStopped);
        if (isKeepAlive && 1 == workCount)
        {
            return 0;
        }
        if (cycles > 0)
        {
            tellListeners();
        }
        return cycles;
    }

    /**
     * One cycle of a driver.
     */
    @FunctionalInterface
    interface DutyCycle
    {
        /**
         * @param takesCommands whether commands of clients may be taken, too.
         * @return how much work was done.
         * @throws Exception from the driver's agents.
         */
        int run(boolean takesCommands) throws Exception;
    }

    /**
     * What must not run on a thread of the application. Called only inside the duty cycle.
     */
    interface DriverWork
    {
        /**
         * @return whether the next cycle may be heavy. Cheap.
         */
        boolean isWaiting();

        /**
         * @return whether the next command of a client, and the only one in a cycle, is a keep-alive. Cheap.
         */
        boolean isLightNext();

        /**
         * @return how much was done of what an idle thread put aside.
         */
        int runDeferred();
    }
}
