package io.skein.internal.bell;

/**
 * What a wait set waits on.
 */
public interface Waitable
{
    /**
     * @return what to sleep on.
     */
    Source[] sources();

    /**
     * On the thread that polls it. Takes nothing.
     *
     * @return whether there may be something to do.
     */
    boolean isReady();

    /**
     * @param connection in question.
     * @return whether it is one of its.
     */
    boolean isOf(Object connection);
}
