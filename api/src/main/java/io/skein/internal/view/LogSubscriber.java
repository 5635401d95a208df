package io.skein.internal.view;

import io.aeron.Image;
import io.skein.internal.bell.ImagePeek;
import io.skein.internal.bell.Source;
import io.skein.internal.bell.Waitable;
import io.skein.internal.chunk.Assembly;
import io.skein.internal.chunk.Inbox;
import io.skein.internal.link.Links;
import io.skein.internal.link.SubscriptionLink;
import io.skein.internal.memory.Padded;
import io.skein.internal.pool.PoolReaders;
import io.skein.message.Subscriber;
import io.skein.message.SubscriberStats;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import io.skein.transfer.TransferCounts;
import io.skein.transfer.TransferTarget;
import org.agrona.collections.ArrayUtil;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * Polls the images of a topic in turn. What differs between kinds of topics is in the subclasses.
 */
abstract class LogSubscriber extends Padded implements Subscriber, Waitable
{
    private static final ImageReader[] NO_READERS = new ImageReader[0];

    private final Topic topic;
    private final Links links;
    private final SubscriptionLink link;
    private final Counters counters = new Counters();
    private final PoolReaders pools;
    private final Inbox inbox;
    private final FeedbackOut feedback;
    private volatile ImageReader[] readers = NO_READERS;
    private ImageReader[] lastReaders = NO_READERS;
    private int firstReader;
    private boolean isPolling;
    private ImagePeek peek;

    LogSubscriber(final Links links, final Topic topic, final int channel)
    {
        this.links = links;
        this.topic = topic;
        pools = new PoolReaders(links.poolsDirectory(), null != topic.pool() && topic.pool().preTouch());
        inbox = null == topic.chunk() ? null : newInbox();
        feedback = null != inbox && topic.chunk().feedback() ? new FeedbackOut(links, topic) : null;
        if (null != feedback)
        {
            inbox.feedback(feedback);
        }
        link = newLink(channel);
    }

    private SubscriptionLink newLink(final int channel)
    {
        boolean isMade = false;
        try
        {
            final SubscriptionLink made =
                links.newSubscription(topic, channel, this::onImage, this::onImageGone, this::onEnded);
            isMade = true;
            return made;
        }
        finally
        {
            if (!isMade && null != feedback)
            {
                feedback.close();
            }
        }
    }

    private Inbox newInbox()
    {
        return new Inbox(
            topic.name(), TopicKind.TENSOR == topic.kind(), topic.chunk(),
            (header) -> new TransferParts.ViewedAssembly(this, header), System::nanoTime, links::reportError);
    }

    private void onEnded()
    {
        pools.close();
        if (null != inbox)
        {
            inbox.close();
        }
        if (null != feedback)
        {
            feedback.close();
        }
    }

    /**
     * Hand a message to the handler of the poll in progress.
     *
     * @param view of the message.
     */
    abstract void dispatch(LogView view);

    /**
     * @param handler of the poll.
     * @return false when there is nothing to poll; {@link #endPoll()} must not follow.
     */
    final boolean beginPoll(final Object handler)
    {
        Objects.requireNonNull(handler, "handler");
        // Before the gate: a nested poll that came and went would look as if the outer one had ended.
        if (isPolling && link.gate().isEnteredByCaller())
        {
            throw new IllegalStateException("poll of topic " + topic.name() + " from within its own handler");
        }
        if (!link.gate().tryEnter())
        {
            return false;
        }
        isPolling = true;
        return true;
    }

    final void endPoll()
    {
        isPolling = false;
        link.gate().leave();
    }

    final int pollImages(final int limit)
    {
        final int fragments = pollInTurn(images(), limit);
        if (link.hasDeadEnd())
        {
            link.passDeadEnds();
        }
        if (null != inbox)
        {
            inbox.polled();
        }
        return fragments;
    }

    final int pollLatestOfImages()
    {
        int count = 0;
        for (final ImageReader image : images())
        {
            count += image.pollLatest();
        }
        if (link.hasDeadEnd())
        {
            link.passDeadEnds();
        }
        if (null != inbox)
        {
            inbox.polled();
        }
        return count;
    }

