package io.skein.internal.link;

import io.aeron.Aeron;
import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.skein.topic.Topic;

import java.util.function.Consumer;

/**
 * The subscription of one subscriber, made anew when the driver changes.
 */
public final class SubscriptionLink extends AbstractLink
{
    private final String channel;
    private final int streamId;
    private final AvailableImageHandler onImage;
    private final Consumer<Image> onImageGone;
    private final Runnable onEnded;
    private Subscription subscription;
    private long registrationId = Aeron.NULL_VALUE;
    private volatile int imageCount;
    private volatile Runnable whileConnected = () -> {};

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
     * @param action to run every few milliseconds, on the client's thread. At most one.
     */
    public void whileConnected(final Runnable action)
    {
        whileConnected = action;
    }

    @Override
    void request(final Aeron client)
    {
        registrationId = client.asyncAddSubscription(channel, streamId, onImage, this::onUnavailableImage);
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
    }

    @Override
    void ended()
    {
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
        return !subscription.isClosed();
    }

    private void onUnavailableImage(final Image image)
    {
        supervisor.onDeparture(gate());
        onImageGone.accept(image);
    }
}
