package io.skein.internal.stream;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.State;
import io.skein.internal.bell.Source;
import io.skein.internal.link.Checks;
import io.skein.internal.link.Links;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.link.SubscriptionLink;
import io.skein.sbe.StreamCode;
import io.skein.stream.StreamException.Reason;
import io.skein.stream.StreamOptions;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;
import org.agrona.collections.ArrayUtil;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the reader knows of its writer, and tells it: that it is there, how much it has read, that it reads no more.
 * What was read is told by the thread that reads when it is much, and by the client's thread otherwise.
 */
final class ReaderSession implements FragmentHandler
{
    private static final VarHandle READ;
    private static final VarHandle SEEN;

    static
    {
        try
        {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            READ = lookup.findVarHandle(ReaderSession.class, "read", long.class);
            SEEN = lookup.findVarHandle(ReaderSession.class, "seen", long.class);
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private static final Image[] NO_IMAGES = new Image[0];
    private static final long HELLO_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(10);
    /**
     * A reader that keeps up finds nothing after each chunk: only a longer rest is worth a word.
     */
    private static final int RESTS_BEFORE_TELL = 32;
    private static final int POLL_LIMIT = 16;

    /**
     * What was read is told in such parts of what may be buffered.
     */
    static final int PARTS = 8;

    private final Links links;
    private final Topic topic;
    private final long readerId = ThreadLocalRandom.current().nextLong();
    private final SubscriptionLink bytes;
    private final ReentrantLock tellLock = new ReentrantLock();
    private final Words told = new Words();
    private final Words heard = new Words();
    private final LogEnd end = new LogEnd();
    private SubscriptionLink signals;
    private PublicationLink feedback;
    private volatile Image[] images = NO_IMAGES;
    private volatile Image[] signalImages = NO_IMAGES;
    private volatile Image current;
    private volatile Image greeted;
    private volatile boolean hasWriter;
    private volatile Failure failure;
    private volatile boolean isEnded;
    private volatile long maxBufferedBytes;
    private long read;
    private long seen;
    private volatile String abortReason = "";
    private volatile long toldRead;
    private int rests;
    private long helloNs = System.nanoTime() - HELLO_INTERVAL_NS;

    /**
     * @param onEnded called when the bytes are closed, on the client's thread.
     */
    ReaderSession(final Links links, final Topic topic, final Runnable onEnded)
    {
        this.links = links;
        this.topic = topic;
        bytes = links.newSubscription(topic, 0, this::onImage, this::onImageGone, onEnded);
    }

    /**
     * Begin to talk to writers.
     */
    void connect()
    {
        signals = links.newSubscription(
            StreamChannels.signals(topic), 0, this::onSignalImage, this::onSignalImageGone, () -> {});
        feedback = links.newPublication(StreamChannels.feedback(topic), false);
        feedback.whenClosing(() -> tryClose(feedback.first()));
        feedback.whileConnected((ignore) -> tick());
    }

    Topic topic()
    {
        return topic;
    }

    /**
     * @return what a thread sleeps on that waits for the writer.
     */
    Source[] sources()
    {
        return null == signals ? new Source[]{bytes} : new Source[]{bytes, signals};
    }

    SubscriptionLink bytes()
    {
        return bytes;
    }

    boolean hasWriter()
    {
        return hasWriter;
    }

    boolean isEnded()
    {
        return isEnded;
    }

    Failure failure()
    {
        return failure;
    }

    long maxBufferedBytes()
    {
        return maxBufferedBytes;
    }

    /**
     * @return bytes since the stream began. From any thread.
     */
    long read()
    {
        return (long)READ.getAcquire(this); // sync: read
    }

    /**
     * @return bytes since the stream began that were looked at. From any thread.
     */
    long seen()
    {
        return (long)SEEN.getOpaque(this);
    }

    /**
     * @return the writer's log, or that of the one that may become it, or null. In an operation of the gate: outside
     *     it may be unmapped.
     */
    Image image()
    {
        if (Checks.ENABLED && !bytes.gate().isEnteredByCaller())
        {
            throw new IllegalStateException("the log of topic " + topic.name() + " is looked at outside of its gate");
        }
        final Image image = current;
        return null != image ? image : candidate();
    }

    boolean isStarted()
    {
        return null != current;
    }

    private Image candidate()
    {
        for (final Image image : images)
        {
            if (image == current || !image.isEndOfStream())
            {
                return image;
            }
        }
        return null;
    }

    /**
     * A signal came between the bytes. By the thread that reads.
     *
     * @return false when it is no signal.
     */
    boolean onSignal(
        final Words words, final DirectBuffer buffer, final int offset, final int length, final Image image,
        final long position)
    {
        if (!words.decodeSignal(buffer, offset, length))
        {
            return false;
        }
        if (StreamCode.START == words.code)
        {
            onStart(words, image);
        }
        else if (StreamCode.END == words.code && null != current)
        {
            if (position == words.value)
            {
                isEnded = true;
            }
            else
            {
                fail(new Failure(Reason.FOREIGN, "the stream of topic " + topic.name() + " ends after " +
                    words.value + " bytes, but " + position + " have come"));
            }
        }
        return true;
    }

    private void onStart(final Words words, final Image image)
    {
        if (words.readerId != readerId || null != current)
        {
            fail(otherReader());
        }
        else if (words.value < 1 || words.value > StreamOptions.MAX_BUFFERED_BYTES)
        {
            fail(new Failure(Reason.FOREIGN, "a writer of topic " + topic.name() + " buffers " + words.value +
                " bytes: the limit is " + StreamOptions.MAX_BUFFERED_BYTES));
        }
        else if (!topic.name().equals(words.text))
        {
            fail(new Failure(Reason.FOREIGN, "topic '" + topic.name() + "' and topic '" + words.text +
                "' have one channel and stream " + topic.streamId() + ": give one of them another stream"));
        }
        else
        {
            maxBufferedBytes = words.value;
            current = image;
        }
    }

    /**
     * Bytes came before a start.
     */
    Failure otherReader()
    {
        return new Failure(Reason.OTHER_READER, "topic " + topic.name() +
            " has a reader already, and a byte stream has one: close the other, or use another topic");
    }

    void fail(final Failure why)
    {
        if (null == failure && !isEnded)
        {
            failure = why;
        }
    }

    /**
     * Nothing more is in the log. By the thread that reads.
     */
    void onRest()
    {
        if (read != toldRead && ++rests > RESTS_BEFORE_TELL)
        {
            tell();
        }
        if (bytes.hasDeadEnd())
        {
            bytes.tryPassDeadEnds();
        }
        checkGone();
    }

    private void checkGone()
    {
        if (null == failure && !isEnded && end.isOver())
        {
            fail(State.CONNECTED == links.state() ?
                new Failure(Reason.PEER_LOST, "the writer of topic " + topic.name() + " is lost after " + read() +
                    " bytes, without an end: its process died, or was paused for longer than the driver's client " +
                    "liveness timeout, or the media driver was restarted") :
                new Failure(Reason.DRIVER_LOST, "the media driver in " + links.connection().aeronDirectory() +
                    " went away while topic " + topic.name() + " was read, after " + read() + " bytes"));
        }
    }

    /**
     * More was read. By the thread that reads.
     *
     * @param newRead bytes since the stream began.
     * @param newSeen bytes since the stream began that were looked at.
     */
    void onRead(final long newRead, final long newSeen)
    {
        SEEN.setOpaque(this, newSeen);
        if (newRead == read && !isEnded)
        {
            return;
        }
        READ.setRelease(this, newRead); // sync: read
        rests = 0;
        if (newRead - toldRead >= maxBufferedBytes / PARTS || isEnded)
        {
            tell();
        }
    }

    private void tell()
    {
        if (tellLock.tryLock())
        {
            try
            {
                if (feedback.gate().tryEnter())
                {
                    tellRead();
                }
            }
            finally
            {
                tellLock.unlock();
            }
        }
    }

    private void tellRead()
    {
        try
        {
            final long value = read();
            final Image image = current;
            if (null != image && offer(feedback.first(), StreamCode.READ, image.sessionId(), value, null) > 0)
            {
                toldRead = value;
            }
        }
        finally
        {
            feedback.gate().leave();
        }
    }

    private void tick()
    {
        pollSignals();
        hasWriter = null != current || null != candidate();
        if (null == current)
        {
            sayHello();
        }
        else
        {
            end.look(current);
            if (read() != toldRead)
            {
                tell();
            }
        }
        checkGone();
        if (null != failure)
        {
            // A log that nobody reads any more would hold up its writer.
            links.close(bytes);
        }
    }

    private void sayHello()
    {
        final Image image = candidate();
        final long nowNs = System.nanoTime();
        if (null != image && nowNs - helloNs >= HELLO_INTERVAL_NS && tellLock.tryLock())
        {
            try
            {
                helloNs = nowNs;
                greeted = image;
                offer(feedback.first(), StreamCode.HELLO, image.sessionId(), 0, topic.name());
            }
            finally
            {
                tellLock.unlock();
            }
        }
    }

    private boolean tryClose(final ExclusivePublication publication)
    {
        final Image image = null != current ? current : greeted;
        if (null == image)
        {
            return true;
        }
        final long result = offer(publication, StreamCode.CLOSE, image.sessionId(), read(), abortReason);
        return result > 0 || Publication.NOT_CONNECTED == result;
    }

    private long offer(
        final ExclusivePublication publication, final StreamCode code, final int sessionId, final long value,
        final String text)
    {
        told.encodeFeedback(code, readerId, sessionId, value, text);
        long result;
        do
        {
            result = publication.offer(told.buffer, 0, told.length);
        }
        while (Publication.ADMIN_ACTION == result);
        feedback.published();
        feedback.stayAwake();
        return result;
    }

    private void pollSignals()
    {
        if (signals.gate().tryEnter())
        {
            try
            {
                for (final Image image : signalImages)
                {
                    image.poll(this, POLL_LIMIT);
                }
                signals.passDeadEnds();
            }
            finally
            {
                signals.gate().leave();
            }
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (heard.decodeSignal(buffer, offset, length) && StreamCode.ABORT == heard.code &&
            heard.readerId == readerId)
        {
            fail(new Failure(Reason.ABORTED, "the writer of topic " + topic.name() + " gave up: " + heard.text));
        }
    }

    /**
     * @param reason for the writer; empty for none.
     */
    void close(final String reason)
    {
        abortReason = reason;
        links.close(bytes);
        if (null != feedback)
        {
            links.close(feedback);
            links.awaitGone(feedback);
        }
        if (null != signals)
        {
            links.close(signals);
        }
    }

    private void onImage(final Image image)
    {
        images = ArrayUtil.add(images, image);
    }

    private void onImageGone(final Image image)
    {
        images = ArrayUtil.remove(images, image);
        if (image == current)
        {
            end.onGone();
        }
    }

    private void onSignalImage(final Image image)
    {
        signalImages = ArrayUtil.add(signalImages, image);
    }

    private void onSignalImageGone(final Image image)
    {
        signalImages = ArrayUtil.remove(signalImages, image);
    }
}
