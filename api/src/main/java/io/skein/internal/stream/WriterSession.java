package io.skein.internal.stream;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.internal.link.Links;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.link.SubscriptionLink;
import io.skein.sbe.StreamCode;
import io.skein.stream.StreamException.Reason;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;
import org.agrona.collections.ArrayUtil;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What the writer knows of its reader: whether there is one, how much it has read, what became of it. Feedback is taken
 * by the thread that needs room and by the client's, one at a time.
 */
final class WriterSession implements FragmentHandler
{
    /**
     * No reader yet.
     */
    static final int WAITING = 0;

    /**
     * A reader was told that it is accepted.
     */
    static final int OPEN = 1;

    /**
     * The end is in the log.
     */
    static final int ENDED = 2;

    /**
     * See {@link #failure()}.
     */
    static final int FAILED = 3;

    /**
     * The reader is gone; what it was is decided when somebody asks.
     */
    private static final int SUSPECT = 4;

    private static final int POLL_LIMIT = 16;
    private static final Image[] NO_IMAGES = new Image[0];

    private final Links links;
    private final Topic topic;
    private final long maxBufferedBytes;
    private final SubscriptionLink feedback;
    private final ReentrantLock lock = new ReentrantLock();
    private final Words words = new Words();
    private volatile Image[] images = NO_IMAGES;
    private volatile int state = WAITING;
    private volatile Failure failure;
    private volatile boolean isGreeted;
    private volatile int sessionId;
    private volatile long read;
    private long readerId;
    private int readerSessionId;
    private LogEnd readerEnd;

    WriterSession(final Links links, final Topic topic, final long maxBufferedBytes)
    {
        this.links = links;
        this.topic = topic;
        this.maxBufferedBytes = maxBufferedBytes;
        feedback = links.newSubscription(StreamChannels.feedback(topic), 0, this::onImage, this::onImageGone, () -> {});
    }

    SubscriptionLink link()
    {
        return feedback;
    }

    int state()
    {
        return state;
    }

    Failure failure()
    {
        return failure;
    }

    boolean isGreeted()
    {
        return isGreeted;
    }

    /**
     * @return bytes that the reader says it has read.
     */
    long read()
    {
        return read;
    }

    /**
     * Tell a reader that is there that it is accepted. In an operation of the publication's gate, by the writing
     * thread.
     *
     * @param publication of the bytes.
     * @return whether there is one.
     */
    boolean tryOpen(final ExclusivePublication publication)
    {
        if (WAITING != state)
        {
            throwFailure(publication.sessionId());
            return OPEN == state;
        }
        sessionId = publication.sessionId();
        poll();
        if (!isGreeted)
        {
            return false;
        }
        final Words start = new Words();
        start.encodeSignal(StreamCode.START, readerId, maxBufferedBytes, topic.name());
        if (offer(publication, start) > 0)
        {
            // It may have gone between our look and our word.
            state = isGreeted ? OPEN : SUSPECT;
        }
        return OPEN == state;
    }

    /**
     * Say in the log that there is no more. On the client's thread, when nothing else is in flight.
     *
     * @return whether it is said, or nobody wants to hear it.
     */
    boolean tryEnd(final ExclusivePublication publication, final long total)
    {
        if (WAITING == state && !tryOpen(publication))
        {
            // A reader that has come is about to say hello, and shall learn that there is nothing to read.
            return WAITING != state || !publication.isConnected();
        }
        if (OPEN != state || publication.sessionId() != sessionId)
        {
            return true;
        }
        final Words end = new Words();
        end.encodeSignal(StreamCode.END, readerId, total, "");
        final long result = offer(publication, end);
        if (result > 0)
        {
            state = ENDED;
        }
        poll();
        return result > 0 || Publication.NOT_CONNECTED == result || OPEN != state;
    }

    /**
     * Say beside the log that what is in it is void. On the client's thread.
     *
     * @return whether it is said, or nobody wants to hear it.
     */
    boolean tryAbort(final ExclusivePublication signals, final String reason)
    {
        if (null == reason || !isGreeted())
        {
            return true;
        }
        final Words abort = new Words();
        abort.encodeSignal(StreamCode.ABORT, readerId, 0, reason);
        final long result = offer(signals, abort);
        return result > 0 || Publication.NOT_CONNECTED == result;
    }

