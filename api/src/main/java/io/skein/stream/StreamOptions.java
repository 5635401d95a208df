package io.skein.stream;

import io.skein.ConfigurationException;

import java.util.Objects;

/**
 * How much a writer of a byte stream may be ahead of its reader. Immutable; start from {@link #DEFAULTS}.
 *
 * @param maxBufferedBytes most bytes written and not read, and the longest chunk: 1 to {@link #MAX_BUFFERED_BYTES}. The
 *                         log has four times as much, unless the channel says otherwise: what stays in the cache is
 *                         fast.
 * @param lowWatermark     bytes: 0 to below the high one.
 * @param highWatermark    bytes: 1 to {@code maxBufferedBytes}.
 * @param listener         is told when the buffered bytes come to the high watermark and when they are down at the low
 *                         one again.
 */
public record StreamOptions(long maxBufferedBytes, long lowWatermark, long highWatermark, WatermarkListener listener)
{
    /**
     * The most that {@code maxBufferedBytes} can be: a quarter of the longest log.
     */
    public static final long MAX_BUFFERED_BYTES = 256L << 20;

    /**
     * 1 MiB, and no listener.
     */
    public static final StreamOptions DEFAULTS = of(1L << 20);

    /**
     * Checks every value.
     *
     * @param maxBufferedBytes see above.
     * @param lowWatermark     see above.
     * @param highWatermark    see above.
     * @param listener         see above.
     * @throws ConfigurationException when a value is out of range.
     */
    public StreamOptions
    {
        Objects.requireNonNull(listener, "listener");
        if (maxBufferedBytes < 1 || maxBufferedBytes > MAX_BUFFERED_BYTES)
        {
            throw new ConfigurationException("maxBufferedBytes is " + maxBufferedBytes + ": give 1 to " +
                MAX_BUFFERED_BYTES + " (StreamOptions.maxBufferedBytes)");
        }
        if (lowWatermark < 0 || lowWatermark >= highWatermark || highWatermark > maxBufferedBytes)
        {
            throw new ConfigurationException("watermarks are " + lowWatermark + " and " + highWatermark +
                ": give 0 <= low < high <= maxBufferedBytes=" + maxBufferedBytes + " (StreamOptions.withWatermarks)");
        }
    }

    /**
     * @param maxBufferedBytes most bytes written and not read.
     * @return options without a listener.
     * @throws ConfigurationException when it is out of range.
     */
    public static StreamOptions of(final long maxBufferedBytes)
    {
        return new StreamOptions(maxBufferedBytes, 0, Math.max(1, maxBufferedBytes), WatermarkListener.NONE);
    }

    /**
     * @param low      bytes.
     * @param high     bytes.
     * @param listener is told.
     * @return a copy with these watermarks.
     * @throws ConfigurationException when they are out of range.
     */
    public StreamOptions withWatermarks(final long low, final long high, final WatermarkListener listener)
    {
        return new StreamOptions(maxBufferedBytes, low, high, listener);
    }
}