    private ImageReader[] images()
    {
        final ImageReader[] images = readers;
        if (lastReaders != images)
        {
            reviewPools(lastReaders, images);
            endTransfers(lastReaders, images);
            lastReaders = images;
        }
        return images;
    }

    private void reviewPools(final ImageReader[] before, final ImageReader[] now)
    {
        pools.onPublisher();
        // While a publisher's log is here there may be messages in it, though its pool is gone.
        if (!Arrays.asList(now).containsAll(Arrays.asList(before)))
        {
            pools.onPublisherGone();
        }
    }

    private static void endTransfers(final ImageReader[] before, final ImageReader[] now)
    {
        for (final ImageReader reader : before)
        {
            if (!Arrays.asList(now).contains(reader))
            {
                reader.gone();
            }
        }
    }

    private int pollInTurn(final ImageReader[] images, final int limit)
    {
        final int count = images.length;
        if (1 == count)
        {
            return images[0].poll(limit);
        }

        int first = firstReader++;
        if (first >= count)
        {
            firstReader = 0;
            first = 0;
        }
        int fragments = 0;
        for (int i = 0; i < count && fragments < limit; i++)
        {
            final int index = first + i;
            fragments += images[index < count ? index : index - count].poll(limit - fragments);
        }
        return fragments;
    }

    @Override
    public final boolean isOf(final Object other)
    {
        return links == other;
    }

    @Override
    public final Source[] sources()
    {
        return new Source[]{link};
    }

    @Override
    public final boolean isReady()
    {
        if (!link.gate().tryEnter())
        {
            return link.gate().isClosed();
        }
        try
        {
            if (link.hasDeadEnd())
            {
                link.passDeadEnds();
            }
            if (null == peek)
            {
                peek = new ImagePeek();
            }
            for (final ImageReader reader : readers)
            {
                if (peek.isThere(reader.image()))
                {
                    return true;
                }
            }
            return false;
        }
        finally
        {
            link.gate().leave();
        }
    }

    final PoolReaders pools()
    {
        return pools;
    }

    /**
     * @return where payloads in slices are put together, or null when the topic has none.
     */
    final Inbox inbox()
    {
        return inbox;
    }

    /**
     * @param receiver of transfers that begin from now on.
     */
    final void receiveWith(final Function<Assembly, TransferTarget> receiver)
    {
        if (null == inbox)
        {
            throw new IllegalStateException("topic " + topic.name() + " takes no payloads in slices: give it " +
                "other chunk options than none");
        }
        inbox.receiver(receiver);
    }

    final void requireTrace()
    {
        if (null == topic.trace())
        {
            throw new IllegalStateException("topic " + topic.name() + " has no trace: give it trace options");
        }
    }

    final Counters counters()
    {
        return counters;
    }

    final void reportError(final Throwable error)
    {
        links.reportError(error);
    }

    @Override
    public final Topic topic()
    {
        return topic;
    }

    @Override
    public final boolean isConnected()
    {
        return link.imageCount() > 0;
    }

    @Override
    public final int publisherCount()
    {
        return link.imageCount();
    }

    @Override
    public final void awaitConnected(final Duration timeout)
    {
        links.await(link, this::isConnected, timeout, "a publisher of topic " + topic.name());
    }

    @Override
    public final SubscriberStats stats()
    {
        return counters.snapshot(null == inbox ? TransferCounts.NONE : inbox.counts());
    }

    @Override
    public final boolean isClosed()
    {
        return link.gate().isClosed();
    }

    @Override
    public final void close()
    {
        links.close(link);
    }

    private void onImage(final Image image)
    {
        readers = ArrayUtil.add(readers, new ImageReader(this, image));
    }

    private void onImageGone(final Image image)
    {
        for (final ImageReader reader : readers)
        {
            if (reader.image() == image)
            {
                readers = ArrayUtil.remove(readers, reader);
                return;
            }
        }
    }
}
