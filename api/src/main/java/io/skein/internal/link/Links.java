package io.skein.internal.link;

import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.skein.ClosedException;
import io.skein.Connection;
import io.skein.DriverException;
import io.skein.InterruptedWaitException;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.WaitTimeoutException;
import io.skein.idle.WaitStrategy;
import io.skein.internal.bell.Source;
import io.skein.internal.pool.PoolPaths;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * All publishers and subscribers of one Skein: how they come, wait and go. Safe for any thread.
 */
public final class Links implements AutoCloseable
{
    private static final long PARK_NS = 100_000;

    private final Connection connection;
    private final SkeinOptions options;
    private final ClientSupervisor supervisor;
    private final Set<AbstractLink> open = ConcurrentHashMap.newKeySet();
    private final Queue<Thread> background = new ConcurrentLinkedQueue<>();
    private volatile boolean isClosed;

    /**
     * Not connected yet.
     *
     * @param connection to the driver.
     * @param options    of the user.
     * @throws DriverException when there is no driver within the connect timeout.
     */
    public Links(final Connection connection, final SkeinOptions options)
    {
        this.connection = connection;
        this.options = options;
        supervisor = new ClientSupervisor(connection, options);
    }

    /**
     * Start, and wait for the driver.
     *
     * @throws DriverException when there is none within the connect timeout.
     */
    public void connect()
    {
        supervisor.start();
        try
        {
            awaitUntil(() -> State.CONNECTED == supervisor.state(), options.connectTimeout(), () -> false);
        }
        catch (final InterruptedWaitException ex)
        {
            stop();
            throw ex;
        }
        if (State.CONNECTED != supervisor.state())
        {
            final String absence = supervisor.absence();
            stop();
            throw new DriverException("no media driver: " + absence + " (waited connectTimeout=" +
                options.connectTimeout().toMillis() + " ms); start one with ./skein driver --aeron-dir " +
                connection.aeronDirectory() + ", or embed one with EmbeddedDriver.launch()");
        }
    }

    /**
     * @param fixed what to sleep on with the strategy {@code event}, or none for what the thread polls.
     * @return a new idle strategy by the options, for one thread.
     */
    public IdleStrategy newIdleStrategy(final Source... fixed)
    {
        return WaitStrategy.EVENT == options.waitStrategy() ?
            supervisor.bells().newIdleStrategy(fixed) :
            options.waitStrategy().newIdleStrategy(connection.hook());
    }

    /**
     * @return where the client stands.
     */
    public State state()
    {
        return supervisor.state();
    }

    /**
     * @return of the user.
     */
    public SkeinOptions options()
    {
        return options;
    }

    /**
     * @return to the driver.
     */
    public Connection connection()
    {
        return connection;
    }

    /**
     * @param topic    to publish to.
     * @param isShared whether several threads may publish.
     * @return the link, accepted by the driver.
     */
    public PublicationLink newPublication(final Topic topic, final boolean isShared)
    {
        final PublicationLink link = new PublicationLink(supervisor, topic, isShared);
        register(link);
        return link;
    }

    /**
     * @param topic       to receive from.
     * @param channel     of the topic.
     * @param onImage     told of publishers that come, on the client's thread.
     * @param onImageGone told of publishers that go, on the client's thread.
     * @param onEnded     told when the link is closed and no poll is in flight, on the client's thread.
     * @return the link, accepted by the driver.
     */
    public SubscriptionLink newSubscription(
        final Topic topic, final int channel,
        final AvailableImageHandler onImage, final Consumer<Image> onImageGone, final Runnable onEnded)
    {
        final SubscriptionLink link = new SubscriptionLink(supervisor, topic, channel, onImage, onImageGone, onEnded);
        supervisor.bells().add(link);
        register(link);
        return link;
    }

    /**
     * @return directory of the pools of everybody who is connected to the same driver.
     */
    public Path poolsDirectory()
    {
        return PoolPaths.poolsDirectory(connection.aeronDirectory());
    }

    /**
     * Run something that takes long on a thread of its own; {@link #close()} waits for it.
     *
     * @param name   of the thread.
     * @param action to run.
     */
    public void inBackground(final String name, final Runnable action)
    {
        final Thread thread = new Thread(
            () ->
            {
                try
                {
                    action.run();
                }
                catch (final RuntimeException ex)
                {
                    reportError(ex);
                }
                finally
                {
                    background.remove(Thread.currentThread());
                }
            },
            name);
        background.add(thread);
        thread.start();
    }

    /**
     * @param error to tell the user.
     */
    public void reportError(final Throwable error)
    {
        supervisor.reportError(error);
    }

