package io.skein.internal.link;

import io.aeron.Aeron;
import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.skein.internal.bell.Bells;
import io.skein.internal.bell.ImagePeek;
import io.skein.internal.bell.Source;
import io.skein.topic.Topic;
import org.agrona.concurrent.status.CountersReader;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The subscription of one subscriber, made anew when the driver changes.
 */
public final class SubscriptionLink extends AbstractLink implements Source
{
    private static final long[] NO_STREAMS = new long[0];

    private final String channel;
    private final int streamId;
    private final AvailableImageHandler onImage;
    private final Consumer<Image> onImageGone;
    private final Runnable onEnded;
    private final ImagePeek peek = new ImagePeek();
    private Subscription subscription;
    private long registrationId = Aeron.NULL_VALUE;
    private volatile int imageCount;
    private final DeadEnds ends;
    private volatile DeadEnd[] deadEnds = DeadEnds.NONE;
    private CountersReader counters;
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
        ends = new DeadEnds(supervisor::reportError);
    }

    /**
     * @return number of publishers a moment ago. From any thread.
     */
    public int imageCount()
    {
        return imageCount;
    }

    /**
     * A publisher of this host that dies with a claim open, or log claimed ahead, leaves a gap. The driver closes it if
     * one subscriber has read all before it by then, and no other gap behind it. A subscriber at a gap that stays open
     * for three seconds passes it by itself.
     *
     * @return whether there is such a gap, for {@link #passDeadEnds()}. From any thread; one load.
     */
    public boolean hasDeadEnd()
    {
        return DeadEnds.NONE != deadEnds;
    }

    /**
     * Pass the gaps that logs of dead publishers stand at, if there are any: nothing that was committed is in them.
     * Within an operation of the gate, on the thread that polls.
     */
    public void passDeadEnds()
    {
        for (final DeadEnd end : deadEnds)
        {
            end.pass(peek, counters.valuesBuffer());
        }
    }

    /**
     * {@link #passDeadEnds()} outside of an operation, if one can begin.
     */
    public void tryPassDeadEnds()
    {
        if (gate().tryEnter())
        {
            try
            {
                passDeadEnds();
            }
            finally
            {
                gate().leave();
            }
        }
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
        counters = client.countersReader();
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
        ends.forgetAll();
        deadEnds = DeadEnds.NONE;
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
        final long nowNs = System.nanoTime();
        for (int i = 0; i < count; i++)
        {
            ends.look(subscription.imageAtIndex(i), nowNs);
        }
        if (deadEnds != ends.found())
        {
            deadEnds = ends.found();
            if (hasDeadEnd())
            {
                supervisor.bells().wakeAll();
            }
        }
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
        return DeadEnds.IPC_SOURCE.equals(image.sourceIdentity()) ?
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
        ends.forget(image);
        onImageGone.accept(image);
        removeStream(stream(image));
        supervisor.bells().wakeAll();
    }
}
