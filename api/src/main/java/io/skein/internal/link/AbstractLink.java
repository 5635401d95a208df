package io.skein.internal.link;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.RegistrationException;

import java.util.concurrent.TimeUnit;

/**
 * What publication and subscription links have in common: gate, first readiness, and asking again after a failure.
 */
public abstract class AbstractLink implements Link
{
    private static final long RETRY_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    final ClientSupervisor supervisor;
    private final Gate gate;
    private final String what;
    private final Readiness readiness = new Readiness();
    private Aeron aeron;
    private boolean isPending;
    private boolean isAdopted;
    private long retryNs;

    AbstractLink(final ClientSupervisor supervisor, final String what, final boolean isShared)
    {
        this.supervisor = supervisor;
        this.what = what;
        gate = new Gate(what, isShared);
    }

    /**
     * Ask the driver for everything.
     *
     * @param client to ask with.
     */
    abstract void request(Aeron client);

    /**
     * @param client asked.
     * @return whether everything has been granted; may be called again after true.
     */
    abstract boolean isGranted(Aeron client);

    /**
     * Take over what was granted. Nothing is in flight.
     *
     * @param client asked.
     */
    abstract void adopt(Aeron client);

    /**
     * Take back what was asked for or granted.
     *
     * @param client asked.
     */
    abstract void release(Aeron client);

    /**
     * Forget what the driver has refused: it knows nothing of it.
     *
     * @param registrationId that was asked for.
     */
    abstract void forget(long registrationId);

    /**
     * Forget everything of a client that is gone.
     */
    abstract void forget();

    /**
     * Closed for good; everything is given back.
     */
    abstract void ended();

    /**
     * Refresh what other threads may ask about.
     *
     * @return false when the driver has taken back what it had granted.
     */
    abstract boolean sample();

    @Override
    public final Gate gate()
    {
        return gate;
    }

    /**
     * @return what this link is, for messages.
     */
    public final String what()
    {
        return what;
    }

    final Readiness readiness()
    {
        return readiness;
    }

    final void askAgain()
    {
        if (null != aeron && !isPending)
        {
            isPending = true;
            isAdopted = false;
            retryNs = System.nanoTime();
            gate.suspend();
            HeavyFence.run();
        }
    }

    @Override
    public final void onConnected(final Aeron client)
    {
        aeron = client;
        isPending = true;
        retryNs = 0;
        try
        {
            request(client);
        }
        catch (final AeronException ex)
        {
            retryNs = System.nanoTime() + RETRY_INTERVAL_NS;
        }
    }

    @Override
    public final int doWork(final long nowNs)
    {
        if (!isPending)
        {
            if (isAdopted && !sample())
            {
                askAgain();
            }
            return 0;
        }
        try
        {
            if (0 != retryNs)
            {
                if (nowNs - retryNs < 0 || gate.isBusy())
                {
                    return 0;
                }
                retryNs = 0;
                release(aeron);
                request(aeron);
            }
            if (isGranted(aeron) && !gate.isBusy())
            {
                adopt(aeron);
                isPending = false;
                isAdopted = true;
                sample();
                gate.resume();
                readiness.ready();
                return 1;
            }
        }
        catch (final RegistrationException ex)
        {
            onRefused(ex, nowNs);
        }
        catch (final AeronException ex)
        {
            // The client is about to close, and says why by itself; or the driver takes no commands just now.
            retryNs = nowNs + RETRY_INTERVAL_NS;
        }
        return 0;
    }

    @Override
    public final void onDisconnected()
    {
        gate.suspend();
        aeron = null;
        isPending = false;
        isAdopted = false;
        forget();
    }

    @Override
    public final void onClosed()
    {
        if (null != aeron)
        {
            release(aeron);
        }
        onDisconnected();
        ended();
    }

    private void onRefused(final RegistrationException ex, final long nowNs)
    {
        forget(ex.correlationId());
        if (readiness.isReady())
        {
            supervisor.reportError(ex);
            retryNs = nowNs + RETRY_INTERVAL_NS;
        }
        else
        {
            isPending = false;
            readiness.failed(what, ex);
        }
    }
}