    /**
     * Wait for something that a link is to become.
     *
     * @param link      that may be closed meanwhile.
     * @param condition to become true.
     * @param timeout   longest wait.
     * @param what      is waited for, for messages.
     */
    public void await(
        final AbstractLink link, final BooleanSupplier condition, final Duration timeout, final String what)
    {
        requireMayWait();
        awaitUntil(condition, timeout, () -> link.gate().isClosed());
        if (link.gate().isClosed())
        {
            throw new ClosedException(link.what() + " was closed while waiting for " + what);
        }
        if (!condition.getAsBoolean())
        {
            throw new WaitTimeoutException("waited " + timeout.toMillis() + " ms for " + what + " (" +
                link.what() + ", driver " + supervisor.state() + "); give a longer timeout, or see that it is there");
        }
    }

    /**
     * Close a link: let no new operation in, wait for those in flight, give everything back. From within an operation
     * of the link, or on the client's own thread, all of that is done later.
     *
     * @param link to close.
     */
    public void close(final AbstractLink link)
    {
        if (open.contains(link))
        {
            final boolean isFirst = link.gate().close();
            HeavyFence.run();
            supervisor.bells().wakeAll();
            if (isFirst)
            {
                remove(link);
            }
            if (!supervisor.isOwnThread())
            {
                link.gate().awaitIdle(closeDeadlineNs());
            }
        }
    }

    /**
     * Wait until a closed link has said its last words and is gone; the wait ends with the close timeout. Returns at
     * once within an operation of the link, and on the client's own thread.
     *
     * @param link that was closed.
     */
    public void awaitGone(final AbstractLink link)
    {
        if (!supervisor.isOwnThread() && !link.gate().isEnteredByCaller())
        {
            final long deadlineNs = closeDeadlineNs();
            boolean isInterrupted = false;
            while (open.contains(link) && deadlineNs - System.nanoTime() > 0)
            {
                if (0 == connection.hook().runDutyCycle())
                {
                    LockSupport.parkNanos(PARK_NS);
                }
                isInterrupted |= Thread.interrupted();
            }
            if (isInterrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Close every link; wait until nothing is in flight and what was accepted has been read; close the client. From
     * within an operation, or on the client's own thread, all of that is done later.
     */
    @Override
    public void close()
    {
        isClosed = true;
        final List<AbstractLink> closed = new ArrayList<>();
        boolean isWithin = supervisor.isOwnThread();
        for (final AbstractLink link : open)
        {
            isWithin |= link.gate().isEnteredByCaller();
            if (link.gate().close())
            {
                closed.add(link);
            }
        }
        if (!closed.isEmpty())
        {
            HeavyFence.run();
            supervisor.bells().wakeAll();
            closed.forEach(this::remove);
        }
        supervisor.stop(closeDeadlineNs());
        if (!isWithin)
        {
            supervisor.awaitStopped();
            Thread thread;
            while (null != (thread = background.poll()))
            {
                join(thread);
            }
        }
    }

    private static void join(final Thread thread)
    {
        boolean isInterrupted = false;
        while (thread.isAlive())
        {
            try
            {
                thread.join();
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

    private void remove(final AbstractLink link)
    {
        link.gate().whenIdle(() -> supervisor.remove(link, () -> open.remove(link)));
    }

    private void stop()
    {
        supervisor.stop(System.nanoTime());
        supervisor.awaitStopped();
    }

    /**
     * @return when a close that begins now must have ended, by {@link System#nanoTime()}.
     */
    public long closeDeadlineNs()
    {
        return Timeouts.deadlineNs(options.closeTimeout());
    }

    private void register(final AbstractLink link)
    {
        requireOpen(link.what());
        requireMayWait();
        open.add(link);
        supervisor.add(link);
        boolean isAccepted = false;
        try
        {
            awaitUntil(link.readiness()::isDecided, options.connectTimeout(), () -> isClosed);
            link.readiness().throwFailure();
            requireOpen(link.what());
            if (!link.readiness().isDecided())
            {
                throw new DriverException("the driver in " + connection.aeronDirectory() + " did not accept a " +
                    link.what() + " within connectTimeout=" + options.connectTimeout().toMillis() + " ms (" +
                    supervisor.state() + ")");
            }
            isAccepted = true;
        }
        finally
        {
            if (!isAccepted)
            {
                close(link);
            }
        }
    }

    private void requireOpen(final String what)
    {
        if (isClosed)
        {
            throw new ClosedException("Skein is closed: no new " + what);
        }
    }

    private void requireMayWait()
    {
        if (supervisor.isOwnThread())
        {
            throw new IllegalStateException("a state listener or an error handler waits for Skein on Skein's own " +
                "thread, which would be for ever: hand the work to a thread of the application");
        }
    }

    private void awaitUntil(final BooleanSupplier condition, final Duration timeout, final BooleanSupplier isOver)
    {
        final long deadlineNs = Timeouts.deadlineNs(timeout);
        while (!condition.getAsBoolean() && !isOver.getAsBoolean() && deadlineNs - System.nanoTime() > 0)
        {
            if (Thread.currentThread().isInterrupted())
            {
                throw new InterruptedWaitException("interrupted while waiting for the driver in " +
                    connection.aeronDirectory());
            }
            if (0 == connection.hook().runDutyCycle())
            {
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }
}
