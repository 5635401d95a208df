package io.skein.internal.link;

import io.aeron.exceptions.RegistrationException;
import io.skein.ConfigurationException;
import io.skein.DriverException;
import io.skein.SkeinException;

import java.util.concurrent.CountDownLatch;

/**
 * Whether a link has been accepted by a driver for the first time. Set by the supervisor, awaited by the caller.
 */
final class Readiness
{
    private final CountDownLatch latch = new CountDownLatch(1);
    private volatile SkeinException failure;

    void ready()
    {
        latch.countDown();
    }

    boolean isReady()
    {
        return 0 == latch.getCount() && null == failure;
    }

    void failed(final String what, final RegistrationException cause)
    {
        failure = switch (cause.errorCode())
        {
            case INVALID_CHANNEL, UNKNOWN_HOST, MALFORMED_COMMAND, NOT_SUPPORTED ->
                new ConfigurationException(what + " was refused by the driver: " + cause.getMessage(), cause);
            default -> new DriverException(what + " failed in the driver: " + cause.getMessage(), cause);
        };
        latch.countDown();
    }

    boolean isDecided()
    {
        return 0 == latch.getCount();
    }

    void throwFailure()
    {
        if (null != failure)
        {
            throw failure;
        }
    }
}
