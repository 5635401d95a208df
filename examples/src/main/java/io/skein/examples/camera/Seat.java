package io.skein.examples.camera;

import java.util.concurrent.CompletableFuture;

/**
 * Where a stage runs. Safe for any thread.
 */
interface Seat extends AutoCloseable
{
    /**
     * @return done when the stage has its connections; failed when it has not got them.
     */
    CompletableFuture<Void> ready();

    /**
     * @return done when the stage has passed all frames; failed when it could not.
     */
    CompletableFuture<StageReport> report();

    /**
     * Let frames pass.
     */
    void go();

    /**
     * End early, and report what there is.
     */
    void stop();

    /**
     * Make sure that nothing of it runs any longer.
     */
    @Override
    void close();
}
