package io.skein.internal.bell;

import io.skein.DriverException;
import io.skein.idle.CooperativeHook;
import org.agrona.ErrorHandler;
import org.agrona.SystemUtil;
import org.agrona.collections.ArrayUtil;
import org.agrona.concurrent.IdleStrategy;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Sleeping and ringing of one connection, whatever driver it is connected to. Safe for any thread, unless said
 * otherwise.
 */
public final class Bells
{
    /**
     * Name of the system property for how long a thread sleeps at most before it looks by itself, as in {@code 100ms}.
     */
    static final String LONGEST_PROPERTY = "skein.event.longest";

    private static final long LONGEST_NS =
        SystemUtil.getDurationInNanos(LONGEST_PROPERTY, TimeUnit.MILLISECONDS.toNanos(100));
    private static final Source[] NO_SOURCES = new Source[0];

    private final CooperativeHook hook;
    private final boolean isSleeping;
    private final long longestNs;
    private final Sleepers sleepers = new Sleepers();
    private final boolean isToldByDriver;
    private final Runnable onDriverWork = this::onDriverWork;
    private volatile Source[] sources = NO_SOURCES;
    private volatile Ringer ringer;
    private volatile Bell bell;

    /**
     * @param hook       runs the embedded driver.
     * @param isSleeping whether threads of the connection sleep by event; all connections ring.
     */
    public Bells(final CooperativeHook hook, final boolean isSleeping)
    {
        this(hook, isSleeping, LONGEST_NS);
    }

    Bells(final CooperativeHook hook, final boolean isSleeping, final long longestNs)
    {
        this.hook = hook;
        this.isSleeping = isSleeping;
        this.longestNs = longestNs;
        isToldByDriver = isSleeping && hook.addListener(onDriverWork);
    }

    /**
     * Connected to a driver. On the client's thread.
     *
     * @param directory    of the driver.
     * @param errorHandler is told when threads would sleep by event but can not, and so park.
     */
    public void attach(final Path directory, final ErrorHandler errorHandler)
    {
        try
        {
            attach(directory);
        }
        catch (final IOException | UnsupportedOperationException ex)
        {
            if (isSleeping)
            {
                errorHandler.onError(new DriverException(
                    "waiting by event is not possible in " + directory + ", so threads park: " + ex.getMessage(), ex));
            }
        }
    }

    void attach(final Path directory) throws IOException
    {
        final Board board = Board.open(directory);
        ringer = new Ringer(board);
        if (isSleeping)
        {
            bell = Bell.open(board, sleepers);
        }
    }

    /**
     * Not connected any more. On the client's thread.
     */
    public void detach()
    {
        final Bell oldBell = bell;
        final Ringer oldRinger = ringer;
        bell = null;
        ringer = null;
        if (null != oldBell)
        {
            oldBell.close();
        }
        if (null != oldRinger)
        {
            oldRinger.close();
        }
        wakeAll();
    }

    /**
     * The connection is closed.
     */
    public void close()
    {
        detach();
        hook.removeListener(onDriverWork);
    }

    /**
     * @param streamId that is published.
     * @return to ring after each commit; of the driver that this is connected to.
     */
    public Doorbell doorbell(final int streamId)
    {
        final Ringer now = ringer;
        final int bucket = BoardDescriptor.bucket(streamId);
        return null == now ? Doorbell.NONE : new Doorbell(now.board().bucketAddress(bucket), bucket, now);
    }

    /**
     * Let sleepers know that a stream is published by somebody who rings.
     *
     * @param stream from {@link #stream}.
     */
    public void announce(final long stream)
    {
        final Ringer now = ringer;
        if (null != now)
        {
            now.board().announce(stream);
        }
    }

    /**
     * The stream ends.
     *
     * @param stream from {@link #stream}.
     */
    public void withdraw(final long stream)
    {
        final Ringer now = ringer;
        if (null != now)
        {
            now.board().withdraw(stream);
        }
    }

    /**
     * @param name of a file in a driver's directory.
     * @return whether connections put it there to wake each other: it goes with the driver's own files.
     */
    public static boolean isFileName(final String name)
    {
        return name.startsWith(BoardDescriptor.FILE_NAME) || name.startsWith(BellSocket.PREFIX);
    }

    /**
     * @param sessionId of a publication.
     * @param streamId  of it.
     * @return what tells it from others of the driver, not 0.
     */
    public static long stream(final int sessionId, final int streamId)
    {
        return BoardDescriptor.stream(sessionId, streamId);
    }

    /**
     * Something has changed that is no message: whoever sleeps looks.
     */
    public void wakeAll()
    {
        if (isSleeping)
        {
            sleepers.ringAll();
        }
    }

    /**
     * @param source that threads may sleep on from now on.
     */
    public synchronized void add(final Source source)
    {
        sources = ArrayUtil.add(sources, source);
    }

    /**
     * @param source that is gone.
     */
    public synchronized void remove(final Source source)
    {
        sources = ArrayUtil.remove(sources, source);
    }

    /**
     * @param fixed sources to sleep on, or none for those that the thread polls.
     * @return a new idle strategy for one thread.
     */
    public IdleStrategy newIdleStrategy(final Source... fixed)
    {
        return new EventIdleStrategy(this, hook, 0 == fixed.length ? null : fixed);
    }

    Source[] sources()
    {
        return sources;
    }

    Sleepers sleepers()
    {
        return sleepers;
    }

    /**
     * @return what the connection is rung by, or null while it is not.
     */
    Bell bell()
    {
        return bell;
    }

    long longestNs()
    {
        return longestNs;
    }

    boolean isToldByDriver()
    {
        return isToldByDriver;
    }

    private void onDriverWork()
    {
        VarHandle.fullFence(); // sync: driver bound, what the driver did is stored before the sleepers are looked at
        if (sleepers.isDriverBound())
        {
            sleepers.ringDriverBound();
        }
    }
}
