package io.skein.internal.link;

import io.aeron.Image;
import org.agrona.ErrorHandler;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds the logs of a subscription that have ended and stand still at a gap. All on the client's thread. ADR 7.
 */
final class DeadEnds
{
    static final DeadEnd[] NONE = new DeadEnd[0];
    static final String IPC_SOURCE = "aeron:ipc";
    /**
     * The driver looks every second, and serves every subscriber at once.
     */
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private final List<Watch> watches = new ArrayList<>();
    private final ErrorHandler errorHandler;
    private DeadEnd[] found = NONE;

    /**
     * @param errorHandler told when a log can not be read.
     */
    DeadEnds(final ErrorHandler errorHandler)
    {
        this.errorHandler = errorHandler;
    }

    /**
     * Look at a log again.
     *
     * @param image of it.
     * @param nowNs by {@link System#nanoTime()}.
     */
    void look(final Image image, final long nowNs)
    {
        if (!isUnread(image))
        {
            forget(image);
            return;
        }
        final long position = image.position();
        final Watch watch = watch(image);
        if (null == watch || watch.position != position)
        {
            forget(image);
            watches.add(new Watch(image, position, nowNs));
        }
        else if (!watch.isOver && nowNs - watch.sinceNs > PATIENCE_NS)
        {
            watch.isOver = true;
            watch.end = deadEnd(image, position);
            collect();
        }
    }

    /**
     * @return those that were found and not passed yet; {@link #NONE} if there are none.
     */
    DeadEnd[] found()
    {
        return found;
    }

    /**
     * @param image that is gone, or was read on.
     */
    void forget(final Image image)
    {
        if (!watches.isEmpty() && watches.removeIf((watch) -> watch.image == image))
        {
            collect();
        }
    }

    void forgetAll()
    {
        watches.clear();
        found = NONE;
    }

    private static boolean isUnread(final Image image)
    {
        final long end = image.endOfStreamPosition();
        // Of another host's log something may still be on its way.
        return Long.MAX_VALUE != end && image.position() < end && IPC_SOURCE.equals(image.sourceIdentity());
    }

    private Watch watch(final Image image)
    {
        for (final Watch watch : watches)
        {
            if (watch.image == image)
            {
                return watch;
            }
        }
        return null;
    }

    private DeadEnd deadEnd(final Image image, final long position)
    {
        try
        {
            final long end = LogGap.end(image, position);
            return end > position ? new DeadEnd(image, position, end) : null;
        }
        catch (final IOException ex)
        {
            errorHandler.onError(ex);
            return null;
        }
    }

    private void collect()
    {
        final DeadEnd[] ends =
            watches.stream().map((watch) -> watch.end).filter((end) -> null != end).toArray(DeadEnd[]::new);
        found = 0 == ends.length ? NONE : ends;
    }

    private static final class Watch
    {
        final Image image;
        final long position;
        final long sinceNs;
        boolean isOver;
        DeadEnd end;

        Watch(final Image image, final long position, final long sinceNs)
        {
            this.image = image;
            this.position = position;
            this.sinceNs = sinceNs;
        }
    }
}
