package io.skein.idle;

/**
 * Lets a thread that has nothing else to do run the embedded media driver.
 * <p>
 * Safe for any number of threads. Never blocks: while another thread is at it, or the calling thread is interrupted,
 * it returns at once. Does not throw; what goes wrong in the driver goes to the driver's own error handler.
 */
@FunctionalInterface
public interface CooperativeHook
{
    /**
     * For a driver that needs no help.
     */
    CooperativeHook NONE = () -> 0;

    /**
     * Run one duty cycle of the driver, if no other thread does so at this moment.
     *
     * @return how much work was done; 0 when there was none or another thread is at it.
     */
    int runDutyCycle();

    /**
     * Ask to be told after each duty cycle in which the driver did something, on the thread that ran it.
     *
     * @param listener that neither blocks nor throws.
     * @return whether it will be told; false when the driver does not run here.
     */
    default boolean addListener(final Runnable listener)
    {
        return false;
    }

    /**
     * @param listener that is told no more.
     */
    default void removeListener(final Runnable listener)
    {
    }
}
