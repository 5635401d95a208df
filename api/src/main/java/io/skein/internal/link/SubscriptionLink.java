package io.skein.internal.link;

import io.aeron.Aeron;
import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.skein.internal.bell.Bells;
import io.skein.internal.bell.ImagePeek;
import io.skein.internal.bell.Source;
import io.skein.topic.Topic;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The subscription of one subscriber, made anew when the driver changes.
 */
public final class SubscriptionLink extends AbstractLink implements Source
{
    private static final long[] NO_STREAMS = new long[0];
    private static final String IPC_SOURCE = "aeron:ipc";
    /**
     * The driver looks every second, and closes a gap better: what was committed behind it is read.
     */
    private static final long DRIVER_PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private final String channel;
    private final int streamId;
    private final AvailableImageHandler onImage;
    private final Consumer<Image> onImageGone;
    private final Runnable onEnded;
    private final ImagePeek peek = new ImagePeek();
    private Subscription subscription;
    private long registrationId = Aeron.NULL_VALUE;
    private volatile int imageCount;
    private volatile boolean hasDeadEnd;
    private int stillSession;
    private long stillPosition = Long.MIN_VALUE;
    private long stillNs;
    private volatile Runnable whileConnected = () -> {};
    private volatile long[] streams = NO_STREAMS;

    SubscriptionLink(
        final ClientSupervisor supervisor, final Topic topic, final int channelIndex,
        final AvailableImageHandler onImage, final Consumer<Image> onImageGone,
        final Runnable onEnded)
    {
        super(supervisor, "subscriber of topic " + topic.name(), false);
        channel = topic.channels().get(channelIndex).subscribe();
        streamId = topic.streamId();
        this.onImage = onImage;
        this.onImageGone = onImageGone;
        this.onEnded = onEnded;
    }

    /**
     * @return number of publishers a moment ago. From any thread.
     */
    public int imageCount()
    {
        return imageCount;
    }

    /**
     * A publisher of this host that dies with log claimed ahead leaves a gap at its end. The driver closes it for a
     * subscriber that has read all before it by then, and no other can read the log to its end.
     *
     * @return whether a log has ended and nobody has come further in it for three seconds: because of a gap, or as
     *     nobody has polled. From any thread.
     */
    public boolean hasDeadEnd()
    {
        return hasDeadEnd;
    }

    /**
     * Pass over what is left of a log that has ended, if it is the one that {@link #hasDeadEnd} is about and nothing is
     * there. Then the driver lets it go.
     *
     * @param image to look at, or null; on the thread that polls it, outside the gate.
     */
    public void tryPassDeadEnd(final Image image)
    {
        if (null != image && gate().tryEnter())
        {
            try
            {
                passDeadEnd(image);
            }
            finally
            {
                gate().leave();
            }
        }
    }

    /**
     * As {@link #tryPassDeadEnd}, within an operation of the gate.
     *
     * @param image to look at, on the thread that polls it.
     */
    public void passDeadEnd(final Image image)
    {
        // The end first: what is there by then was committed before. Padding was passed if the position has moved.
        final long position = image.position();
        final boolean isStill = stillSession == image.sessionId() && stillPosition == position;
        if (isStill && isUnread(image) && !peek.isThere(image) && image.position() == position)
        {
            final long termEnd = (position | image.termBufferLength() - 1) + 1;
            image.position(Math.min(image.endOfStreamPosition(), termEnd));
        }
    }

    private static boolean isUnread(final Image image)
    {
        final long end = image.endOfStreamPosition();
        // Of another host's log something may still be on its way.
        return Long.MAX_VALUE != end && image.position() < end && IPC_SOURCE.equals(image.sourceIdentity());
    }

    /**
     * @param action to run every few milliseconds, on the client's thread. At most one.
     */
    public void whileConnected(final Runnable action)
    {
        whileConnected = action;
    }

    @Override
    public int streamId()
    {
        return streamId;
    }

    @Override
    public boolean isPolledByCaller()
    {
        return gate().isOwnedByCaller();
    }

    @Override
    public long[] streams()
    {
        return streams;
    }

    @Override
    void request(final Aeron client)
    {
        registrationId = client.asyncAddSubscription(
            channel, streamId, this::onAvailableImage, this::onUnavailableImage);
    }

    @Override
    boolean isGranted(final Aeron client)
    {
        return null != client.getSubscription(registrationId);
    }

    @Override
    void adopt(final Aeron client)
    {
        subscription = client.getSubscription(registrationId);
    }

    @Override
    void release(final Aeron client)
    {
        if (null != subscription)
        {
            subscription.close();
        }
        else if (Aeron.NULL_VALUE != registrationId)
        {
            client.asyncRemoveSubscription(registrationId);
        }
        subscription = null;
        registrationId = Aeron.NULL_VALUE;
    }

    @Override
    void forget(final long refusedId)
    {
        if (registrationId == refusedId)
        {
            registrationId = Aeron.NULL_VALUE;
        }
    }

    @Override
    void forget()
    {
        subscription = null;
        registrationId = Aeron.NULL_VALUE;
        imageCount = 0;
        hasDeadEnd = false;
        streams = NO_STREAMS;
    }

    @Override
    void ended()
    {
        supervisor.bells().remove(this);
        onEnded.run();
    }

    @Override
    boolean sample()
    {
        whileConnected.run();
        final int count = subscription.imageCount();
        if (imageCount != count)
        {
            imageCount = count;
        }
        sampleEnds(count);
        return !subscription.isClosed();
    }

    private void sampleEnds(final int count)
    {
        Image unread = null;
        for (int i = 0; i < count && null == unread; i++)
        {
            final Image image = subscription.imageAtIndex(i);
            unread = isUnread(image) ? image : null;
        }
        final boolean isDead = null != unread && isStill(unread);
        if (hasDeadEnd != isDead)
        {
            hasDeadEnd = isDead;
            if (isDead)
            {
                supervisor.bells().wakeAll();
            }
        }
    }

    private boolean isStill(final Image image)
    {
        final long position = image.position();
        if (stillSession != image.sessionId() || stillPosition != position)
        {
            stillSession = image.sessionId();
            stillPosition = position;
            stillNs = System.nanoTime();
        }
        return System.nanoTime() - stillNs > DRIVER_PATIENCE_NS;
    }

    private void onAvailableImage(final Image image)
    {
        onImage.onAvailableImage(image);
        final long[] more = Arrays.copyOf(streams, streams.length + 1);
        more[more.length - 1] = stream(image);
        streams = more;
        supervisor.bells().wakeAll();
    }

    private long stream(final Image image)
    {
        return IPC_SOURCE.equals(image.sourceIdentity()) ?
            Bells.stream(image.sessionId(), streamId) : 0;
    }

    private void removeStream(final long stream)
    {
        final long[] old = streams;
        for (int i = 0; i < old.length; i++)
        {
            if (old[i] == stream)
            {
                final long[] fewer = Arrays.copyOf(old, old.length - 1);
                System.arraycopy(old, i + 1, fewer, i, fewer.length - i);
                streams = fewer;
                return;
            }
        }
    }

    private void onUnavailableImage(final Image image)
    {
        supervisor.onDeparture(gate());
        onImageGone.accept(image);
        removeStream(stream(image));
        supervisor.bells().wakeAll();
    }
}
