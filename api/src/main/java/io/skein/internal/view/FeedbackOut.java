package io.skein.internal.view;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.skein.internal.chunk.Feedback;
import io.skein.internal.link.Links;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.link.ReturnChannel;
import io.skein.internal.pool.SubscriberPositions;
import io.skein.internal.wire.StreamForm;
import io.skein.internal.wire.TransferAnswer;
import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.topic.Topic;
import io.skein.transfer.ByteRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a subscriber says of transfers: kept until the client's thread has said it, or until there is too much of it;
 * who misses an answer asks again.
 */
final class FeedbackOut implements Feedback
{
    private static final int MOST_KEPT = 256;

    private final Links links;
    private final PublicationLink link;
    private final int streamId;
    private final long subscriberId = ThreadLocalRandom.current().nextLong();
    private final Deque<UnsafeBuffer> kept = new ArrayDeque<>();

    FeedbackOut(final Links links, final Topic topic)
    {
        this.links = links;
        streamId = topic.streamId();
        link = links.newPublication(ReturnChannel.of(topic, StreamForm.feedbackStreamId(streamId)), false);
        link.whenClosing(() ->
        {
            flush(link.first(), link.counters());
            return isEmpty() || !link.first().isConnected();
        });
        link.whileConnected((counters) -> flush(link.first(), counters));
    }

    @Override
    public void say(
        final int sessionId, final long transferId, final FeedbackCode code, final FeedbackReason reason,
        final List<ByteRange> ranges, final String text)
    {
        final UnsafeBuffer answer =
            new TransferAnswer(subscriberId, sessionId, transferId, 1, code, reason, ranges, text).encoded();
        synchronized (kept)
        {
            if (MOST_KEPT == kept.size())
            {
                kept.removeFirst();
            }
            kept.addLast(answer);
        }
    }

    private boolean isEmpty()
    {
        synchronized (kept)
        {
            return kept.isEmpty();
        }
    }

    private void flush(final ExclusivePublication publication, final CountersReader counters)
    {
        synchronized (kept)
        {
            while (!kept.isEmpty())
            {
                final UnsafeBuffer answer = kept.peekFirst();
                TransferAnswer.putSubscribers(
                    answer, SubscriberPositions.count(counters, TransferAnswer.sessionId(answer), streamId));
                final long result = publication.offer(answer, 0, answer.capacity());
                if (result > 0)
                {
                    kept.removeFirst();
                }
                else if (Publication.ADMIN_ACTION != result)
                {
                    return;
                }
            }
        }
    }

    void close()
    {
        links.close(link);
    }
}
