package io.skein.message;

import io.skein.ConfigurationException;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How {@code publishAsync} behaves, for each publisher of a {@link io.skein.Skein} on its own. Immutable; start from
 * {@link #DEFAULTS}.
 *
 * @param maxPending most payloads that a publisher holds until they are in the log: 1 to {@link #MAX_PENDING}.
 * @param timeout    how long {@code publishAsync} waits while there are that many; zero to refuse at once.
 * @param executor   on which futures are completed: what depends on them may wait only if this is made for it.
 */
public record AsyncOptions(int maxPending, Duration timeout, Executor executor)
{
    /**
     * The most that {@code maxPending} can be.
     */
    public static final int MAX_PENDING = 1 << 20;

    /**
     * 1,024 payloads, a second, and the common pool.
     */
    public static final AsyncOptions DEFAULTS =
        new AsyncOptions(1_024, Duration.ofSeconds(1), ForkJoinPool.commonPool());

    /**
     * Checks every value.
     *
     * @param maxPending see above.
     * @param timeout    see above.
     * @param executor   see above.
     * @throws ConfigurationException when a value is out of range.
     */
    public AsyncOptions
    {
        Objects.requireNonNull(executor, "executor");
        if (maxPending < 1 || maxPending > MAX_PENDING)
        {
            throw new ConfigurationException("maxPending is " + maxPending + ": give 1 to " + MAX_PENDING +
                " (AsyncOptions.maxPending)");
        }
        if (Objects.requireNonNull(timeout, "timeout").isNegative())
        {
            throw new ConfigurationException("timeout is " + timeout +
                ": give 0 to refuse at once, or more (AsyncOptions.timeout)");
        }
    }

    /**
     * @param value most payloads that are held.
     * @return a copy with another limit.
     * @throws ConfigurationException when it is out of range.
     */
    public AsyncOptions withMaxPending(final int value)
    {
        return new AsyncOptions(value, timeout, executor);
    }

    /**
     * @param value longest wait, zero to refuse at once.
     * @return a copy with another timeout.
     * @throws ConfigurationException when it is negative.
     */
    public AsyncOptions withTimeout(final Duration value)
    {
        return new AsyncOptions(maxPending, value, executor);
    }

    /**
     * @param value on which futures are completed.
     * @return a copy with another executor.
     */
    public AsyncOptions withExecutor(final Executor value)
    {
        return new AsyncOptions(maxPending, timeout, value);
    }
}
