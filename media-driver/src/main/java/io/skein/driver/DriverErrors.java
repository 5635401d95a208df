package io.skein.driver;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where errors of a driver go: counted, handed to the application or else shown in one line, and told apart when they
 * have ended the driver.
 */
final class DriverErrors implements ErrorHandler
{
    private final ErrorHandler handler;
    private final ErrorHandler onStopped;
    private final boolean isErrorFatal;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param options      with the handlers.
     * @param isErrorFatal whether a {@link java.lang.Error} ends an agent, as it does an agent with its own thread.
     */
    DriverErrors(final DriverOptions options, final boolean isErrorFatal)
    {
        handler = null == options.errorHandler() ? DriverErrors::show : options.errorHandler();
        onStopped = options.onStopped();
        this.isErrorFatal = isErrorFatal;
    }

    @Override
    public void onError(final Throwable throwable)
    {
        count.incrementAndGet();
        try
        {
            handler.onError(throwable);
        }
        finally
        {
            final boolean isFatal =
                throwable instanceof AgentTerminationException || (isErrorFatal && throwable instanceof Error);
            if (isFatal && null != onStopped)
            {
                onStopped.onError(throwable);
            }
        }
    }

    long count()
    {
        return count.get();
    }

    private static void show(final Throwable throwable)
    {
        System.err.println("media driver: " + throwable.getClass().getSimpleName() + ": " +
            String.valueOf(throwable.getMessage()).replaceAll("\\s*\\R\\s*", "; "));
    }
}
