package io.skein.internal.lane;

import io.aeron.Image;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.internal.chunk.Answers;
import io.skein.internal.link.Links;
import io.skein.internal.link.ReturnChannel;
import io.skein.internal.link.SubscriptionLink;
import io.skein.internal.wire.StreamForm;
import io.skein.internal.wire.TransferAnswer;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;
import org.agrona.collections.ArrayUtil;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears what subscribers say of a publisher's transfers: on the client's thread, every few milliseconds, so that a
 * publisher with nothing to send holds up nobody.
 */
final class FeedbackIn implements FragmentHandler
{
    private static final Image[] NO_IMAGES = new Image[0];
    private static final int POLL_LIMIT = 64;

    private final Links links;
    private final SubscriptionLink link;
    private final List<Answers> open = new CopyOnWriteArrayList<>();
    private volatile Image[] images = NO_IMAGES;

    FeedbackIn(final Links links, final Topic topic)
    {
        this.links = links;
        link = links.newSubscription(
            ReturnChannel.of(topic, StreamForm.feedbackStreamId(topic.streamId())), 0,
            (image) -> images = ArrayUtil.add(images, image),
            (image) -> images = ArrayUtil.remove(images, image), () -> {});
        link.whileConnected(this::poll);
    }

    void begin(final Answers answers)
    {
        open.add(answers);
    }

    void end(final Answers answers)
    {
        open.remove(answers);
    }

    private void poll()
    {
        if (link.gate().tryEnter())
        {
            try
            {
                for (final Image image : images)
                {
                    image.poll(this, POLL_LIMIT);
                }
            }
            finally
            {
                link.gate().leave();
            }
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (!open.isEmpty())
        {
            final TransferAnswer answer = TransferAnswer.decode(buffer, offset, length);
            if (null != answer)
            {
                open.forEach((answers) -> answers.on(answer));
            }
        }
    }

    void close()
    {
        links.close(link);
    }
}