    /**
     * Throw why the stream failed, if it did.
     *
     * @param currentSessionId of the publication.
     */
    void throwFailure(final int currentSessionId)
    {
        if (currentSessionId != sessionId)
        {
            onDriverLost();
        }
        throwFailure();
    }

    void throwFailure()
    {
        if (SUSPECT == state)
        {
            fail(new Failure(Reason.PEER_LOST, "the reader of topic " + topic.name() +
                " is lost after it had read " + read + " bytes: its process died, or was paused for longer than the " +
                "driver's client liveness timeout"));
        }
        if (null != failure)
        {
            throw failure.exception();
        }
    }

    /**
     * The log of the bytes is gone with its driver.
     */
    void onDriverLost()
    {
        if (OPEN == state || SUSPECT == state)
        {
            fail(new Failure(Reason.DRIVER_LOST, "the media driver in " + links.connection().aeronDirectory() +
                " went away while topic " + topic.name() + " was written, after the reader had read " + read +
                " bytes: begin a new stream"));
        }
    }

    void fail(final Failure why)
    {
        if (null == failure && ENDED != state)
        {
            failure = why;
            state = FAILED;
        }
    }

    /**
     * Take what the reader says, unless another thread is at it. From any thread.
     */
    void poll()
    {
        if (lock.tryLock())
        {
            try
            {
                if (feedback.gate().tryEnter())
                {
                    pollImages();
                }
            }
            finally
            {
                lock.unlock();
            }
        }
    }

    private void pollImages()
    {
        try
        {
            for (final Image image : images)
            {
                image.poll(this, POLL_LIMIT);
            }
            feedback.passDeadEnds();
        }
        finally
        {
            feedback.gate().leave();
        }
    }

    /**
     * On the client's thread, every few milliseconds.
     *
     * @param link of the bytes; connected.
     */
    void tick(final PublicationLink link)
    {
        if (WAITING == state)
        {
            sessionId = link.sessionId();
        }
        poll();
        if (isGreeted && lock.tryLock())
        {
            try
            {
                checkReader();
            }
            finally
            {
                lock.unlock();
            }
        }
    }

    private void checkReader()
    {
        for (final Image image : images)
        {
            if (image.sessionId() == readerSessionId)
            {
                readerEnd.look(image);
            }
        }
        if (readerEnd.isOver())
        {
            onReaderGone();
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (words.decodeFeedback(buffer, offset, length) && words.writerSessionId == sessionId)
        {
            if (StreamCode.HELLO == words.code)
            {
                onHello(header.sessionId());
            }
            else if (words.readerId == readerId)
            {
                onReader();
            }
        }
    }

    private void onHello(final int feedbackSessionId)
    {
        if (WAITING == state && !isGreeted)
        {
            if (!topic.name().equals(words.text))
            {
                fail(new Failure(Reason.FOREIGN, "a reader of topic '" + words.text + "' came to topic '" +
                    topic.name() + "' on stream " + topic.streamId() + ": give one of them another stream"));
                return;
            }
            readerId = words.readerId;
            readerSessionId = feedbackSessionId;
            readerEnd = new LogEnd();
            isGreeted = true;
        }
    }

    private void onReader()
    {
        read = Math.max(read, words.value);
        if (StreamCode.CLOSE == words.code)
        {
            isGreeted = false;
            if (OPEN == state)
            {
                fail(words.text.isEmpty() ?
                    new Failure(Reason.READER_CLOSED, "the reader of topic " + topic.name() + " closed after " +
                        words.value + " bytes") :
                    new Failure(Reason.ABORTED, "the reader of topic " + topic.name() + " gave up after " +
                        words.value + " bytes: " + words.text));
            }
        }
    }

    private void onImage(final Image image)
    {
        images = ArrayUtil.add(images, image);
    }

    private void onImageGone(final Image image)
    {
        images = ArrayUtil.remove(images, image);
        if (image.sessionId() == readerSessionId)
        {
            onReaderGone();
        }
    }

    private void onReaderGone()
    {
        isGreeted = false;
        if (OPEN == state)
        {
            state = SUSPECT;
        }
    }

    private static long offer(final ExclusivePublication publication, final Words words)
    {
        long result;
        do
        {
            result = publication.offer(words.buffer, 0, words.length);
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }
}
