package io.skein.examples.pingpong;

import java.util.concurrent.TimeUnit;

/**
 * Runs pong in the process of ping.
 */
final class PongThread implements AutoCloseable
{
    private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(20);

    private final Pong pong;
    private final Thread thread;
    private volatile RuntimeException failure;

    /**
     * Start.
     *
     * @param pong to run; closed by its thread.
     */
    PongThread(final Pong pong)
    {
        this.pong = pong;
        thread = new Thread(this::run, "pong");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @throws RuntimeException what ended pong, if anything did.
     */
    void check()
    {
        final RuntimeException ex = failure;
        if (null != ex)
        {
            throw ex;
        }
    }

    /**
     * End pong, and wait until it has.
     */
    @Override
    public void close()
    {
        pong.stop();
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
        try (pong)
        {
            pong.serve();
        }
        catch (final RuntimeException ex)
        {
            failure = ex;
        }
    }
}
