package io.skein.topic;

import io.skein.ConfigurationException;

import java.time.Duration;
import java.util.Objects;

/**
 * What a publisher does when a message can not be accepted at once. Immutable.
 *
 * @param policy    wait or drop.
 * @param timeoutNs how long to wait with {@link Policy#BLOCK}, in nanoseconds, 1 to {@link #MAX_TIMEOUT_NS}; 0 with
 *                  {@link Policy#DROP}.
 */
public record BackPressure(Policy policy, long timeoutNs)
{
    /**
     * The longest wait: an hour. A longer one is a hang by another name.
     */
    public static final long MAX_TIMEOUT_NS = 3_600_000_000_000L;

    /**
     * Wait for up to a second.
     */
    public static final BackPressure DEFAULT = new BackPressure(Policy.BLOCK, 1_000_000_000L);

    /**
     * What to do.
     */
    public enum Policy
    {
        /**
         * Wait until the message is accepted or the timeout has passed.
         */
        BLOCK,

        /**
         * Drop the message and count it.
         */
        DROP
    }

    /**
     * @param policy    wait or drop.
     * @param timeoutNs how long to wait.
     * @throws ConfigurationException when the timeout is out of range for the policy.
     */
    public BackPressure
    {
        Objects.requireNonNull(policy, "policy");
        if (policy == Policy.DROP && timeoutNs != 0)
        {
            throw new ConfigurationException("back-pressure timeout " + timeoutNs +
                " ns has no meaning with policy drop: leave it out, or use policy block");
        }
        if (policy == Policy.BLOCK && (timeoutNs <= 0 || timeoutNs > MAX_TIMEOUT_NS))
        {
            throw new ConfigurationException("back-pressure timeout " + timeoutNs + " ns is not within 1 ns and " +
                MAX_TIMEOUT_NS + " ns (1 h): change the timeout, or use policy drop");
        }
    }

    /**
     * @param timeout how long to wait, 1 ns to 1 h.
     * @return wait for that long.
     * @throws ConfigurationException when the timeout is out of range.
     */
    public static BackPressure block(final Duration timeout)
    {
        final boolean fits = timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) <= 0 && !timeout.isNegative();
        return new BackPressure(Policy.BLOCK, fits ? timeout.toNanos() : timeout.isNegative() ? -1 : Long.MAX_VALUE);
    }

    /**
     * @return drop what can not be accepted at once.
     */
    public static BackPressure drop()
    {
        return new BackPressure(Policy.DROP, 0);
    }
}
