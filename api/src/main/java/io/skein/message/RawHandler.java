package io.skein.message;

/**
 * Receives what a {@link RawSubscriber} polls.
 */
@FunctionalInterface
public interface RawHandler
{
    /**
     * Called on the polling thread. What it throws goes to the error handler of {@code Skein}, with topic and position,
     * and the message counts as consumed.
     *
     * @param view valid during this call only.
     */
    void onRaw(View view);
}
