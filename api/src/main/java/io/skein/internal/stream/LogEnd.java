package io.skein.internal.stream;

import io.aeron.Image;

import java.util.concurrent.TimeUnit;

/**
 * Whether more can come from the other end. Noted on the client's thread, asked by any.
 */
final class LogEnd
{
    /**
     * A writer's last words come by another way than its bytes.
     */
    private static final long LAST_WORDS_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /**
     * The driver takes a log away that everybody has read to its end. Somebody else may never do that.
     */
    private static final long DRIVER_PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private volatile long overNs;
    private volatile boolean isReached;

    /**
     * @param image of the log, to look at once in a while.
     */
    void look(final Image image)
    {
        if (!isReached && image.isEndOfStream())
        {
            overNs = System.nanoTime() + DRIVER_PATIENCE_NS + LAST_WORDS_NS;
            isReached = true;
        }
    }

    /**
     * The driver has taken the log away.
     */
    void onGone()
    {
        overNs = System.nanoTime() + LAST_WORDS_NS;
        isReached = true;
    }

    /**
     * @return whether neither bytes nor last words can come any more.
     */
    boolean isOver()
    {
        return isReached && overNs - System.nanoTime() < 0;
    }
}
