package io.skein.examples.camera;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A stage in a thread of this process.
 */
final class ThreadSeat implements Seat
{
    private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(10);

    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<StageReport> report = new CompletableFuture<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final StageContext context;
    private final Thread thread;
    private volatile boolean isStopped;

    /**
     * Start.
     *
     * @param context of the stage, but for its end.
     */
    ThreadSeat(final StageContext context)
    {
        this.context = new StageContext(
            context.plan(), context.index(), context.skein(), () -> isStopped, context.progress());
        thread = new Thread(this::run, "camera-" + context.index() + '-' + context.plan().name(context.index()));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletableFuture<Void> ready()
    {
        return ready;
    }

    @Override
    public CompletableFuture<StageReport> report()
    {
        return report;
    }

    @Override
    public void go()
    {
        go.countDown();
    }

    @Override
    public void stop()
    {
        isStopped = true;
        go.countDown();
        thread.interrupt();
    }

    @Override
    public void close()
    {
        if (!report.isDone())
        {
            stop();
        }
        boolean isInterrupted = Thread.interrupted();
        try
        {
            thread.join(PATIENCE_MS);
        }
        catch (final InterruptedException ex)
        {
            isInterrupted = true;
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private void run()
    {
        try (Stage stage = Stage.open(context))
        {
            ready.complete(null);
            go.await();
            report.complete(stage.run());
        }
        catch (final IOException | RuntimeException | InterruptedException ex)
        {
            ready.completeExceptionally(ex);
            report.completeExceptionally(ex);
        }
    }
}
