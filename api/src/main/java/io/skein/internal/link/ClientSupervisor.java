package io.skein.internal.link;

import io.aeron.Aeron;
import io.skein.Connection;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.idle.WaitStrategy;
import io.skein.internal.bell.Bells;
import org.agrona.SystemUtil;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentTerminationException;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Owns the Aeron client and the one thread that runs it.
 * <p>
 * Everything that Aeron's client does with its conductor happens on this thread: adding, closing, mapping, unmapping.
 * So a user's interrupt never reaches Aeron, an unmap never comes as a surprise, and when the driver goes away the
 * client can be thrown out and a new one made while publishers and subscribers stay what they are.
 */
public final class ClientSupervisor implements Runnable
{
    private static final long DUTY_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PROBE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /**
     * Name of the system property for how long the log of a publisher that left stays mapped, as in {@code 4s}.
     */
    private static final String LINGER_PROPERTY = "skein.image.linger";
    private static final long LINGER_NS =
        SystemUtil.getDurationInNanos(LINGER_PROPERTY, TimeUnit.SECONDS.toNanos(4));

    private final Connection connection;
    private final SkeinOptions options;
    private final DriverProbe probe;
    private final Drain drain = new Drain();
    private final UnmapGuard unmapGuard = new UnmapGuard(LINGER_NS);
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private final Bells bells;
    private final Rest rest;
    private final Thread thread;

    private Aeron aeron;
    private AgentInvoker invoker;
    private long clockNs;
    private long nextProbeNs = System.nanoTime();
    private boolean wasConnected;
    private String lossReason = "";
    private volatile String absence = "not looked yet";
    private volatile State state = State.DISCONNECTED;
    private volatile long stopDeadlineNs;
    private volatile boolean isStopping;

    /**
     * @param connection to the driver.
     * @param options    of the user.
     */
    public ClientSupervisor(final Connection connection, final SkeinOptions options)
    {
        this.connection = connection;
        this.options = options;
        probe = new DriverProbe(connection.aeronDirectory());
        final boolean isEvent = WaitStrategy.EVENT == options.waitStrategy();
        bells = new Bells(connection.hook(), isEvent);
        rest = new Rest(DUTY_INTERVAL_NS, isEvent);
        thread = new Thread(this, "skein-client");
        thread.setDaemon(true);
    }

    /**
     * Start the thread.
     */
    public void start()
    {
        thread.start();
    }

    /**
     * @return where the client stands.
     */
    public State state()
    {
        return state;
    }

    /**
     * @return why there is no driver; meaningful while not connected.
     */
    public String absence()
    {
        return absence;
    }

    /**
     * @return whether the caller is the client's own thread, which must never wait for itself.
     */
    public boolean isOwnThread()
    {
        return Thread.currentThread() == thread;
    }

    /**
     * Look after a link from now on. From any thread.
     *
     * @param link to add.
     */
    void add(final Link link)
    {
        run(() ->
        {
            links.add(link);
            if (null != aeron)
            {
                link.onConnected(aeron);
            }
        });
    }

    /**
     * A link's gate is closed and nothing is in flight: end it. From any thread.
     *
     * @param link     to remove.
     * @param onClosed to run when it is gone; on the client's thread.
     */
    void remove(final Link link, final Runnable onClosed)
    {
        run(() ->
        {
            leaving.add(new Leaving(link, onClosed, Timeouts.deadlineNs(options.closeTimeout())));
            endLeaving(System.nanoTime());
        });
    }

    private void endLeaving(final long nowNs)
    {
        leaving.removeIf((one) ->
        {
            final boolean isOver = null == aeron || one.deadlineNs - nowNs <= 0 || one.link.hasEnded();
            if (isOver)
            {
                if (links.remove(one.link))
                {
                    one.link.onClosed();
                }
                one.onClosed.run();
            }
            return isOver;
        });
    }

    /**
     * Run something on the client's thread. From any thread.
     *
     * @param command to run.
     */
    void run(final Runnable command)
    {
        commands.add(command);
        rest.reset();
        LockSupport.unpark(thread);
    }

    void onDeparture(final Gate gate)
    {
        unmapGuard.onDeparture(gate, clockNs);
    }

    void reportError(final Throwable error)
    {
        try
        {
            options.errorHandler().onError(error);
        }
        catch (final Throwable ignore)
        {
            // There is nobody left to tell, and neither the client nor a poll may end because of it.
        }
    }

    /**
     * @return how long this thread rests.
     */
    Rest rest()
    {
        return rest;
    }

    /**
     * @return how threads are woken.
     */
    Bells bells()
    {
        return bells;
    }

    /**
     * @return what accepted messages have still to be read.
     */
    Drain drain()
    {
        return drain;
    }

    /**
     * Close the client as soon as all links are gone and what was published has been read, or the time is up. From any
     * thread; the first deadline counts.
     *
     * @param deadlineNs by {@link System#nanoTime()}.
     */
    void stop(final long deadlineNs)
    {
        synchronized (thread)
        {
            if (!isStopping)
            {
                stopDeadlineNs = deadlineNs;
                isStopping = true;
            }
        }
        LockSupport.unpark(thread);
    }

