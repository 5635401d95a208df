package io.skein.tensor;

/**
 * Receives what a {@link TensorSubscriber} polls.
 */
@FunctionalInterface
public interface TensorHandler
{
    /**
     * Called on the polling thread. What it throws goes to the error handler of {@code Skein}, with topic and position,
     * and the message counts as consumed.
     *
     * @param view valid during this call only.
     */
    void onTensor(TensorView view);
}
