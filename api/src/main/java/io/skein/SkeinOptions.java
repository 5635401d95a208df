package io.skein;

import io.skein.idle.WaitStrategy;
import io.skein.message.AsyncOptions;
import io.skein.topic.TopicCatalogue;
import io.skein.transfer.SharedRate;
import org.agrona.ErrorHandler;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link Skein} behaves. Immutable; start from {@link #DEFAULTS}.
 *
 * @param topics         that can be named.
 * @param errorHandler   gets what goes wrong in the background and in handlers, on the thread where it happened; must
 *                       not throw.
 * @param stateListener  is told of state changes.
 * @param waitStrategy   how threads wait.
 * @param connectTimeout longest wait for a driver, and for the driver's answer to a new publisher or subscriber.
 * @param closeTimeout   longest wait of a close: for operations in flight, and for subscribers to read what was
 *                       accepted.
 * @param transferRate   that payloads in slices share, or null for no limit.
 * @param async          how {@code publishAsync} behaves.
 */
public record SkeinOptions(
    TopicCatalogue topics,
    ErrorHandler errorHandler,
    StateListener stateListener,
    WaitStrategy waitStrategy,
    Duration connectTimeout,
    Duration closeTimeout,
    SharedRate transferRate,
    AsyncOptions async)
{
    /**
     * No named topics, errors to {@code System.err}, waiting by the number of processors, 5 s to connect, 5 s to close.
     */
    public static final SkeinOptions DEFAULTS = new SkeinOptions(
        TopicCatalogue.of(),
        SkeinOptions::printError,
        StateListener.NONE,
        WaitStrategy.forThisMachine(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        null,
        AsyncOptions.DEFAULTS);

    /**
     * Checks every value.
     *
     * @param topics         that can be named.
     * @param errorHandler   gets what goes wrong in the background and in handlers.
     * @param stateListener  is told of state changes.
     * @param waitStrategy   how threads wait.
     * @param connectTimeout longest wait for a driver and its answers.
     * @param closeTimeout   longest wait of a close.
     * @param transferRate   that payloads in slices share, or null.
     * @param async          how {@code publishAsync} behaves.
     * @throws ConfigurationException when a timeout is negative.
     */
    public SkeinOptions
    {
        Objects.requireNonNull(topics, "topics");
        Objects.requireNonNull(errorHandler, "errorHandler");
        Objects.requireNonNull(stateListener, "stateListener");
        Objects.requireNonNull(waitStrategy, "waitStrategy");
        Objects.requireNonNull(async, "async");
        requireNotNegative("connectTimeout", connectTimeout);
        requireNotNegative("closeTimeout", closeTimeout);
    }

    /**
     * @param value that can be named.
     * @return a copy with other topics.
     */
    public SkeinOptions withTopics(final TopicCatalogue value)
    {
        return new SkeinOptions(
            value, errorHandler, stateListener, waitStrategy, connectTimeout, closeTimeout, transferRate, async);
    }

    /**
     * @param value gets errors.
     * @return a copy with another error handler.
     */
    public SkeinOptions withErrorHandler(final ErrorHandler value)
    {
        return new SkeinOptions(
            topics, value, stateListener, waitStrategy, connectTimeout, closeTimeout, transferRate, async);
    }

    /**
     * @param value is told of state changes.
     * @return a copy with another listener.
     */
    public SkeinOptions withStateListener(final StateListener value)
    {
        return new SkeinOptions(
            topics, errorHandler, value, waitStrategy, connectTimeout, closeTimeout, transferRate, async);
    }

    /**
     * @param value how threads wait.
     * @return a copy with another wait strategy.
     */
    public SkeinOptions withWaitStrategy(final WaitStrategy value)
    {
        return new SkeinOptions(
            topics, errorHandler, stateListener, value, connectTimeout, closeTimeout, transferRate, async);
    }

    /**
     * @param value longest wait for a driver.
     * @return a copy with another connect timeout.
     */
    public SkeinOptions withConnectTimeout(final Duration value)
    {
        return new SkeinOptions(
            topics, errorHandler, stateListener, waitStrategy, value, closeTimeout, transferRate, async);
    }

    /**
     * @param value longest wait of a close.
     * @return a copy with another close timeout.
     */
    public SkeinOptions withCloseTimeout(final Duration value)
    {
        return new SkeinOptions(
            topics, errorHandler, stateListener, waitStrategy, connectTimeout, value, transferRate, async);
    }

    /**
     * @param value that the transfers of all publishers share, of several connections if they are given the same; or
     *              null for no limit.
     * @return a copy with that rate.
     */
    public SkeinOptions withTransferRate(final SharedRate value)
    {
        return new SkeinOptions(
            topics, errorHandler, stateListener, waitStrategy, connectTimeout, closeTimeout, value, async);
    }

    /**
     * @param value how {@code publishAsync} behaves.
     * @return a copy with these options.
     */
    public SkeinOptions withAsync(final AsyncOptions value)
    {
        return new SkeinOptions(
            topics, errorHandler, stateListener, waitStrategy, connectTimeout, closeTimeout, transferRate, value);
    }

    private static void requireNotNegative(final String name, final Duration value)
    {
        if (Objects.requireNonNull(value, name).isNegative())
        {
            throw new ConfigurationException(name + " is " + value + ": give 0 or more (SkeinOptions." + name + ")");
        }
    }

    private static void printError(final Throwable error)
    {
        System.err.println("skein: " + error);
    }
}
