package io.skein.message;

/**
 * A message kept beyond the handler it was delivered to: from {@link MessageView#retain()} until {@link #release()}.
 * The slot of a pooled message is not used again meanwhile, so whoever retains many starves the publisher; a message
 * that came in the log was copied. Outlives the subscriber and its {@code Skein}.
 * <p>
 * May be read and released on any thread, by one at a time; handing it over is the caller's to synchronise.
 */
public interface RetainedMessage extends MessageView, AutoCloseable
{
    /**
     * @return whether there is a message: not yet released.
     */
    boolean isHeld();

    /**
     * Let go: exactly once. The view ends like one whose handler has returned.
     *
     * @throws IllegalStateException when nothing is held: released twice, or never retained.
     */
    void release();

    /**
     * {@link #release()} if anything is held.
     */
    @Override
    default void close()
    {
        if (isHeld())
        {
            release();
        }
    }
}
