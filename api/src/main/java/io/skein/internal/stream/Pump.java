package io.skein.internal.stream;

import io.skein.ClosedException;
import io.skein.SkeinException;
import io.skein.internal.link.Links;
import io.skein.stream.Chunk;
import org.agrona.concurrent.IdleStrategy;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread of a reader that receives for others: there is none before somebody asks. It waits for chunks while
 * somebody wants one, and sleeps otherwise.
 */
final class Pump implements Runnable
{
    private final Links links;
    private final LogStreamReader reader;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Reception> receptions = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Thread thread;
    private volatile boolean isClosed;

    Pump(final Links links, final LogStreamReader reader)
    {
        this.links = links;
        this.reader = reader;
    }

    /**
     * @param timeoutNs longest wait.
     * @return completed by this thread, in the order asked for.
     */
    CompletableFuture<Chunk> receive(final long timeoutNs)
    {
        final Reception reception = new Reception(
            reader.newWaiting(timeoutNs, "a chunk of topic " + reader.topic().name()));
        receptions.add(reception);
        wake();
        if (isClosed)
        {
            end();
        }
        return reception;
    }

    /**
     * @param task to run on this thread.
     */
    void execute(final Runnable task)
    {
        tasks.add(task);
        wake();
        if (isClosed && null == thread)
        {
            runTasks();
        }
    }

    /**
     * @return why there is nothing to receive, or null.
     */
    SkeinException reason()
    {
        return reader.reason();
    }

    private void wake()
    {
        lock.lock();
        try
        {
            if (null == thread && !isClosed)
            {
                thread = new Thread(this, "skein-stream");
                thread.setDaemon(true);
                thread.start();
            }
        }
        finally
        {
            lock.unlock();
        }
        LockSupport.unpark(thread);
    }

    void close()
    {
        isClosed = true;
        LockSupport.unpark(thread);
        if (null == thread)
        {
            end();
        }
    }

    @Override
    public void run()
    {
        final IdleStrategy idle = reader.newIdleStrategy();
        while (!isClosed)
        {
            // Nobody has a reason to interrupt this thread, and it must not stop for one.
            Thread.interrupted();
            runTasks();
            final Reception next = next();
            if (null != next)
            {
                idle.idle(serve(next) ? 1 : 0);
            }
            else if (tasks.isEmpty())
            {
                idle.reset();
                LockSupport.park(this);
            }
        }
        thread = null;
        runTasks();
        end();
    }

    private void runTasks()
    {
        Runnable task;
        while (null != (task = tasks.poll()))
        {
            try
            {
                task.run();
            }
            catch (final Throwable ex)
            {
                links.reportError(ex);
            }
        }
    }

    /**
     * @return the oldest that is still wanted, left in the queue; or null.
     */
    private Reception next()
    {
        Reception next;
        while (null != (next = receptions.peek()) && next.isClaimed())
        {
            receptions.poll();
        }
        return next;
    }

    private boolean serve(final Reception next)
    {
        try
        {
            final Chunk chunk = reader.receiveFor(next);
            if (chunk.isData())
            {
                next.deliver(chunk);
            }
            else if (chunk.isClosed())
            {
                next.complete(chunk);
            }
            else
            {
                expire();
                return false;
            }
        }
        catch (final SkeinException ex)
        {
            next.completeExceptionally(ex);
        }
        return true;
    }

    private void expire()
    {
        for (final Reception reception : receptions)
        {
            if (reception.waiting().isOver())
            {
                reception.completeExceptionally(reception.waiting().timeout("the writer wrote nothing"));
            }
        }
    }

    private void end()
    {
        Reception reception;
        while (null != (reception = receptions.poll()))
        {
            final SkeinException reason = reader.reason();
            reception.completeExceptionally(null != reason ? reason :
                new ClosedException("the reader of topic " + reader.topic().name() + " was closed"));
        }
    }
}
