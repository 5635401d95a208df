package io.skein.internal.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File work on threads that belong to users. An interrupt closes the channel that it meets, so the work is done again;
 * the flag is there afterwards as if it had come then.
 */
public final class Uninterrupted
{
    private Uninterrupted()
    {
    }

    /**
     * @param work that opens what it needs, closes it when it fails, and can be done again from the start.
     * @param <T>  of the result.
     * @return the result.
     * @throws IOException from the work.
     */
    public static <T> T call(final Work<T> work) throws IOException
    {
        boolean isInterrupted = Thread.interrupted();
        try
        {
            while (true)
            {
                try
                {
                    return work.call();
                }
                catch (final ClosedByInterruptException ex)
                {
                    isInterrupted = true;
                    Thread.interrupted();
                }
            }
        }
        finally
        {
            if (isInterrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * What can be done again.
     *
     * @param <T> of the result.
     */
    @FunctionalInterface
    public interface Work<T>
    {
        /**
         * @return the result.
         * @throws IOException if it can not be done.
         */
        T call() throws IOException;
    }
}