    /**
     * Wait until the thread has ended. Never from that thread.
     */
    void awaitStopped()
    {
        boolean isInterrupted = false;
        while (thread.isAlive())
        {
            try
            {
                if (0 == connection.hook().runDutyCycle())
                {
                    thread.join(1);
                }
            }
            catch (final InterruptedException ex)
            {
                isInterrupted = true;
            }
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run()
    {
        while (!isStopping || isDraining(System.nanoTime()))
        {
            int workCount = 0;
            try
            {
                // Aeron's client gives up for good when it finds an interrupt, whoever it was meant for.
                Thread.interrupted();
                workCount += runCommands();
                workCount += null == aeron ? tryConnect(System.nanoTime()) : serve(System.nanoTime());
            }
            catch (final LeakedMappings ex)
            {
                // Aeron has reported it.
                workCount = 1;
            }
            catch (final Throwable ex)
            {
                reportError(ex);
            }
            if (0 == workCount)
            {
                rest.park();
            }
        }
        try
        {
            runCommands();
            disconnect();
            endLeaving(System.nanoTime());
        }
        catch (final Throwable ex)
        {
            reportError(ex);
        }
        finally
        {
            bells.close();
            changeState(State.CLOSED, "closed by the user");
        }
    }

    /**
     * Links that are closed but still in use, or messages that are accepted but not yet read.
     */
    private boolean isDraining(final long nowNs)
    {
        return null != aeron && stopDeadlineNs - nowNs > 0 &&
            !(links.isEmpty() && commands.isEmpty() && drain.isEmpty());
    }

    private int runCommands()
    {
        int workCount = 0;
        Runnable command;
        while (null != (command = commands.poll()))
        {
            try
            {
                command.run();
            }
            catch (final Throwable ex)
            {
                reportError(ex);
            }
            ++workCount;
        }
        return workCount;
    }

    private int tryConnect(final long nowNs)
    {
        if (nowNs - nextProbeNs < 0)
        {
            return 0;
        }
        nextProbeNs = nowNs + PROBE_INTERVAL_NS;

        final Aeron.Context context = new Aeron.Context()
            .aeronDirectoryName(connection.aeronDirectory().toString())
            .useConductorAgentInvoker(true)
            .resourceLingerDurationNs(LINGER_NS)
            .nanoClock(() -> clockNs)
            .errorHandler(this::onClientError)
            .clientName("skein");
        absence = probe.absence(context.driverTimeoutMs());
        if (null != absence)
        {
            return 0;
        }

        if (wasConnected)
        {
            changeState(State.RECONNECTING, "a driver is back in " + connection.aeronDirectory());
        }
        probe.attach();
        lossReason = "";
        clockNs = nowNs;
        aeron = Aeron.connect(context);
        aeron.addCloseHandler(this::beforeUnmap);
        invoker = aeron.conductorAgentInvoker();
        wasConnected = true;
        bells.attach(connection.aeronDirectory(), options.errorHandler());
        for (final Link link : links)
        {
            link.onConnected(aeron);
        }
        changeState(State.CONNECTED, "connected to the driver in " + connection.aeronDirectory());
        return 1;
    }

    private int serve(final long nowNs)
    {
        if (unmapGuard.mayAdvance(nowNs))
        {
            clockNs = nowNs;
        }
        int workCount = invoker.invoke();
        if (!invoker.isRunning())
        {
            aeron.close();
        }
        if (!aeron.isClosed() && nowNs - nextProbeNs >= 0)
        {
            nextProbeNs = nowNs + PROBE_INTERVAL_NS;
            if (probe.isReplaced())
            {
                lossReason = "the driver in " + connection.aeronDirectory() + " was restarted";
                disconnect();
            }
        }

        if (null == aeron || aeron.isClosed())
        {
            disconnect();
            changeState(State.DISCONNECTED, lossReason.isEmpty() ? "the Aeron client was closed" : lossReason);
            return 1;
        }

        for (int i = links.size() - 1; i >= 0; i--)
        {
            workCount += links.get(i).doWork(nowNs);
        }
        endLeaving(nowNs);
        drain.update(aeron.countersReader());
        return workCount;
    }

    private void onClientError(final Throwable error)
    {
        if (error instanceof AgentTerminationException)
        {
            // The cause has come before.
            return;
        }
        lossReason = error.toString();
        reportError(error);
    }

    private void disconnect()
    {
        if (null == aeron)
        {
            return;
        }
        try
        {
            aeron.close();
        }
        catch (final LeakedMappings ignore)
        {
            // Aeron has reported it.
        }
        aeron = null;
        invoker = null;
        bells.detach();
        unmapGuard.clear();
        drain.clear();
        for (final Link link : links)
        {
            link.onDisconnected();
        }
    }

    /**
     * Called by the Aeron client before it unmaps everything, for whatever reason it closes.
     */
    private void beforeUnmap()
    {
        for (final Link link : links)
        {
            link.gate().suspend();
        }
        HeavyFence.run();
        final long deadlineNs = isStopping ? stopDeadlineNs : Timeouts.deadlineNs(options.closeTimeout());
        final StringBuilder busy = new StringBuilder();
        for (final Link link : links)
        {
            while (link.gate().isBusy() && deadlineNs - System.nanoTime() > 0)
            {
                connection.hook().runDutyCycle();
                link.gate().awaitIdle(System.nanoTime() + DUTY_INTERVAL_NS / 4);
            }
            if (link.gate().isBusy())
            {
                busy.append(busy.isEmpty() ? "" : ", ").append(link.gate().what());
            }
        }
        if (!busy.isEmpty())
        {
            throw new LeakedMappings(busy + " still in use after closeTimeout=" + options.closeTimeout() +
                ": memory of the Aeron client stays mapped; end claims and handlers sooner, or raise closeTimeout");
        }
    }

    private void changeState(final State to, final String reason)
    {
        final State from = state;
        if (from == to)
        {
            return;
        }
        state = to;
        bells.wakeAll();
        try
        {
            options.stateListener().onStateChange(from, to, reason);
        }
        catch (final Throwable ex)
        {
            reportError(ex);
        }
    }

    private record Leaving(Link link, Runnable onClosed, long deadlineNs)
    {
    }
}
