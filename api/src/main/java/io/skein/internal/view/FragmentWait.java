package io.skein.internal.view;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import org.agrona.SystemUtil;

import java.util.concurrent.TimeUnit;

/**
 * Says whether to wait for the rest of a message instead of taking what is there of it. A publisher in shared memory
 * needs no room to finish what it has begun. One beyond a network is let send only so far ahead of the subscriber: if
 * the message did not fit there, both would wait for each other, so then nobody waits, and neither when nothing has
 * come for a while, as when the publisher died within the message.
 */
final class FragmentWait
{
    /**
     * Longest wait without another fragment.
     */
    static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int NO_WINDOW = 0;

    private final int window;
    private final int mtu;
    private boolean isTooLarge;
    private long position = -1;
    private int reach;
    private long movedNs;

    /**
     * @param window bytes that come however long the subscriber's position stands still.
     * @param mtu    of the publisher.
     */
    FragmentWait(final int window, final int mtu)
    {
        this.window = window;
        this.mtu = mtu;
    }

    /**
     * @param uri        that was subscribed to.
     * @param termLength of the log.
     * @return bytes that come however long the subscriber's position stands still; 0 when that is not known.
     */
    static int window(final String uri, final int termLength)
    {
        final ChannelUri channel = ChannelUri.parse(uri);
        if (channel.isIpc() || !channel.prefix().isEmpty())
        {
            return Integer.MAX_VALUE;
        }
        final String key = CommonContext.RECEIVER_WINDOW_LENGTH_PARAM_NAME;
        final String text = channel.get(key);
        if (null == text)
        {
            return NO_WINDOW;
        }
        // The driver halves the term, and tells the publisher of a position when a quarter of the window is used up.
        final long length = Math.min(SystemUtil.parseSize(key, text), termLength / 2);
        return (int)(length - length / 4);
    }

    /**
     * @return whether it is worth while to ask at all.
     */
    boolean isPossible()
    {
        return window > NO_WINDOW && !isTooLarge;
    }

    /**
     * @param beginPosition of a message that is not complete.
     * @param newReach      bytes of its frames that are there.
     * @param nowNs         time now.
     * @return whether to wait for the rest of it.
     */
    boolean isWorthWhile(final long beginPosition, final int newReach, final long nowNs)
    {
        if (!isPossible() || newReach > window - mtu)
        {
            return false;
        }
        if (position != beginPosition || reach != newReach)
        {
            position = beginPosition;
            reach = newReach;
            movedNs = nowNs;
        }
        return nowNs - movedNs < PATIENCE_NS;
    }

    /**
     * A message has ended: the next one is taken to be like it.
     *
     * @param length bytes of all its frames.
     */
    void onMessage(final long length)
    {
        isTooLarge = length > window;
    }
}
