package io.skein.system;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for conditions, never for time.
 */
final class Await
{
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private Await()
    {
    }

    static void until(final String what, final BooleanSupplier condition)
    {
        until(() -> what, condition);
    }

    static void until(final Supplier<String> what, final BooleanSupplier condition)
    {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean())
        {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - startNs > DEADLINE_NS)
            {
                throw new AssertionError("gave up waiting until " + what.get());
            }
            LockSupport.parkNanos(INTERVAL_NS);
        }
    }

    static void ended(final Thread thread)
    {
        until(() -> thread + " ends, which is at " + Arrays.toString(thread.getStackTrace()),
            () -> !thread.isAlive());
    }
}
